package green

// A Future is a value that is not there yet: that of a task, see [Spawn], or one that
// somebody will set, see [NewFuture].
type Future[T any] struct {
	loop    *Loop
	task    *Task // of Spawn
	value   T
	err     error
	done    bool // by Set or Fail
	waiters waitList
}

// Spawn is [Task.Go] for a function that also returns a value.
func Spawn[T any](t *Task, name string, f func(*Task) (T, error)) *Future[T] {
	if f == nil {
		panic("green.Spawn: f must not be nil")
	}
	u := &Future[T]{loop: t.loop}
	u.task = t.Go(name, func(t *Task) (err error) {
		u.value, err = f(t)
		return err
	})
	return u
}

// NewFuture makes a Future that is to be Set, or to Fail, once.
func NewFuture[T any](l *Loop) *Future[T] {
	return &Future[T]{loop: checkLoop(l, "NewFuture")}
}

// Get blocks t until the value is there, and returns it as often as it is asked for; or
// the error, which then counts as observed. For a task that was killed or cancelled
// that is the cause. If the value is there already, Get does not give way.
func (u *Future[T]) Get(t *Task) (T, error) {
	t.check("Future.Get")
	if u.loop != t.loop {
		panic("green.Future.Get: the Future is of another loop")
	}
	switch r := u.task; {
	case r == nil:
		if !u.done {
			t.wait(&u.waiters, (*future[T])(u))
		}
		return u.value, u.err
	case !r.over:
		t.wait(&r.joiners, (*future[T])(u))
	}
	_ = u.task.observe()
	return u.value, u.task.result
}

// Set gives the Future its value. Those who wait are woken together, in the order in
// which they came, when the run queue comes to it. Set panics if the Future is done, or
// is that of a task.
func (u *Future[T]) Set(v T) {
	u.settle("Set")
	u.value = v
}

// Fail gives the Future an error in place of a value, and is otherwise like Set. It
// panics if err is nil.
func (u *Future[T]) Fail(err error) {
	if err == nil {
		panic("green.Future.Fail: err must not be nil")
	}
	u.settle("Fail")
	u.err = err
}

func (u *Future[T]) settle(call string) {
	switch {
	case u.task != nil:
		panic("green.Future." + call + ": it is for the task to end, see Spawn")
	case u.done:
		panic("green.Future." + call + ": the Future is done already")
	}
	u.done = true
	if !u.waiters.empty() {
		u.loop.schedule((*future[T])(u))
	}
}

// Done reports whether the value or the error is there.
func (u *Future[T]) Done() bool { return u.done || u.task != nil && u.task.over }

// Task is the task behind a Future made by [Spawn], and nil for one of [NewFuture].
func (u *Future[T]) Task() *Task { return u.task }

// A future is what those who wait for a Future are blocked on, and the job that wakes
// them.
type future[T any] Future[T]

func (u *future[T]) run(l *Loop) { l.wakeAll(&u.waiters) }

func (u *future[T]) String() string {
	if u.task == nil {
		return "Future.Get"
	}
	return "Future.Get of " + u.task.String()
}

func (u *future[T]) abandon(t *Task) bool { t.forget(); return true }

func (u *future[T]) holders() []*Task {
	if u.task == nil {
		return nil
	}
	return []*Task{u.task}
}
