package green

import "sync/atomic"

// A phase keeps two from driving the loop at the same time.
type phase struct{ busy atomic.Bool }

func (p *phase) enter(call string) {
	if !p.busy.CompareAndSwap(false, true) {
		panic("green.Loop." + call + ": the loop is being run already, by a caller further out or elsewhere")
	}
}

func (p *phase) leave() { p.busy.Store(false) }
