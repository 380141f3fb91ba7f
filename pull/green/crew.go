package green

// A crew is the tasks that belong together and have not ended: those of a Scope, or
// those of the run that belong to no Scope.
type crew struct {
	taskList
	owner   *Task    // the level of the Scope; nil for the run
	cause   error    // why all are cancelled, and whoever comes
	failed  taskList // those that have ended with an error
	errs    []error  // of those, and of the Scope's function, as they came
	waiting bool     // the Scope waits until there is none left
}

// crew is the one of the Scope that t is the level of, or nil.
func (t *Task) crew() *crew {
	if t.home.owner == t {
		return t.home
	}
	return nil
}

// open reports whether a task may join the crew.
func (c *crew) open() bool { return c.owner == nil || !c.owner.done() }

// done reports whether the function of t is over, and if that was of a Scope, all tasks
// that belong to it.
func (t *Task) done() bool { return t.over && (t.crew() == nil || !t.home.waiting) }

// A taskList has tasks, in the order in which they were added. A task is in one at
// most: in that of its crew while it lives, and then in one of those that have failed.
type taskList struct{ first, last *Task }

func (l *taskList) empty() bool { return l.first == nil }

func (l *taskList) add(t *Task) {
	t.sibling.prev = l.last
	if l.last == nil {
		l.first = t
	} else {
		l.last.sibling.next = t
	}
	l.last = t
}

func (l *taskList) remove(t *Task) {
	prev, next := t.sibling.prev, t.sibling.next
	if prev == nil {
		l.first = next
	} else {
		prev.sibling.next = next
	}
	if next == nil {
		l.last = prev
	} else {
		next.sibling.prev = prev
	}
	t.sibling.prev, t.sibling.next = nil, nil
}

// all ranges over the tasks; the current one may be removed meanwhile.
func (l *taskList) all(yield func(*Task) bool) {
	for t := l.first; t != nil; {
		next := t.sibling.next
		if !yield(t) {
			return
		}
		t = next
	}
}
