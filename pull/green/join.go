package green

import (
	"fmt"

	"github.com/coseq/coseq/internal/fault"
)

// A notice is the job that wakes those who have joined a task that has ended.
type notice Task

func (n *notice) run(l *Loop) {
	for w := n.joiners.pop(); w != nil; w = n.joiners.pop() {
		if w.follower == nil || w.follower.arrived((*Task)(n)) {
			l.wake(w.task)
		}
	}
}

// A follower is told in the same turn as those who join a task that it has ended. If it
// answers true, the task that the waiter is of is woken, too.
type follower interface{ arrived(t *Task) bool }

// whenOver has f told of the end of t, which has not come yet.
func (t *Task) whenOver(f follower) { t.joiners.push(&waiter{follower: f}) }

// A joined task is what one that joins it alone is blocked on.
type joined Task

func (j *joined) String() string       { return "Join " + (*Task)(j).String() }
func (j *joined) holders() []*Task     { return []*Task{(*Task)(j)} }
func (j *joined) abandon(t *Task) bool { t.forget(); return true }

// Join blocks t until the tasks have ended, and returns their errors in the order of
// the arguments, joined. That a task was killed or cancelled is no error, see
// [Task.Err] for that. If all have ended already, Join does not give way. Those who
// join the same task are woken in the order in which they came. A task that joins
// itself waits for ever.
func (t *Task) Join(tasks ...*Task) error {
	t.check("Task.Join")
	t.checkLoops("Task.Join", tasks)
	if len(tasks) == 1 {
		if r := tasks[0].root; !r.over {
			t.wait(&r.joiners, (*joined)(r))
		}
		return tasks[0].observe()
	}
	j := newJoining(t, tasks)
	for j.left > 0 {
		j.all = true
		t.park(j)
	}
	errs := make([]error, len(tasks))
	for i, u := range tasks {
		errs[i] = u.observe()
	}
	return fault.Join(errs...)
}

// checkLoops panics if one of the tasks is nil, or not of the loop of t.
func (t *Task) checkLoops(call string, tasks []*Task) {
	for _, u := range tasks {
		switch {
		case u == nil:
			panic("green." + call + ": the tasks must not be nil")
		case u.loop != t.loop:
			panic(fmt.Sprintf("green.%s: %v is of another loop", call, u))
		}
	}
}
