package green

import (
	"container/heap"
	"time"

	"github.com/coseq/coseq/bench/internal/loop"
	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull/green"
)

func sleep() measure.Work {
	return measure.Work{
		Name:  "green-sleep",
		Title: "Simulate tasks that sleep",
		About: "n tasks sleep from 1 to 7 seconds of virtual time, again and again, in order of " +
			"time: a simulation of discrete events. A goroutine for each that waits on a channel " +
			"for its turn is how such simulations are written in Go; without either, what follows " +
			"a sleep is a callback.",
		Axis:  "tasks",
		Per:   "event",
		Sizes: measure.Tens(1, 10_000),
		Ops:   func(n int) int { return n * turns(n) },
		Ways: []measure.Way{
			{Name: "coseq Task.Sleep", Run: measure.Time(sleepOfTasks)},
			{Name: "goroutines in turn", Run: measure.Time(sleepOfGoroutines)},
			{Name: "loop, callbacks", Run: measure.Time(sleepOfCallbacks)},
		},
	}
}

// rest is how long the i-th task sleeps each time.
func rest(i int) time.Duration { return time.Duration(i%7+1) * time.Second }

func sleepOfTasks(n int) (end int) {
	start := time.Unix(0, 0)
	loop.Run(func(t *green.Task) {
		loop.Join(t, loop.GoAll(t, n, func(t *green.Task, i int) {
			for range turns(n) {
				t.Sleep(rest(i))
			}
		})...)
		end = int(t.Now().Sub(start))
	}, green.Virtual(start))
	return end
}

// An event is what happens at a time; of those of one time, the first that was planned
// comes first.
type event struct {
	at     time.Duration
	number int
	happen func()
}

// A simulation has all that is going to happen.
type simulation struct {
	now     time.Duration
	planned int
	events  events
}

func (s *simulation) after(d time.Duration, happen func()) {
	heap.Push(&s.events, event{s.now + d, s.planned, happen})
	s.planned++
}

func (s *simulation) run() {
	for len(s.events) > 0 {
		e := heap.Pop(&s.events).(event)
		s.now = e.at
		e.happen()
	}
}

func sleepOfCallbacks(n int) int {
	var s simulation
	for i := range n {
		left := turns(n)
		var again func()
		again = func() {
			if left--; left > 0 {
				s.after(rest(i), again)
			}
		}
		s.after(rest(i), again)
	}
	s.run()
	return int(s.now)
}

func sleepOfGoroutines(n int) int {
	var s simulation
	turnEnds := make(chan struct{})
	for i := range n {
		turn := make(chan struct{})
		wake := func() {
			turn <- struct{}{}
			<-turnEnds
		}
		go func() {
			for range turns(n) {
				s.after(rest(i), wake)
				turnEnds <- struct{}{}
				<-turn
			}
			turnEnds <- struct{}{}
		}()
		<-turnEnds
	}
	s.run()
	return int(s.now)
}

// events is a heap.
type events []event

func (e events) Len() int      { return len(e) }
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }

func (e events) Less(i, j int) bool {
	if e[i].at != e[j].at {
		return e[i].at < e[j].at
	}
	return e[i].number < e[j].number
}

func (e *events) Pop() any {
	last := len(*e) - 1
	x := (*e)[last]
	*e = (*e)[:last]
	return x
}
