package traps

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"time"
)

// A setting is one walk of one peer into one trap.
type setting struct {
	job
	ctx    context.Context
	cancel context.CancelFunc
	size   int // of the source, which has no end if it is 0

	read  atomic.Int64 // values of the source
	began atomic.Int64 // calls of f
	seen  atomic.Int64 // what a trap notes while it runs
	got   []int
	end   ending
}

// hundred is how many values there are if the trap does not say otherwise, and middle
// the place where it lies.
const hundred, middle = 100, 50

// What goes wrong there.
var (
	errBoom   = errors.New("boom") // is panicked with
	errMiddle = errors.New("error in the middle")
)

// newSetting returns a job that goes well.
func newSetting() *setting {
	s := &setting{size: hundred}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.source = s.values(func(int) {})
	s.f = func(_ context.Context, v int) (int, error) { return v, nil }
	s.body = func(int) bool { return true }
	return s
}

// values is the source: the ints below the size, each of them preceded by a call.
func (s *setting) values(before func(int)) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; s.size == 0 || i < s.size; i++ {
			before(i)
			s.read.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

// inTheMiddle is an f in which something happens at one of its calls.
func inTheMiddle(happens func()) func(context.Context, int) (int, error) {
	return func(_ context.Context, v int) (int, error) {
		if v == middle {
			happens()
		}
		return v, nil
	}
}

// counted is the job with its calls counted and its results noted. A call of f with a
// context that has ended does not count: f returns at once.
func (s *setting) counted() job {
	return job{
		source: s.source,
		f: func(ctx context.Context, v int) (int, error) {
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			s.began.Add(1)
			return s.f(ctx, v)
		},
		body: func(v int) bool {
			s.got = append(s.got, v)
			return s.body(v)
		},
	}
}

// patience is how long a walk may take, whose steps take some milliseconds. What is left
// of it must have gone within grace.
const patience, grace = 4 * time.Second, time.Second

// run has the peer do the job, and notes how that ends. It reports whether it does, in
// good time.
func (s *setting) run(p peer) bool {
	defer s.cancel()
	j := s.counted()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.end.exited = true
		defer func() {
			if v := recover(); v != nil {
				s.end = ending{panic: v}
			}
		}()
		s.end = ending{err: p.run(s.ctx, j)}
	}()
	select {
	case <-ended:
		return true
	case <-time.After(patience):
		return false
	}
}

// missing says how many of the results have not come; a zero in its place is none.
func (s *setting) missing() string {
	came := make(map[int]bool)
	for _, v := range s.got {
		came[v] = true
	}
	if n := s.size - len(came); n > 0 {
		return fmt.Sprintf("%d of %d missing", n, s.size)
	}
	return ""
}

// mustTell is the verdict if the caller has to learn that something went wrong.
func (s *setting) mustTell() string {
	if s.end.told() {
		return ""
	}
	if missing := s.missing(); missing != "" {
		return missing + ", no word"
	}
	return "no word"
}

// mustNotTell is the verdict if nothing did.
func (s *setting) mustNotTell() string {
	if s.end.told() {
		return s.end.String()
	}
	return ""
}
