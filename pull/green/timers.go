package green

// A timer is due at a moment. Of two that are due at the same one, the one that was
// armed first goes first.
type timer struct {
	seq uint64 // how many were armed before, from 1; 0: it is not armed
	job job    // what to do then
}

// A slot of the heap has the keys beside the pointer, so that comparisons touch nothing
// else. It is dead if its timer has been disarmed since: nobody looks for it then, but
// it goes when it comes to the top, or with all others that are dead.
type slot struct {
	when int64 // nanoseconds since the loop's epoch
	seq  uint64
	t    *timer
}

func (s *slot) live() bool { return s.t.seq == s.seq }

func (s *slot) before(u *slot) bool {
	return s.when < u.when || s.when == u.when && s.seq < u.seq
}

// timers is a heap in which each slot has four below it: that is half as deep as with
// two, and those four are neighbours in memory. The slot on top is live.
type timers struct {
	heap  []slot
	armed uint64 // ever
	dead  int
}

func (h *timers) empty() bool { return len(h.heap) == 0 }

// next is when the first one is due.
func (h *timers) next() int64 { return h.heap[0].when }

func (h *timers) add(t *timer, when int64, j job) {
	h.armed++
	t.seq, t.job = h.armed, j
	h.heap = append(h.heap, slot{when, t.seq, t})
	h.up(len(h.heap) - 1)
}

// remove disarms t, if it is armed.
func (h *timers) remove(t *timer) {
	if t.seq == 0 {
		return
	}
	t.seq, t.job = 0, nil
	h.dead++
	if h.dead > len(h.heap)/2 {
		h.bury()
	}
	h.surface()
}

// pop disarms the first one, and returns its job.
func (h *timers) pop() job {
	t := h.heap[0].t
	j := t.job
	t.seq, t.job = 0, nil
	h.drop()
	h.surface()
	return j
}

// surface brings a live slot to the top.
func (h *timers) surface() {
	for h.dead > 0 && !h.heap[0].live() {
		h.drop()
		h.dead--
	}
}

// drop takes away the slot on top.
func (h *timers) drop() {
	last := len(h.heap) - 1
	h.heap[0] = h.heap[last]
	h.heap[last] = slot{}
	h.heap = h.heap[:last]
	if last > 0 {
		h.down(0)
	}
}

// bury takes away all slots that are dead, which costs no more than making them did.
func (h *timers) bury() {
	live := h.heap[:0]
	for _, s := range h.heap {
		if s.live() {
			live = append(live, s)
		}
	}
	clear(h.heap[len(live):])
	h.heap, h.dead = live, 0
	for i := len(live)/4 + 1; i >= 0; i-- {
		h.down(i)
	}
}

func (h *timers) up(i int) {
	s := h.heap[i]
	for i > 0 {
		parent := (i - 1) / 4
		if !s.before(&h.heap[parent]) {
			break
		}
		h.heap[i] = h.heap[parent]
		i = parent
	}
	h.heap[i] = s
}

func (h *timers) down(i int) {
	if i >= len(h.heap) {
		return
	}
	s := h.heap[i]
	for {
		least := h.least(4*i + 1)
		if least < 0 || !h.heap[least].before(&s) {
			break
		}
		h.heap[i] = h.heap[least]
		i = least
	}
	h.heap[i] = s
}

// least is the first of the four slots from i on, or -1 if there are none.
func (h *timers) least(i int) int {
	if i >= len(h.heap) {
		return -1
	}
	four := h.heap[i:min(i+4, len(h.heap))]
	least := 0
	for j := 1; j < len(four); j++ {
		if four[j].before(&four[least]) {
			least = j
		}
	}
	return i + least
}
