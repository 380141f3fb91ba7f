package pull

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/coseq/coseq/internal/fault"
)

var (
	// ErrDone is returned by Send when the generator has ended, and by Throw
	// when it ends instead of yielding again. It is about the one it comes from:
	// a body that returns it as its own error looks as if it had ended normally.
	ErrDone = errors.New("pull: done")

	// ErrClosed is what [Yielder.TryYield] returns when the generator is being
	// closed. A body that returns it has ended in peace.
	ErrClosed = errors.New("pull: closed")

	// ErrNotStarted is returned by Send before the first Next: there is no
	// yield yet that could receive the value.
	ErrNotStarted = errors.New("pull: not started: call Next before Send")

	// ErrRunning is returned, or raised by Next, when a generator or a sink is
	// resumed while it runs: from its own body, from another goroutine at the
	// same time, or while another generator delegates to it.
	ErrRunning = errors.New("pull: still running")

	// ErrIgnoredClose is returned by Close when the body yielded again after
	// it had been told to end. The body has been unwound all the same.
	ErrIgnoredClose = errors.New("pull: body ignored Close and yielded again")

	// ErrGoexit is the Err of a generator whose body called [runtime.Goexit],
	// as t.FailNow does.
	ErrGoexit = errors.New("pull: body called runtime.Goexit")
)

// A PanicError is what a panic in a body becomes on its way to the goroutine
// that resumed the generator. [iter.Pull] passes on the value alone, and the
// stack that shows where it came from is lost.
type PanicError struct {
	Value any    // what panic was called with
	Stack []byte // of the body, as by [debug.Stack], from its panic on
}

// Error returns the panic's value and, below it, the stack of the body. It names the
// module, as the packages that stand on this one use the type for their callbacks.
func (p *PanicError) Error() string {
	return fmt.Sprintf("coseq: panic: %v\n\n%s", p.Value, p.Stack)
}

// Unwrap returns the panic's value if that is an error, else nil.
func (p *PanicError) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// asPanicError must be called while the panic with p is being recovered, since
// it takes the stack. One that comes from a generator further in keeps its own.
func asPanicError(p any) *PanicError {
	if pe, ok := p.(*PanicError); ok && pe != nil {
		return pe
	}
	return &PanicError{Value: p, Stack: fault.Stack()}
}

// isPanicOf reports whether a recovered p is a panic with err.
func isPanicOf(err error, p any) bool {
	if reflect.TypeOf(p) != reflect.TypeOf(err) {
		return false
	}
	if !reflect.ValueOf(p).Comparable() {
		return reflect.DeepEqual(p, err)
	}
	return p == any(err)
}

// isOnly reports whether err is the sentinel and nothing else, however wrapped:
// errors.Join(ErrClosed, f.Close()) is only ErrClosed, until f.Close fails.
func isOnly(err, sentinel error) bool {
	switch e := err.(type) { //nolint:errorlint // it is the tree that is walked
	case interface{ Unwrap() error }:
		return isOnly(e.Unwrap(), sentinel)
	case interface{ Unwrap() []error }:
		all := e.Unwrap()
		another := func(err error) bool { return !isOnly(err, sentinel) }
		return len(all) > 0 && !slices.ContainsFunc(all, another)
	}
	return err == sentinel //nolint:errorlint // and its leaves
}

// includes is errors.Is for a part that may not be comparable, and then is taken
// for another error.
func includes(err, part error) bool {
	return part == nil || reflect.ValueOf(part).Comparable() && errors.Is(err, part)
}
