package source

import "bufio"

// A recent reader passes on a text, and knows the bytes that it has passed on lately, and
// where they are: for a reader behind it that knows how far it has got, in bytes.
type recent struct {
	r      *bufio.Reader
	buf    []byte
	begin  int      // of what has not been left behind, in buf
	offset int64    // of that in the text
	at     Position // of that
}

func newRecent(t *text) *recent {
	return &recent{r: bufio.NewReaderSize(t, bufferSize), at: t.here()}
}

func (r *recent) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.buf = r.buf[:copy(r.buf, r.buf[r.begin:])]
	r.begin, r.buf = 0, append(r.buf, p[:n]...)
	return n, err
}

// ahead is what has been read and has not been left behind.
func (r *recent) ahead() []byte { return r.buf[r.begin:] }

// until is the part of ahead that lies before offset.
func (r *recent) until(offset int64) []byte { return r.ahead()[:offset-r.offset] }

// leave leaves the next n bytes behind.
func (r *recent) leave(n int) {
	r.at = r.at.after(r.ahead()[:n])
	r.begin += n
	r.offset += int64(n)
}

// skip leaves all behind that comes before offset, and the space after that. It returns
// the byte that is next, 0 if that has not been read.
func (r *recent) skip(offset int64) byte {
	r.leave(len(r.until(offset)))
	for _, c := range r.ahead() {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c
		}
		r.leave(1)
	}
	return 0
}

// skipRest leaves all space behind that there is to come. It returns io.EOF if there is
// nothing else.
func (r *recent) skipRest(offset int64) error {
	for r.skip(offset) == 0 {
		var some [512]byte
		if _, err := r.Read(some[:]); err != nil {
			return err
		}
		offset = r.offset
	}
	return nil
}
