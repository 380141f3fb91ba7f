package green_test

import (
	"fmt"
	"slices"
)

// The model is gevent's scheduler in its plainest form: a list of callbacks, and
// tasks whose operations are data, so that there is nothing to switch between.
// What waits where is in lists of tasks; the rules are those that the
// documentation of this package gives.

// A modelRun is a run of a program by the model.
type modelRun struct {
	prog      schedProgram
	log       []string
	callbacks []*modelCallback
	tasks     []*modelTask
	queues    []*modelQueue
	sems      []*modelSemaphore
	flags     []*modelFlag
}

type modelCallback struct {
	f       func()
	stopped bool
}

type modelTask struct {
	id, next               int // the next operation
	spawned, started, dead bool
	joiners                []*modelTask

	// While the task is blocked: what is left of the operation once the task is
	// woken, and what takes the task out of where it waits.
	finish, leave func()
}

// runModel plays a program and returns its lines.
func runModel(prog schedProgram) []string {
	m := &modelRun{prog: prog}
	for id := range prog.Tasks {
		m.tasks = append(m.tasks, &modelTask{id: id})
	}
	for _, c := range prog.Queues {
		m.queues = append(m.queues, &modelQueue{modelRun: m, capacity: schedCapacity(c)})
	}
	for _, n := range prog.Sems {
		m.sems = append(m.sems, &modelSemaphore{modelRun: m, permits: n})
	}
	for range prog.Events {
		m.flags = append(m.flags, &modelFlag{modelRun: m})
	}
	for _, id := range prog.Start {
		m.spawn(m.tasks[id])
	}
	for len(m.callbacks) > 0 {
		if c := pop(&m.callbacks); !c.stopped {
			c.f()
		}
	}
	return append(m.log, schedEnd(m.blocked()))
}

func (m *modelRun) blocked() (ids []int) {
	for _, t := range m.tasks {
		if t.spawned && !t.dead {
			ids = append(ids, t.id)
		}
	}
	return ids
}

func (m *modelRun) call(f func()) *modelCallback {
	c := &modelCallback{f: f}
	m.callbacks = append(m.callbacks, c)
	return c
}

func (m *modelRun) printf(t *modelTask, words ...any) {
	m.log = append(m.log, fmt.Sprintf("T%d ", t.id)+fmt.Sprint(words...))
}

func (m *modelRun) spawn(t *modelTask) {
	if t.spawned {
		return
	}
	t.spawned = true
	m.call(func() {
		if !t.dead {
			t.started = true
			m.run(t)
		}
	})
}

// run plays the operations of a task until one blocks.
func (m *modelRun) run(t *modelTask) {
	for ops := m.prog.Tasks[t.id]; t.next < len(ops); {
		op := ops[t.next]
		t.next++
		m.printf(t, op)
		if m.play(t, op); t.finish != nil {
			return
		}
	}
	m.printf(t, "end")
	m.end(t)
}

func (m *modelRun) block(t *modelTask, finish, leave func()) { t.finish, t.leave = finish, leave }

// wake runs a blocked task until it blocks again.
func (m *modelRun) wake(t *modelTask) {
	finish := t.finish
	t.finish = nil
	finish()
	m.run(t)
}

// wakeAll wakes those that are in the list now, not those who come meanwhile.
func (m *modelRun) wakeAll(list *[]*modelTask) {
	for range len(*list) {
		m.wake(pop(list))
	}
}

func (m *modelRun) end(t *modelTask) {
	t.dead = true
	if len(t.joiners) > 0 {
		m.call(func() { m.wakeAll(&t.joiners) })
	}
}

func (m *modelRun) play(t *modelTask, op schedOp) {
	switch op.name {
	case "yield":
		c := m.call(func() { m.wake(t) })
		m.block(t, func() {}, func() { c.stopped = true })
	case "spawn":
		m.spawn(m.tasks[op.target])
	case "join":
		m.join(t, m.tasks[op.target])
	case "kill":
		m.kill(t, m.tasks[op.target])
	case "put":
		m.queues[op.target].put(t, op.value)
	case "get":
		m.queues[op.target].get(t)
	case "acq":
		m.sems[op.target].acquire(t)
	case "rel":
		m.sems[op.target].release()
	case "set":
		m.flags[op.target].put(true)
	case "clear":
		m.flags[op.target].put(false)
	case "wait":
		m.flags[op.target].wait(t)
	}
}

func (m *modelRun) join(t, child *modelTask) {
	joined := func() { m.printf(t, "join ok") }
	switch {
	case !child.spawned:
	case child.dead:
		joined()
	default:
		child.joiners = append(child.joiners, t)
		m.block(t, joined, func() { remove(&child.joiners, t) })
	}
}

func (m *modelRun) kill(t, victim *modelTask) {
	switch {
	case victim == t, !victim.spawned, victim.dead:
	case !victim.started:
		m.end(victim)
	default:
		m.call(func() {
			if !victim.dead {
				victim.leave()
				m.printf(victim, "killed")
				m.end(victim)
			}
		})
	}
}

// The lists.

func pop[E any](list *[]E) E {
	first := (*list)[0]
	*list = (*list)[1:]
	return first
}

func remove[E comparable](list *[]E, gone E) {
	*list = slices.DeleteFunc(*list, func(e E) bool { return e == gone })
}
