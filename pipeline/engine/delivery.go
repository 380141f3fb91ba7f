package engine

import (
	"context"
	"errors"
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
	due      time.Time    // it waits until then, if it is in shelf.later
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
	switch {
	case pipeline.IsPermanent(cause):
	case s.attempts >= m.config.MaxAttempts:
		cause = fmt.Errorf("%w: %w", ErrAttempts, cause)
	case errors.Is(cause, pipeline.ErrAbandoned) || errors.Is(cause, errDue):
		m.back(false, s)
		return
	default:
		m.backLater(s, m.retryDelay(s.attempts))
		return
	}
	letter := DeadLetter[T]{Value: s.value, Cause: cause, Attempts: s.attempts, ID: s.lent.ID()}
	m.dead = append(m.dead, letter)
	m.settle(s)
}

// retryDelay returns how long a message waits that has failed for so many times.
func (m *Memory[T]) retryDelay(attempts int) time.Duration {
	delay := m.config.RetryDelay
	for ; attempts > 1 && delay < m.config.AckWait; attempts-- {
		delay *= 2
	}
	return min(delay, m.config.AckWait)
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

var errDue = errors.New("engine: not settled within AckWait")

// expire gives back what has been lent for too long, and lets go on what had to wait.
func (m *Memory[T]) expire() {
	now := time.Now()
	for d := m.out.first(); d != nil && !d.due.After(now); d = m.out.first() {
		m.giveBack(d.of, errDue)
		m.tell()
	}
	if m.wake(now) {
		m.tell()
	}
}
