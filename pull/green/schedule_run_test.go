package green_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/coseq/coseq/pull/green"
)

// A schedRun is a run of a program by this package.
type schedRun struct {
	prog   schedProgram
	log    []string
	tasks  []*green.Task // nil: not spawned
	killed []bool
	queues []*green.Queue[int]
	sems   []*green.Semaphore
	flags  []*green.Flag
}

// runSchedule plays a program and returns its lines.
func runSchedule(prog schedProgram, opts ...green.Option) ([]string, error) {
	r := &schedRun{
		prog:   prog,
		tasks:  make([]*green.Task, len(prog.Tasks)),
		killed: make([]bool, len(prog.Tasks)),
	}
	l := green.New(opts...)
	for _, c := range prog.Queues {
		r.queues = append(r.queues, green.NewQueue[int](l, schedCapacity(c)))
	}
	for _, n := range prog.Sems {
		r.sems = append(r.sems, green.NewSemaphore(l, n))
	}
	for range prog.Events {
		r.flags = append(r.flags, green.NewFlag(l))
	}
	err := l.Run(context.Background(), r.main)
	blocked, err := schedBlocked(err)
	return append(r.log, schedEnd(blocked)), err
}

// schedBlocked returns the tasks of the program that a deadlock has left, and
// any other error.
func schedBlocked(err error) ([]int, error) {
	var deadlock *green.DeadlockError
	if !errors.As(err, &deadlock) {
		return nil, err
	}
	var blocked []int
	for _, b := range deadlock.Blocked {
		if id, err := strconv.Atoi(b.Task.Name()); err == nil {
			blocked = append(blocked, id)
		}
	}
	slices.Sort(blocked)
	return blocked, nil
}

// main spawns the first tasks and joins all that there are, until none is left.
func (r *schedRun) main(t *green.Task) error {
	for _, id := range r.prog.Start {
		r.spawn(t, id)
	}
	for {
		i := slices.IndexFunc(r.tasks, func(t *green.Task) bool { return t != nil && !t.Done() })
		if i < 0 {
			return nil
		}
		t.Join(r.tasks[i])
	}
}

func (r *schedRun) spawn(t *green.Task, id int) {
	if r.tasks[id] != nil {
		return
	}
	r.tasks[id] = t.Go(strconv.Itoa(id), func(t *green.Task) error {
		ended := false
		defer func() {
			// At a deadlock all that are left are unwound, too.
			if !ended && r.killed[id] {
				r.printf(id, "killed")
			}
		}()
		for _, op := range r.prog.Tasks[id] {
			r.printf(id, op)
			r.play(t, id, op)
		}
		ended = true
		r.printf(id, "end")
		return nil
	})
}

func (r *schedRun) printf(id int, words ...any) {
	r.log = append(r.log, fmt.Sprintf("T%d ", id)+fmt.Sprint(words...))
}

func (r *schedRun) play(t *green.Task, id int, op schedOp) {
	switch op.name {
	case "yield":
		t.Yield()
	case "spawn":
		r.spawn(t, op.target)
	case "kill":
		if victim := r.tasks[op.target]; victim != nil && op.target != id {
			r.killed[op.target] = true
			victim.Kill(nil)
		}
	case "rel":
		r.sems[op.target].Release()
	case "set":
		r.flags[op.target].Set()
	case "clear":
		r.flags[op.target].Clear()
	default:
		r.block(t, id, op)
	}
}

// block plays an operation that writes another line when it returns.
func (r *schedRun) block(t *green.Task, id int, op schedOp) {
	switch op.name {
	case "join":
		if r.tasks[op.target] == nil {
			return
		}
		t.Join(r.tasks[op.target])
	case "put":
		r.queues[op.target].Put(t, op.value)
	case "get":
		v, _ := r.queues[op.target].Get(t)
		r.printf(id, "get ok ", v)
		return
	case "acq":
		r.sems[op.target].Acquire(t)
	case "wait":
		r.flags[op.target].Wait(t)
	}
	r.printf(id, op.name, " ok")
}
