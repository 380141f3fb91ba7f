package engine

import (
	"slices"
	"time"
)

// A shelf has the messages of a queue that are not settled: those that wait, and those
// that are lent.
type shelf[T any] struct {
	stored int          // all of them
	number int          // of the one that was stored last
	again  []*stored[T] // wait, and have been delivered before; those settled since are in it
	fresh  []*stored[T] // wait, and have not
	later  []*stored[T] // wait until they are due, in this order, and then in again
	out    loans[T]
}

func (s *shelf[T]) store(v T) {
	s.stored++
	s.number++
	s.fresh = append(s.fresh, &stored[T]{value: v, number: s.number})
}

// next takes out the message that is to be delivered next, nil if there is none.
func (s *shelf[T]) next() (first *stored[T]) {
	for {
		from := &s.again
		if len(*from) == 0 {
			from = &s.fresh
		}
		if len(*from) == 0 {
			return nil
		}
		first, (*from)[0] = (*from)[0], nil
		if *from = (*from)[1:]; !first.settled {
			return first
		}
	}
}

func (s *shelf[T]) lend(m *stored[T], d *delivery[T]) {
	m.attempts++
	m.lent = d
	s.out.add(d)
}

// back takes back messages that are lent; they are the next to be delivered if first.
func (s *shelf[T]) back(first bool, all ...*stored[T]) {
	for _, m := range all {
		s.out.remove(m.lent)
		m.lent = nil
	}
	if first {
		s.again = append(all, s.again...)
	} else {
		s.again = append(s.again, all...)
	}
}

// backLater takes back a message that is not to be delivered for some time.
func (s *shelf[T]) backLater(m *stored[T], delay time.Duration) {
	if delay == 0 {
		s.back(false, m)
		return
	}
	s.out.remove(m.lent)
	m.lent, m.due = nil, time.Now().Add(delay)
	at, _ := slices.BinarySearchFunc(s.later, m.due.Add(1), func(m *stored[T], due time.Time) int {
		return m.due.Compare(due)
	})
	s.later = slices.Insert(s.later, at, m)
}

// wake reports whether messages have been waiting for long enough, which it makes the next.
func (s *shelf[T]) wake(now time.Time) bool {
	n := 0
	for n < len(s.later) && !s.later[n].due.After(now) {
		n++
	}
	s.again = append(s.again, s.later[:n]...)
	s.later = slices.Delete(s.later, 0, n)
	return n > 0
}

// nextDue returns when the first message will be, that is lent or has to wait; the zero time
// if there is none.
func (s *shelf[T]) nextDue() (due time.Time) {
	if first := s.out.first(); first != nil {
		due = first.due
	}
	if len(s.later) > 0 && (due.IsZero() || s.later[0].due.Before(due)) {
		due = s.later[0].due
	}
	return due
}

func (s *shelf[T]) settle(m *stored[T]) {
	if m.lent != nil {
		s.out.remove(m.lent)
		m.lent = nil
	}
	m.settled = true
	s.stored--
}

// Loans are the deliveries that are not settled, a list in the order in which they are due.
type loans[T any] struct {
	root delivery[T] // before the first and after the last
	len  int
}

func (l *loans[T]) clear() { l.root.prev, l.root.next = &l.root, &l.root }

func (l *loans[T]) add(d *delivery[T]) {
	last := l.root.prev
	d.prev, d.next = last, &l.root
	last.next, l.root.prev = d, d
	l.len++
}

func (l *loans[T]) remove(d *delivery[T]) {
	d.prev.next, d.next.prev = d.next, d.prev
	d.prev, d.next = nil, nil
	l.len--
}

// first returns the delivery that is due first, nil if there is none.
func (l *loans[T]) first() *delivery[T] {
	if l.len == 0 {
		return nil
	}
	return l.root.next
}

// A dedup remembers the IDs of what was stored within a window of time.
type dedup struct {
	window time.Duration // not positive: for no time
	ids    map[string]struct{}
	oldest []sighting
}

type sighting struct {
	id string
	at time.Time
}

func (d *dedup) has(id string) bool {
	d.forget(time.Now().Add(-d.window))
	_, ok := d.ids[id]
	return ok
}

// add remembers an ID that is not there.
func (d *dedup) add(id string) {
	if id == "" || d.window <= 0 {
		return
	}
	if d.ids == nil {
		d.ids = make(map[string]struct{})
	}
	d.ids[id] = struct{}{}
	d.oldest = append(d.oldest, sighting{id, time.Now()})
}

func (d *dedup) forget(before time.Time) {
	for len(d.oldest) > 0 && !d.oldest[0].at.After(before) {
		delete(d.ids, d.oldest[0].id)
		d.oldest[0] = sighting{}
		d.oldest = d.oldest[1:]
	}
}
