package green_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// TestSoak runs a hundred tasks under each of a thousand seeds. They do at random
// whatever they can, kill one another and run out of time; and when all is over
// nothing is lost, and nothing is left.
func TestSoak(t *testing.T) {
	seeds := uint64(1000)
	if testing.Short() || raceEnabled {
		seeds = 100
	}
	tasks := 0
	for seed := range seeds {
		synctest.Test(t, func(t *testing.T) { tasks += soak(t, seed) })
		if t.Failed() {
			break
		}
	}
	if want := int(seeds) * soakTasks; tasks != want {
		t.Errorf("%d tasks, want %d", tasks, want)
	}
}

const soakTasks = 100

// A soaking is one run. All of its tasks use it, and need no lock.
type soaking struct {
	*rand.Rand
	t     *testing.T
	tasks []*green.Task
	begun int
	alive int

	queues []*green.Queue[int]
	lock   *green.Semaphore
	locked bool
	flag   *green.Flag

	next int          // the next value to be put
	put  map[int]bool // values whose Put has returned
	got  map[int]bool
}

var errSoak = errors.New("a task of the soak fails")

// soak is a run under a seed; it returns how many tasks there were.
func soak(t *testing.T, seed uint64) int {
	s := &soaking{
		Rand: rand.New(rand.NewPCG(seed, 1)),
		t:    t,
		put:  map[int]bool{},
		got:  map[int]bool{},
	}
	err := green.Run(context.Background(), s.main, append(seeded(seed), green.Virtual(pyEpoch))...)
	if err != nil {
		t.Errorf("seed %d: Run = %v", seed, err)
	}
	if err := s.settle(); err != nil {
		t.Errorf("seed %d: %v", seed, err)
	}
	return len(s.tasks)
}

func (s *soaking) main(t *green.Task) error {
	l := t.Loop()
	for capacity := -1; capacity <= 2; capacity++ {
		s.queues = append(s.queues, green.NewQueue[int](l, capacity))
	}
	s.lock = green.NewSemaphore(l, 1)
	s.flag = green.NewFlag(l)
	for len(s.tasks) < soakTasks {
		s.spawn(t)
		t.Sleep(time.Duration(s.IntN(3)) * time.Millisecond)
	}
	return nil
}

// settle looks at what the run has left.
func (s *soaking) settle() error {
	for _, t := range s.tasks {
		if !t.Done() {
			return fmt.Errorf("%v is still there", t)
		}
	}
	for _, q := range s.queues {
		for v, ok := q.TryGet(); ok; v, ok = q.TryGet() {
			s.take(v)
		}
	}
	for v := range s.put {
		if !s.got[v] {
			return fmt.Errorf("value %d was put and not got", v)
		}
	}
	switch {
	case s.alive != 0:
		return fmt.Errorf("%d tasks have not been unwound", s.alive)
	case s.begun == 0:
		return errors.New("no task has begun")
	case !s.lock.TryAcquire() || s.lock.TryAcquire():
		return errors.New("a permit is lost, or there is one too many")
	}
	return nil
}

// spawn spawns one of the hundred, if there are not as many yet.
func (s *soaking) spawn(t *green.Task) {
	if len(s.tasks) == soakTasks {
		return
	}
	s.tasks = append(s.tasks, t.Go("", func(t *green.Task) error {
		s.begun++
		s.alive++
		defer func() { s.alive-- }()
		s.play(t, 3)
		return nil
	}))
}

// play does some things at random, nested as deep as that at most.
func (s *soaking) play(t *green.Task, deep int) {
	for range s.IntN(5) {
		if n := s.IntN(10); n < 6 || deep == 0 {
			s.step(t)
		} else {
			s.nest(t, n, deep-1)
		}
	}
}

// nest plays on another level.
func (s *soaking) nest(t *green.Task, n, deep int) {
	f := func(t *green.Task) error { s.play(t, deep); return nil }
	switch n {
	case 6:
		_ = t.WithTimeout(s.soon(), f)
	case 7:
		_ = t.Shield(f)
	case 8:
		defer s.play(t, 0) // cancelled or not
		_ = t.WithTimeout(s.soon(), f)
	case 9:
		s.scope(t, deep)
	}
}

// scope has its children over when it returns, however that is.
func (s *soaking) scope(t *green.Task, deep int) {
	first, last := len(s.tasks), len(s.tasks)
	defer func() {
		for _, child := range s.tasks[first:last] {
			if !child.Done() {
				s.t.Errorf("%v has outlived its Scope", child)
			}
		}
	}()
	fails := s.IntN(2) == 0
	err := t.Scope(func(t *green.Task) error {
		s.spawn(t)
		last = len(s.tasks)
		s.play(t, deep)
		if fails {
			return errSoak
		}
		return nil
	})
	if fails && err != errSoak {
		s.t.Errorf("Scope = %v, want what its function returned", err)
	}
}

func (s *soaking) soon() time.Duration { return time.Duration(s.IntN(5)) * time.Millisecond }

// step does one thing, which takes no longer than soon.
func (s *soaking) step(t *green.Task) {
	q := s.queues[s.IntN(len(s.queues))]
	switch s.IntN(13) {
	case 0:
		s.spawn(t)
	case 1:
		t.Yield()
	case 2:
		t.Sleep(s.soon())
	case 3:
		s.tasks[s.IntN(len(s.tasks))].Kill(nil)
	case 4:
		s.flag.Set()
	case 5:
		s.flag.Clear()
	case 6:
		s.tryPut(q)
	case 7:
		if v, ok := q.TryGet(); ok {
			s.take(v)
		}
	case 8:
		s.await(t)
	default:
		_ = t.WithTimeout(s.soon(), func(t *green.Task) error {
			s.wait(t, q)
			return nil
		})
	}
}

// wait does something that may take for ever.
func (s *soaking) wait(t *green.Task, q *green.Queue[int]) {
	switch s.IntN(6) {
	case 0:
		s.flag.Wait(t)
	case 1:
		_ = t.Join(s.tasks[s.IntN(len(s.tasks))])
	case 2, 3:
		v := s.value()
		q.Put(t, v)
		s.put[v] = true
	case 4:
		if v, ok := q.Get(t); ok {
			s.take(v)
		}
	case 5:
		s.exclusively(t)
	}
}

// await looks at the context, which ends only when t is cancelled.
func (s *soaking) await(t *green.Task) {
	if err := t.Await(func(ctx context.Context) error { return ctx.Err() }); err != nil {
		t.Yield()
		s.t.Errorf("%v: %v, and it has not been cancelled", t, err)
	}
}

func (s *soaking) exclusively(t *green.Task) {
	s.lock.Acquire(t)
	defer s.lock.Release()
	if s.locked {
		s.t.Error("two tasks have the lock")
	}
	s.locked = true
	defer func() { s.locked = false }()
	t.Sleep(s.soon())
}

func (s *soaking) value() int {
	s.next++
	return s.next
}

func (s *soaking) tryPut(q *green.Queue[int]) {
	v := s.value()
	if q.TryPut(v) {
		s.put[v] = true
	}
}

func (s *soaking) take(v int) {
	if s.got[v] || v < 1 || v > s.next {
		s.t.Errorf("value %d was got twice, or has never been put", v)
	}
	s.got[v] = true
}
