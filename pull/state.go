package pull

import "sync/atomic"

// State says where a generator is in its life.
type State uint8

const (
	// Created: the body has not been started; there is no coroutine yet.
	Created State = iota
	// Suspended: the body waits at a yield.
	Suspended
	// Running: the body runs, or waits for something it has called itself;
	// also the state of a generator while another one delegates to it.
	Running
	// Delegating: the body is inside [Yielder.YieldFrom], whether the generator
	// it delegates to runs at the moment or is suspended.
	Delegating
	// Done: the body has ended, or will never run.
	Done
)

// String returns the name of the state.
func (s State) String() string {
	switch s {
	case Created:
		return "Created"
	case Suspended:
		return "Suspended"
	case Running:
		return "Running"
	case Delegating:
		return "Delegating"
	case Done:
		return "Done"
	}
	return "unknown State"
}

// A phase is the one atomic word that says who owns a generator. An even phase
// is free: whoever moves it to the odd one after it, by compare-and-swap, may
// touch the rest of the generator, and moves it back when the body gives way. Only
// done is for ever.
type phase struct{ atomic.Uint32 }

const (
	created = iota // nothing has run
	starting
	idle // a view
	idleBusy
	suspended // a coroutine, at a yield of its own
	running
	inline // a coroutine, at a yield of a body that it runs by YieldFrom
	inlineBusy
	nested // a coroutine that waits for the end of another one, by YieldFrom
	nestedBusy
	done
)

// acquire takes a generator that is free, if it has been started.
func (p *phase) acquire() bool {
	now := p.Load()
	return now != created && now != done && now&1 == 0 && p.CompareAndSwap(now, now+1)
}

// acquireNew takes a generator that has not been started.
func (p *phase) acquireNew() bool {
	return p.Load() == created && p.CompareAndSwap(created, starting)
}

// acquireDirect takes one whose own coroutine is the one to be resumed.
func (p *phase) acquireDirect() bool {
	now := p.Load()
	return (now == suspended || now == inline) && p.CompareAndSwap(now, now+1)
}

// release is the way back from acquire. The body may have entered or left a
// YieldFrom in between.
func (p *phase) release() { p.Store(p.Load() &^ 1) }

// State returns the state of g. While g is being resumed from another goroutine
// the answer may be old as soon as it is given.
func (g *Gen[In, Out]) State() State {
	switch g.phase.Load() {
	case created:
		return Created
	case idle, suspended:
		return Suspended
	case starting, idleBusy, running:
		return Running
	case done:
		return Done
	default:
		return Delegating
	}
}
