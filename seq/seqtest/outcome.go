package seqtest

import "fmt"

// An ending is how a function ended.
type ending int

const (
	returned ending = iota
	panicked
	exited
	hung
)

// An outcome is how a function ended, and what it panicked with.
type outcome struct {
	how   ending
	value any
}

func (o outcome) String() string {
	switch o.how {
	case returned:
		return "returned"
	case panicked:
		return fmt.Sprintf("panicked with %s", show(o.value))
	case exited:
		return "exited its goroutine"
	default:
		return fmt.Sprintf("did not end within %v", patience)
	}
}
