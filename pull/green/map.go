package green

import "iter"

// Map calls f for each value of src, each time in a task of its own and n at a time,
// and ranges over the results in the order of src. It takes no more from src than
// that at most n values have been taken whose results have not been given: at first
// n, unless the first results are there sooner, and one more for each result. An
// error of f stands in the place of its result, and does not end anything. A
// worker that was killed has the cause as its error.
//
// src is ranged over by t itself, and may block with it. Breaking out kills the workers
// that are left and waits for them; so does a panic of the loop's body or of src, which
// passes through. A panic of f is one of a task: it ends the run. The workers belong
// to the innermost Scope around t, or else to the run. The sequence starts anew each
// time that it is ranged over, which is for t alone.
//
// Map panics if n is less than 1, or if src or f is nil.
func Map[In, Out any](
	t *Task, n int, src iter.Seq[In], f func(*Task, In) (Out, error),
) iter.Seq2[Out, error] {
	return newMapping("Map", t, n, src, f).all
}

// MapUnordered is [Map], but that the results come in the order in which the calls of
// f end.
func MapUnordered[In, Out any](
	t *Task, n int, src iter.Seq[In], f func(*Task, In) (Out, error),
) iter.Seq2[Out, error] {
	return newMapping("MapUnordered", t, n, src, f).all
}

// A mapping is the arguments of Map or MapUnordered.
type mapping[In, Out any] struct {
	call string
	task *Task
	n    int
	src  iter.Seq[In]
	f    func(*Task, In) (Out, error)
}

func newMapping[In, Out any](
	call string, t *Task, n int, src iter.Seq[In], f func(*Task, In) (Out, error),
) *mapping[In, Out] {
	switch {
	case t == nil:
		panic("green." + call + ": the task must not be nil")
	case n < 1:
		panic("green." + call + ": n must be at least 1")
	case src == nil:
		panic("green." + call + ": src must not be nil")
	case f == nil:
		panic("green." + call + ": f must not be nil")
	}
	return &mapping[In, Out]{call, t, n, src, f}
}

// all ranges over the results once.
func (m *mapping[In, Out]) all(yield func(Out, error) bool) {
	w := &workers[Out]{call: m.call, task: m.task, ordered: m.call == "Map", alive: taskSet{}}
	m.task.check(m.call)
	defer w.end()
	for v := range m.src {
		w.spawn(func(t *Task) (Out, error) { return m.f(t, v) })
		for w.ready() || w.owed == m.n {
			if !yield(w.next()) {
				return
			}
		}
	}
	for w.owed > 0 {
		if !yield(w.next()) {
			return
		}
	}
}
