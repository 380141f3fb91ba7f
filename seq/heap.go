package seq

// A heap is a binary heap: no item is before its parent, at (i-1)/2.
type heap[E any] struct {
	items  []E
	before func(a, b E) bool
}

func (h *heap[E]) push(e E) {
	h.items = append(h.items, e)
	for i := len(h.items) - 1; i > 0; {
		parent := (i - 1) / 2
		if !h.before(h.items[i], h.items[parent]) {
			return
		}
		h.items[i], h.items[parent] = h.items[parent], h.items[i]
		i = parent
	}
}

// fix restores the order when the first item has changed.
func (h *heap[E]) fix() {
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(h.items) {
			return
		}
		if child+1 < len(h.items) && h.before(h.items[child+1], h.items[child]) {
			child++
		}
		if !h.before(h.items[child], h.items[i]) {
			return
		}
		h.items[i], h.items[child] = h.items[child], h.items[i]
		i = child
	}
}

// drop removes the first item.
func (h *heap[E]) drop() {
	last := len(h.items) - 1
	h.items[0] = h.items[last]
	clear(h.items[last:])
	h.items = h.items[:last]
	h.fix()
}
