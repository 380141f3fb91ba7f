package green

// A waiter is a task's place in the list of those who wait for the same thing.
type waiter struct {
	task       *Task
	follower   follower  // that it is a part of, or nil
	list       *waitList // that it is in, or nil
	prev, next *waiter
}

// A waitList has those who wait, first come first. The zero waitList is empty.
type waitList struct{ first, last *waiter }

func (w *waitList) empty() bool { return w.first == nil }

func (w *waitList) push(n *waiter) {
	n.list, n.prev, n.next = w, w.last, nil
	if w.last == nil {
		w.first = n
	} else {
		w.last.next = n
	}
	w.last = n
}

// pop removes the first one, or returns nil.
func (w *waitList) pop() *waiter {
	n := w.first
	if n != nil {
		n.leave()
	}
	return n
}

// leave takes n out of the list it is in, if any.
func (n *waiter) leave() {
	w := n.list
	if w == nil {
		return
	}
	if n.prev == nil {
		w.first = n.next
	} else {
		n.prev.next = n.next
	}
	if n.next == nil {
		w.last = n.prev
	} else {
		n.next.prev = n.prev
	}
	n.list, n.prev, n.next = nil, nil, nil
}
