package seqtest

import "sync/atomic"

// A Tripwire lets [CheckOp] see the callbacks of an operator, and make them panic
// or exit. Touch it in each callback and pass it to CheckOp by [Calls]. The zero
// Tripwire is ready to use; it must not be copied, nor be used by two calls of
// CheckOp at the same time.
type Tripwire struct {
	meter atomic.Pointer[meter]
}

// Touch is to be called by a callback, first thing. It panics or exits the
// goroutine when CheckOp wants it to, and else does nothing.
func (w *Tripwire) Touch() {
	if m := w.meter.Load(); m != nil {
		m.pass(inCallback)
	}
}
