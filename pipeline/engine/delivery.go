package engine

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A stored message is waiting, lent, or settled.
type stored[T any] struct {
	value    T
	number   int
	attempts int
	lent     *delivery[T] // the delivery that counts
	settled  bool
}

// A delivery is the receipt for a message, the place of which is taken by another one when
// AckWait has passed. It can still acknowledge it then.
type delivery[T any] struct {
	from       *Memory[T]
	of         *stored[T]
	due        time.Time
	prev, next *delivery[T] // see loans
}

func (d *delivery[T]) ID() string {
	return d.from.config.Name + ":" + strconv.Itoa(d.of.number)
}

// Ack settles the message. It is no error if that has been done before.
func (d *delivery[T]) Ack(context.Context) error {
	m := d.from
	m.mu.Lock()
	defer m.mu.Unlock()
	if !d.of.settled {
		m.settle(d.of)
		m.tell()
	}
	return nil
}

// Nack gives the message back, unless that has been done before.
func (d *delivery[T]) Nack(_ context.Context, cause error) error {
	m := d.from
	m.mu.Lock()
	defer m.mu.Unlock()
	if d.of.lent == d {
		m.giveBack(d.of, cause)
		m.tell()
	}
	return nil
}

// giveBack makes a message that is lent wait again, or a dead letter.
func (m *Memory[T]) giveBack(s *stored[T], cause error) {
	spent := s.attempts >= m.config.MaxAttempts
	if !spent && !pipeline.IsPermanent(cause) {
		m.back(false, s)
		return
	}
	if spent && !pipeline.IsPermanent(cause) {
		cause = fmt.Errorf("%w: %w", ErrAttempts, cause)
	}
	letter := DeadLetter[T]{Value: s.value, Cause: cause, Attempts: s.attempts, ID: s.lent.ID()}
	m.dead = append(m.dead, letter)
	m.settle(s)
}

// handBack makes messages that have not been given to anybody wait again, as if they had
// not been taken.
func (m *Memory[T]) handBack(unused []*delivery[T]) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []*stored[T]
	for _, d := range unused {
		if d.of.lent == d {
			d.of.attempts--
			all = append(all, d.of)
		}
	}
	m.back(true, all...)
	m.tell()
}

// expire gives back what has been lent for too long.
func (m *Memory[T]) expire() {
	for d := m.out.first(); d != nil && !d.due.After(time.Now()); d = m.out.first() {
		m.giveBack(d.of, fmt.Errorf("engine: not settled within %v", m.config.AckWait))
		m.tell()
	}
}
