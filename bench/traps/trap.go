package traps

import "fmt"

// A trap is a job in which something goes wrong, and what has to come of it.
type trap struct {
	name   string
	about  string                // what happens, and what has to come of it
	beside func(shape) string    // why it is none for a shape, "" if it is one
	lay    func(*setting)        // what differs from a job that goes well
	judge  func(*setting) string // what is wrong with how it ended, "" if nothing is
}

// traps are the columns of the table.
var traps = []trap{
	runToTheEnd, breakEndless, panicInTheLoop,
	workerPanic, sourcePanic, workerGoexit,
	errorInTheMiddle, cancelledWhileBlocked,
	headOfLine, slowConsumer, manyCalls,
}

// applies reports why the trap is none for the peer, "" if it is one.
func (t trap) applies(p peer) string {
	if t.beside == nil {
		return ""
	}
	return t.beside(p.shape)
}

// An ending is how the call of a peer ended.
type ending struct {
	err    error
	panic  any
	exited bool // by runtime.Goexit
}

// told reports whether the caller learns that something went wrong.
func (e ending) told() bool { return e.exited || e.panic != nil || e.err != nil }

func (e ending) String() string {
	switch {
	case e.exited:
		return "exits"
	case e.panic != nil:
		return "panics"
	case e.err != nil:
		return fmt.Sprintf("returns the error %.40q", e.err)
	}
	return "returns nil"
}
