package pull

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
