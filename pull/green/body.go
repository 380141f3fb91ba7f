package green

import (
	"bufio"
	"context"
	"io"
	"net/http"
)

// A body is that of a response.
type body struct {
	loop    *Loop
	base    io.ReadCloser
	cancel  context.CancelCauseFunc
	reading shipment
	reader  *bufio.Reader // spares goroutines where little is read at a time
	ended   bool          // it has been read to its end
	closed  bool
}

// newBody wraps the body of a response whose request cancel cancels.
func newBody(l *Loop, base io.ReadCloser, cancel context.CancelCauseFunc) io.ReadCloser {
	if base == nil || base == http.NoBody {
		cancel(nil)
		return base
	}
	b := &body{loop: l, base: base, cancel: cancel}
	b.reading.init("Body.Read", base.Read, b.interrupt)
	b.reader = bufio.NewReader((*filling)(b))
	if w, ok := base.(io.Writer); ok {
		u := &upgradedBody{body: b}
		u.writing.init("Body.Write", w.Write, b.interrupt)
		return u
	}
	return b
}

// interrupt cancels the request for a task that has been cancelled.
func (b *body) interrupt(cause error) (left bool) {
	b.cancel(cause)
	return false
}

func (b *body) Read(p []byte) (int, error) {
	b.loop.caller("Body.Read")
	if b.closed {
		return 0, http.ErrBodyReadAfterClose
	}
	if err := b.reading.inUse(); err != nil {
		return 0, err
	}
	return b.reader.Read(p)
}

// A filling is a body that its reader is filled from.
type filling body

func (f *filling) Read(p []byte) (int, error) {
	t := f.loop.current
	n, err := f.reading.ship(t, p)
	t.check("Body.Read")
	if err != nil {
		f.ended = err == io.EOF //nolint:errorlint // itself, as io.Reader has it
		f.cancel(err)           // it is over, and the context holds resources
	}
	return n, err
}

func (b *body) Close() (err error) {
	b.closed = true
	if b.ended { // there is nothing to wait for
		return b.base.Close()
	}
	b.loop.aside("Body.Close", func() { err = b.base.Close() })
	b.cancel(nil)
	return err
}

// An upgradedBody is that of a response with which the server has switched
// protocols.
type upgradedBody struct {
	*body
	writing shipment
}

func (u *upgradedBody) Write(p []byte) (int, error) {
	t := u.loop.caller("Body.Write")
	if err := u.writing.inUse(); err != nil {
		return 0, err
	}
	n, err := u.writing.ship(t, p)
	t.check("Body.Write")
	return n, err
}
