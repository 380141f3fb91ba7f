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
