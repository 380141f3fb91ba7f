package pipeline

import "slices"

// A ledger has the tokens of one run of Track that have not been settled, in the order
// of the source. The nil ledger is that of a run without a Commit or a Settle. That of a
// Join has no entries, but places of other ledgers.
type ledger[K any] struct {
	*register[K]
	joined []place[K]

	pages[K]
	head     int    // the first that is not settled, if they are settled in order
	open     int    // entries that are not settled
	finished int    // of them, if they are settled in any order
	ended    bool   // the source has
	room     signal // something has been settled
}

// A place is that of an entry, by its number, or that of all that a Join has joined.
type place[K any] struct {
	in     *ledger[K]
	number int
}

// admit makes an entry for one value. When the settling lags far behind, it waits for
// that, unless done is closed: nothing else would bound the memory if no value came
// through. Whatever is behind one that is not finished is let in, however much that is:
// to wait for it might be to wait for ever.
func (l *ledger[K]) admit(done <-chan struct{}, token K) place[K] {
	if l == nil {
		return place[K]{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for waiting := true; waiting && l.lags(); {
		l.mu.Unlock()
		waiting = l.room.wait(done, nil)
		l.mu.Lock()
	}
	l.open++
	return place[K]{l, l.add(token)}
}

func (l *ledger[K]) lags() bool {
	const most = 1000
	if l.inOrder {
		return l.open >= most && l.at(l.head).uses == 0
	}
	return l.finished >= most
}

// close notes that there will be no more entries.
func (l *ledger[K]) close() {
	if l != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.ended = true
		l.leave()
	}
}

// leave takes the ledger out of the register if there is nothing more to come.
func (l *ledger[K]) leave() {
	if l.ended && l.open == 0 {
		if i := slices.Index(l.ledgers, l); i >= 0 {
			l.ledgers = slices.Delete(l.ledgers, i, i+1)
		}
	}
}

// use changes the number of values that are to be finished before the entry is, and notes
// the cause if one has failed. It reports false if the entry was finished before: then
// there are copies that no stage has told of.
func (p place[K]) use(more int, cause error) (ok bool) {
	l := p.in
	switch {
	case l == nil:
		return true
	case l.joined != nil:
		ok = true
		for _, part := range l.joined {
			ok = part.use(more, cause) && ok
		}
		return ok
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.at(p.number)
	if e == nil || e.uses == 0 {
		return false
	}
	if cause != nil {
		l.note(p, cause)
	}
	if e.uses += more; e.uses == 0 {
		l.finish(p)
	}
	return true
}

// finish notes that an entry is finished. The register is locked.
func (l *ledger[K]) finish(p place[K]) {
	if !l.inOrder {
		l.finished++
		l.ready = append(l.ready, p)
	} else if p.number != l.head {
		return
	}
	l.wake.set()
}

// settle takes an entry out. The register is locked.
func (l *ledger[K]) settle(p place[K]) settlement[K] {
	s := settlement[K]{token: l.take(p.number)}
	if len(l.failures) > 0 {
		s.cause = l.failures[p]
		delete(l.failures, p)
	}
	l.open--
	l.leave()
	l.room.set()
	return s
}
