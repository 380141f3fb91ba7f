package green

import (
	"errors"
	"fmt"
)

var (
	// ErrKilled is the Err of a task that was killed without a cause.
	ErrKilled = errors.New("green: killed")

	// ErrClosed is the Err of a task that [Loop.Close] has unwound.
	ErrClosed = errors.New("green: loop closed")

	// ErrGoexit is the Err of a task that called [runtime.Goexit], as t.FailNow
	// does.
	ErrGoexit = errors.New("green: task called runtime.Goexit")
)

// named is err as one that belongs to t, when it is told to somebody who did not
// ask for t.
func named(t *Task, err error) error { return fmt.Errorf("%v: %w", t, err) }

// join is errors.Join that leaves a single error as it is, so that callers who
// compare with == are not surprised.
func join(errs ...error) error {
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
