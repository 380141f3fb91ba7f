//go:build unix

package green

import (
	"net"
	"syscall"
)

// An immediate reads or writes what a socket has, or takes, at once. That saves the
// goroutine which waits for it.
type immediate struct {
	control func(func(fd uintptr) bool) error
	call    func(fd int, b []byte) (int, error)
	try     func(fd uintptr) bool
	b       []byte
	n       int
}

// immediately returns what reads c and what writes it, or nil if c is not a stream
// of bytes in the hands of the system: of others one cannot know whether they wait.
func immediately(c net.Conn) (in, out *immediate) {
	switch c.(type) {
	case *net.TCPConn:
	case *net.UnixConn:
		if c.LocalAddr().Network() != "unix" {
			return nil, nil
		}
	default:
		return nil, nil
	}
	raw, err := c.(syscall.Conn).SyscallConn()
	if err != nil {
		return nil, nil
	}
	return newImmediate(raw.Read, syscall.Read), newImmediate(raw.Write, syscall.Write)
}

func newImmediate(
	control func(func(uintptr) bool) error, call func(int, []byte) (int, error),
) *immediate {
	i := &immediate{control: control, call: call}
	i.try = i.attempt
	return i
}

// once tries to transfer b, and returns how many bytes it has. All errors, and the
// end, are met again by the call that may wait.
func (i *immediate) once(b []byte) int {
	const most = 1 << 30 // some systems fail with more
	if i == nil || len(b) == 0 {
		return 0
	}
	i.b, i.n = b[:min(len(b), most)], 0
	_ = i.control(i.try)
	i.b = nil
	return i.n
}

// attempt returns true: it is not to be called again when the socket is ready.
func (i *immediate) attempt(fd uintptr) bool {
	n, err := i.call(int(fd), i.b)
	for err == syscall.EINTR { //nolint:errorlint // of a system call
		n, err = i.call(int(fd), i.b)
	}
	if err == nil {
		i.n = n
	}
	return true
}
