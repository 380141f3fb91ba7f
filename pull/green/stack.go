package green

import "bytes"

// A dump of a stack has a line for the goroutine, and then two for each frame.

const ours = "github.com/coseq/coseq/pull/green."

// fromCaller leaves out the frames on top that are of this package, for a stack that
// was taken in it.
func fromCaller(stack []byte) []byte {
	head, frames := cutLine(stack)
	for ourFrame(frames) {
		_, frames = cutLine(frames)
		_, frames = cutLine(frames)
	}
	return bytes.Join([][]byte{head, frames}, []byte("\n"))
}

func ourFrame(frames []byte) bool {
	return bytes.HasPrefix(frames, []byte("runtime/debug.")) ||
		bytes.HasPrefix(frames, []byte(ours))
}

func cutLine(text []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(text, []byte("\n"))
	return line, rest
}

// position is the file and line of the frame on top: main.go:12.
func position(stack []byte) string {
	_, frames := cutLine(stack)
	_, frames = cutLine(frames)
	at, _ := cutLine(bytes.TrimSpace(frames))
	at, _, _ = bytes.Cut(at, []byte(" "))
	return string(at[bytes.LastIndexByte(at, '/')+1:])
}
