package green

import (
	"slices"

	"github.com/coseq/coseq/internal/fault"
)

// A Pool is tasks of which no more than a certain number are alive at a time. They
// belong to the same Scope, or to the run, as tasks that are spawned by the Task
// that the Pool was made with, which need not live as long as the Pool.
type Pool struct {
	home    *crew
	permits *Semaphore
	idle    *Flag // set while members is empty
	members taskSet
	failed  []*Task
}

// NewPool makes a Pool of at most size tasks. It panics if size is less than 1.
func NewPool(t *Task, size int) *Pool {
	switch {
	case t == nil:
		panic("green.NewPool: the task must not be nil")
	case size < 1:
		panic("green.NewPool: size must be at least 1")
	}
	p := &Pool{
		home:    t.home,
		permits: NewSemaphore(t.loop, size),
		idle:    NewFlag(t.loop),
		members: taskSet{},
	}
	p.idle.Set()
	return p
}

// Go is [Task.Go], but that it blocks t while the Pool is full. Those who wait get
// their turn in the order in which they came. A task of the Pool that calls Go
// while the Pool is full of tasks that do so, too, waits for ever: a deadlock.
//
// An error of f is observed by Wait, or like that of any other task.
func (p *Pool) Go(t *Task, name string, f func(*Task) error) *Task {
	p.permits.loop.checkShared(t, "Pool.Go")
	if f == nil {
		panic("green.Pool.Go: f must not be nil")
	}
	p.permits.acquire(t, (*poolGo)(p))
	if !p.home.open() {
		panic("green.Pool.Go: the Scope that the Pool was made in is over, make another one")
	}
	child := t.loop.spawn(p.home, name, f)
	p.members[child] = true
	p.idle.Clear()
	child.whenOver(p)
	return child
}

// arrived makes room for another task.
func (p *Pool) arrived(t *Task) bool {
	delete(p.members, t)
	if t.returned && t.result != nil {
		p.failed = append(p.failed, t)
	}
	p.permits.Release()
	if len(p.members) == 0 {
		p.idle.Set()
	}
	return false
}

// Wait blocks t until no task of the Pool is left, and none waits in Go. It returns
// the errors of all tasks that the Pool has had, joined in spawn order.
func (p *Pool) Wait(t *Task) error {
	p.permits.loop.checkShared(t, "Pool.Wait")
	for len(p.members) > 0 {
		p.idle.wait(t, (*poolWait)(p))
	}
	slices.SortFunc(p.failed, inSpawnOrder)
	errs := make([]error, len(p.failed))
	for i, t := range p.failed {
		errs[i] = t.observe()
	}
	return fault.Join(errs...)
}

// A poolGo is what a task in Go is blocked on, and a poolWait what one in Wait is.
type (
	poolGo   Pool
	poolWait Pool
)

func (p *poolGo) String() string         { return "Pool.Go" }
func (p *poolGo) abandon(t *Task) bool   { p.permits.forget(t); return true }
func (p *poolGo) holders() []*Task       { return p.members.all() }
func (p *poolWait) String() string       { return "Pool.Wait" }
func (p *poolWait) abandon(t *Task) bool { p.idle.forget(t); return true }
func (p *poolWait) holders() []*Task     { return p.members.all() }
