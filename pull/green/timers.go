package green

// A timer is due at a moment; of two that are due at the same one, the one that
// was armed first goes first.
type timer struct {
	index int // in the heap, from 1; 0: not armed
	job   job // what to do then
}

// A slot of the heap has the keys beside the pointer, so that most comparisons
// touch nothing else.
type slot struct {
	when int64  // nanoseconds since the loop's epoch
	seq  uint64 // how many were armed before
	t    *timer
}

func (s *slot) before(u *slot) bool {
	return s.when < u.when || s.when == u.when && s.seq < u.seq
}

// timers is a heap in which each slot has four below it: that is half as deep as
// with two, and those four are neighbours in memory.
type timers struct {
	heap  []slot
	armed uint64 // ever
}

func (h *timers) len() int { return len(h.heap) }

// next is when the first one is due.
func (h *timers) next() int64 { return h.heap[0].when }

func (h *timers) add(t *timer, when int64, j job) {
	t.job = j
	h.heap = append(h.heap, slot{when, h.armed, t})
	h.armed++
	h.up(len(h.heap) - 1)
}

// remove disarms t, if it is armed.
func (h *timers) remove(t *timer) {
	if t.index == 0 {
		return
	}
	i, last := t.index-1, len(h.heap)-1
	t.index, t.job = 0, nil
	moved := h.heap[last]
	h.heap[last] = slot{}
	h.heap = h.heap[:last]
	if i == last {
		return
	}
	h.set(i, moved)
	h.down(i)
	h.up(moved.t.index - 1)
}

func (h *timers) set(i int, s slot) {
	h.heap[i] = s
	s.t.index = i + 1
}

func (h *timers) up(i int) {
	s := h.heap[i]
	for i > 0 {
		parent := (i - 1) / 4
		if !s.before(&h.heap[parent]) {
			break
		}
		h.set(i, h.heap[parent])
		i = parent
	}
	h.set(i, s)
}

func (h *timers) down(i int) {
	s := h.heap[i]
	for {
		least := h.least(4*i + 1)
		if least < 0 || !h.heap[least].before(&s) {
			break
		}
		h.set(i, h.heap[least])
		i = least
	}
	h.set(i, s)
}

// least is the first of the four slots from i on, or -1 if there are none.
func (h *timers) least(i int) int {
	if i >= len(h.heap) {
		return -1
	}
	least := i
	for j := i + 1; j < min(i+4, len(h.heap)); j++ {
		if h.heap[j].before(&h.heap[least]) {
			least = j
		}
	}
	return least
}
