package pipeline

import (
	"context"
	"sync"
	"sync/atomic"
)

// A register has the ledgers of one run of Commit or Settle; mu guards all of them, too.
type register[K any] struct {
	mu       sync.Mutex
	inOrder  bool
	ledgers  []*ledger[K]
	ready    []place[K]         // in any order: finished, and not yet settled
	failures map[place[K]]error // the first of each entry that has failed
	ended    bool               // the flow has; nothing will change
	wake     signal             // there may be something to settle, or the flow has ended
}

// A settlement is what is to be done with a token; there is a cause if that is not to
// acknowledge it.
type settlement[K any] struct {
	token K
	cause error
}

func newRegister[K any](inOrder bool) *register[K] {
	return &register[K]{inOrder: inOrder, wake: make(signal, 1)}
}

// trackKey is the key of the context for the tracking of the Commit or Settle downstream.
type trackKey struct{}

// A tracking is what a flow has to tell a Commit or Settle.
type tracking struct {
	register any // of tokens of one type
	// unread is set by a stage behind Track that has left off reading, so that values may be
	// lost that no stage has dropped. It is nil before Track.
	unread *unread
}

// An unread knows whether a stage between Track and Commit has left off reading.
type unread struct{ atomic.Bool }

func unreadOf(ctx context.Context) *unread { return trackingOf(ctx).unread }

func (u *unread) note() {
	if u != nil {
		u.Store(true)
	}
}

func trackingOf(ctx context.Context) tracking {
	t, _ := ctx.Value(trackKey{}).(tracking)
	return t
}

func (t tracking) under(ctx context.Context) context.Context {
	return context.WithValue(ctx, trackKey{}, t)
}

// beforeTrack returns ctx for the flow that a Track reads.
func beforeTrack(ctx context.Context) context.Context {
	t := trackingOf(ctx)
	if t.unread == nil {
		return ctx
	}
	t.unread = nil
	return t.under(ctx)
}

// untracked returns ctx for flows that are no parts of the one that is tracked.
func untracked(ctx context.Context) context.Context {
	if trackingOf(ctx) == (tracking{}) {
		return ctx
	}
	return tracking{}.under(ctx)
}

func openLedger[K any](ctx context.Context) *ledger[K] {
	r, _ := trackingOf(ctx).register.(*register[K])
	if r == nil {
		return nil
	}
	l := &ledger[K]{register: r, room: make(signal, 1)}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ledgers = append(r.ledgers, l)
	return l
}

// note keeps the first failure of an entry. The register is locked.
func (r *register[K]) note(p place[K], cause error) {
	if r.failures == nil {
		r.failures = make(map[place[K]]error)
	}
	if r.failures[p] == nil {
		r.failures[p] = cause
	}
}

// next waits for something that can be settled and takes it out. It reports false when
// there is nothing and the flow has ended.
func (r *register[K]) next() (s settlement[K], ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		if p := r.due(); p.in != nil {
			return p.in.settle(p), true
		}
		if r.ended {
			return s, false
		}
		r.mu.Unlock()
		r.wake.wait(nil, nil)
		r.mu.Lock()
	}
}

// due returns the place of what is to be settled next, if there is something.
func (r *register[K]) due() (p place[K]) {
	if !r.inOrder {
		if len(r.ready) > 0 {
			p, r.ready = r.ready[0], r.ready[1:]
			p.in.finished--
		}
		return p
	}
	for _, l := range r.ledgers {
		if e := l.at(l.head); e != nil && e.uses == 0 {
			l.head++
			return place[K]{l, l.head - 1}
		}
	}
	return p
}

// end notes that the flow has ended: if whole, all that it has read has been finished
// or dropped.
func (r *register[K]) end(whole bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if whole {
		r.eachOpen(func(p place[K], e *entry[K]) {
			if e.uses > 0 {
				e.uses = 0
				p.in.finish(p)
			}
		})
	}
	r.ended = true
	r.wake.set()
}

// rest takes out all that is left when next has reported false.
func (r *register[K]) rest() (all []settlement[K]) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var open []place[K]
	r.eachOpen(func(p place[K], _ *entry[K]) { open = append(open, p) })
	for _, p := range open {
		all = append(all, p.in.settle(p))
	}
	return all
}

// eachOpen calls f for what has not been settled, in order. The register is locked.
func (r *register[K]) eachOpen(f func(place[K], *entry[K])) {
	for _, l := range r.ledgers {
		for i, in := range l.all {
			begin := (l.gone + i) * pageSize
			for number := begin; in != nil && number < begin+pageSize; number++ {
				if e := l.at(number); e != nil {
					f(place[K]{l, number}, e)
				}
			}
		}
	}
}
