package pull

import "sync/atomic"

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
