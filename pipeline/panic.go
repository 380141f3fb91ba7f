package pipeline

import (
	"github.com/coseq/coseq/internal/fault"
	"github.com/coseq/coseq/pull"
)

// A PanicError is what a panic in a callback of a stage or source becomes on its
// way to the loop that consumes the flow. It has the stack of the callback.
type PanicError = pull.PanicError

// asPanicError must be called while the panic with p is being recovered, since
// it takes the stack. One that has come out of another goroutine keeps its own.
func asPanicError(p any) *PanicError {
	if pe, ok := p.(*PanicError); ok && pe != nil {
		return pe
	}
	return &PanicError{Value: p, Stack: fault.Stack()}
}
