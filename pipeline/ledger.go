package pipeline

import (
	"context"
	"sync"
	"sync/atomic"
)

// A ledger has the tokens of one run of Track that have not been acknowledged, in
// the order of the source. The nil ledger is that of a run without a Commit.
type ledger[K any] struct {
	*register[K]
	acknowledged int        // how many have been, which is the place of the first in open
	open         []entry[K] // what is not
	ended        bool       // the source has
	room         signal     // something has been acknowledged
}

type entry[K any] struct {
	token K
	uses  int // values that are to be finished; when it is 0, so is the entry
}

// A place is that of an entry, counted from the beginning of the run.
type place[K any] struct {
	in     *ledger[K]
	number int
}

// A register has the ledgers of one run of Commit; mu guards all of them, too.
type register[K any] struct {
	mu       sync.Mutex
	ledgers  []*ledger[K]
	ended    bool   // the flow has; nothing will change
	finished signal // the first entry of a ledger may be, or the flow has ended
}

// registerKey is the key of the context for the register of the Commit downstream.
type registerKey[K any] struct{}

func openLedger[K any](ctx context.Context) *ledger[K] {
	r, _ := ctx.Value(registerKey[K]{}).(*register[K])
	if r == nil {
		return nil
	}
	l := &ledger[K]{register: r, room: make(signal, 1)}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ledgers = append(r.ledgers, l)
	return l
}

// admit makes an entry for one value. When the acknowledgements lag far behind, it
// waits for them, unless done is closed: nothing else would bound the memory if no
// value came through. Whatever is behind one that is not finished is let in, however
// much that is: to wait for it might be to wait for ever.
func (l *ledger[K]) admit(done <-chan struct{}, token K) place[K] {
	if l == nil {
		return place[K]{}
	}
	const most = 1000
	l.mu.Lock()
	defer l.mu.Unlock()
	for waiting := true; waiting && len(l.open) >= most && l.open[0].uses == 0; {
		l.mu.Unlock()
		waiting = l.room.wait(done, nil)
		l.mu.Lock()
	}
	l.open = append(l.open, entry[K]{token, 1})
	return place[K]{l, l.acknowledged + len(l.open) - 1}
}

// close notes that there will be no more entries.
func (l *ledger[K]) close() {
	if l != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.ended = true
	}
}

// use changes the number of values that are to be finished before the entry is.
func (p place[K]) use(more int) {
	l := p.in
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	i := p.number - l.acknowledged
	if i < 0 || l.open[i].uses == 0 {
		return // finished before: a stage has made copies and not said so
	}
	l.open[i].uses += more
	if i == 0 && l.open[i].uses == 0 {
		l.finished.set()
	}
}

// next waits for a token that can be acknowledged and takes it out. It reports false
// when there is none and the flow has ended.
func (r *register[K]) next() (token K, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		for i, l := range r.ledgers {
			if token, ok := l.pop(); ok {
				return token, true
			}
			if l.ended && len(l.open) == 0 {
				r.ledgers = append(r.ledgers[:i:i], r.ledgers[i+1:]...)
				break
			}
		}
		if r.ended {
			return token, false
		}
		r.mu.Unlock()
		r.finished.wait(nil, nil)
		r.mu.Lock()
	}
}

// pop takes the first entry out if it is finished. The register is locked.
func (l *ledger[K]) pop() (token K, ok bool) {
	if len(l.open) == 0 || l.open[0].uses > 0 {
		return token, false
	}
	token = l.open[0].token
	l.open[0] = entry[K]{} // do not keep the token
	l.open = l.open[1:]
	l.acknowledged++
	l.room.set()
	return token, true
}

// end notes that the flow has ended: if whole, all that it has read has been finished
// or dropped.
func (r *register[K]) end(whole bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.ledgers {
		for i := range l.open {
			if whole {
				l.open[i].uses = 0
			}
		}
	}
	r.ended = true
	r.finished.set()
}

// An unread knows whether a stage between Track and Commit has left off reading, so
// that values may be lost that no stage has dropped.
type unread struct{ atomic.Bool }

// unreadKey is the key of the context for the unread of the Commit downstream.
type unreadKey struct{}

func unreadOf(ctx context.Context) *unread {
	u, _ := ctx.Value(unreadKey{}).(*unread)
	return u
}

func (u *unread) note() {
	if u != nil {
		u.Store(true)
	}
}
