// Package fault has what all packages of this module do alike with panics and errors.
package fault

import (
	"bytes"
	"errors"
	"runtime/debug"
	"slices"
)

// Stack returns the stack of a panic while it is being recovered, from the panic on:
// the frames above it are of whoever recovers.
func Stack() []byte {
	stack := debug.Stack()
	head := bytes.IndexByte(stack, '\n') + 1
	if frame := bytes.Index(stack, []byte("\npanic(")) + 1; frame > head {
		return slices.Delete(stack, head, frame)
	}
	return stack
}

// Join is errors.Join that leaves a single error as it is, so that callers who
// compare with == are not surprised.
func Join(errs ...error) error {
	var only error
	for _, err := range errs {
		switch {
		case err == nil:
		case only != nil:
			return errors.Join(errs...)
		default:
			only = err
		}
	}
	return only
}
