package green

// workers are the tasks of a Map that is being ranged over.
type workers[Out any] struct {
	call    string
	task    *Task // that ranges
	ordered bool
	alive   taskSet
	owed    int                // results that have not been given
	results ring[*result[Out]] // those, in the order in which they are to be given

	// In the order in which the workers end, only results that are there are in the
	// ring; in the order of the input, all that are owed.
}

// A result is what one worker has come to.
type result[Out any] struct {
	workers *workers[Out]
	task    *Task
	v       Out
	err     error
}

func (w *workers[Out]) spawn(f func(*Task) (Out, error)) {
	r := &result[Out]{workers: w}
	r.task = w.task.Go(w.call, func(t *Task) error {
		r.v, r.err = f(t)
		return nil
	})
	w.owed++
	w.alive[r.task] = true
	if w.ordered {
		w.results.push(r)
	}
	r.task.joiners.push(&waiter{task: w.task.root, follower: r})
}

// arrived is told that the worker has ended.
func (r *result[Out]) arrived(t *Task) bool {
	w := r.workers
	delete(w.alive, t)
	if !w.ordered {
		w.results.push(r)
	}
	switch w.task.root.block.on {
	case reason(w):
		return w.ready()
	case reason((*leftWorkers[Out])(w)):
		return len(w.alive) == 0
	}
	return false
}

// ready reports whether there is a result to be given.
func (w *workers[Out]) ready() bool {
	return w.results.len() > 0 && (*w.results.at(w.results.head)).task.over
}

// next waits for a result.
func (w *workers[Out]) next() (Out, error) {
	w.task.check(w.call)
	for !w.ready() {
		w.task.park(w)
	}
	w.owed--
	r := w.results.pop()
	if !r.task.returned {
		r.err = r.task.Err()
	}
	return r.v, r.err
}

// end kills the workers that are left, and waits for them even if the task that
// ranges is itself being unwound.
func (w *workers[Out]) end() {
	for _, t := range w.alive.all() {
		t.Kill(nil)
	}
	for len(w.alive) > 0 {
		w.task.park((*leftWorkers[Out])(w))
	}
}

func (w *workers[Out]) String() string     { return w.call }
func (w *workers[Out]) abandon(*Task) bool { return true }
func (w *workers[Out]) holders() []*Task   { return w.alive.all() }

// leftWorkers are what is waited for at the end, without regard to cancellation.
type leftWorkers[Out any] workers[Out]

func (w *leftWorkers[Out]) String() string     { return "end of " + w.call }
func (w *leftWorkers[Out]) abandon(*Task) bool { return false }
func (w *leftWorkers[Out]) holders() []*Task   { return w.alive.all() }
