package green

import "fmt"

// waitName is how reports and traces print what a task is blocked in:
// Queue "jobs".Get, or Queue.Get for a queue without a name.
func waitName(kind, name, call string) string {
	if name == "" {
		return kind + "." + call
	}
	return fmt.Sprintf("%s %q.%s", kind, name, call)
}

// checkShared is t.check for a call on something that tasks of the loop l share.
func (l *Loop) checkShared(t *Task, call string) {
	if l.current != t || t.cause != nil {
		l.refuse(t, call)
	}
}

func (l *Loop) refuse(t *Task, call string) {
	switch {
	case t == nil:
		panic("green." + call + ": the task must not be nil")
	case t.loop != l:
		panic(fmt.Sprintf("green.%s: %v runs on another loop, use Post to reach this one", call, t))
	}
	t.checkSlow(call)
}

// checkLoop is for constructors.
func checkLoop(l *Loop, call string) *Loop {
	if l == nil {
		panic("green." + call + ": the loop must not be nil")
	}
	return l
}
