package green

// A crew is the tasks that belong together, in spawn order: those of a Scope, or
// those of the run that belong to no Scope.
type crew struct {
	owner       *Task // the level of the Scope; nil for the run
	first, last *Task
	cause       error // why all are cancelled, and whoever comes
	failed      []*Task
	errs        []error // of those, and of the Scope's function, as they came
	waiting     bool    // the Scope waits until there is none left
}

// crew is the one of the Scope that t is the level of, or nil.
func (t *Task) crew() *crew {
	if t.home.owner == t {
		return t.home
	}
	return nil
}

func (c *crew) empty() bool { return c.first == nil }

func (c *crew) add(t *Task) {
	t.sibling.prev = c.last
	if c.last == nil {
		c.first = t
	} else {
		c.last.sibling.next = t
	}
	c.last = t
}

func (c *crew) remove(t *Task) {
	prev, next := t.sibling.prev, t.sibling.next
	if prev == nil {
		c.first = next
	} else {
		prev.sibling.next = next
	}
	if next == nil {
		c.last = prev
	} else {
		next.sibling.prev = prev
	}
	t.sibling.prev, t.sibling.next = nil, nil
}

// all ranges over the tasks, in spawn order.
func (c *crew) all(yield func(*Task) bool) {
	for t := c.first; t != nil; {
		next := t.sibling.next
		if !yield(t) {
			return
		}
		t = next
	}
}
