package green

import (
	"iter"
	"slices"
	"strings"
)

// AsCompleted ranges over the tasks as they end, each once: those that have ended
// already first, in the order of the arguments, and then the others in the order of
// their ends. t blocks while none has. Each task's error counts as observed when it is
// given. The sequence waits anew each time that it is ranged over.
func AsCompleted(t *Task, tasks ...*Task) iter.Seq[*Task] {
	return func(yield func(*Task) bool) {
		t.check("AsCompleted")
		t.checkLoops("AsCompleted", tasks)
		j := newJoining(t, tasks)
		defer j.close()
		for {
			for len(j.ended) == 0 {
				if j.left == 0 {
					return
				}
				t.check("AsCompleted")
				t.park(j)
			}
			u := j.ended[0]
			j.ended = j.ended[1:]
			_ = u.observe()
			if !yield(u) {
				return
			}
		}
	}
}

// A joining is what a task that joins several is blocked on.
type joining struct {
	task    *Task
	waiters []waiter // one for each task that has not ended
	tasks   []*Task  // those, in the order of waiters
	ended   []*Task  // not yet given to who asks for them
	left    int      // how many have not ended
	all     bool     // it waits for all of them, not for the next
}

func newJoining(t *Task, tasks []*Task) *joining {
	j := &joining{task: t.root}
	seen := make(map[*Task]bool, len(tasks))
	for _, u := range tasks {
		r := u.root
		switch {
		case seen[r]:
		case r.over:
			j.ended = append(j.ended, r)
		default:
			j.tasks = append(j.tasks, r)
		}
		seen[r] = true
	}
	j.left = len(j.tasks)
	j.waiters = make([]waiter, j.left)
	for i, r := range j.tasks {
		j.waiters[i] = waiter{task: t.root, follower: j}
		r.joiners.push(&j.waiters[i])
	}
	return j
}

// arrived notes that u has ended, and reports whether the wait is over. A task that is
// not blocked on j just now will find u when it asks.
func (j *joining) arrived(u *Task) bool {
	j.left--
	j.ended = append(j.ended, u)
	return j.task.block.on == reason(j) && (!j.all || j.left == 0)
}

func (j *joining) close() {
	for i := range j.waiters {
		j.waiters[i].leave()
	}
}

func (j *joining) abandon(*Task) bool { j.close(); return true }

func (j *joining) holders() []*Task {
	var alive []*Task
	for _, t := range j.tasks {
		if !t.over {
			alive = append(alive, t)
		}
	}
	return alive
}

func (j *joining) String() string {
	return "Join " + list(slices.Values(j.tasks))
}

// list is the names of tasks, for reports.
func list(tasks iter.Seq[*Task]) string {
	var names []string
	for t := range tasks {
		names = append(names, t.String())
	}
	return strings.Join(names, ", ")
}
