package green

// A job is one entry of the run queue: a task that is to go on, or something that
// the loop has to do itself, such as waking those who wait on a Flag.
type job interface{ run(l *Loop) }

// A ring is a FIFO in a slice that only grows: the run queue, which decides what
// happens next, and the items of a [Queue]. A place in it is a number that only
// grows, too; where that is in memory is its lowest bits.
type ring[E any] struct {
	slots      []E // of a length that is a power of two
	head, tail uint64
}

func (r *ring[E]) len() int { return int(r.tail - r.head) }

// push appends e and returns its place.
func (r *ring[E]) push(e E) uint64 {
	if r.len() == len(r.slots) {
		r.grow()
	}
	place := r.tail
	*r.at(place) = e
	r.tail++
	return place
}

// pop removes what is first.
func (r *ring[E]) pop() E {
	var zero E
	p := r.at(r.head)
	e := *p
	*p = zero
	r.head++
	return e
}

// at is the slot of a place.
func (r *ring[E]) at(place uint64) *E { return &r.slots[place&uint64(len(r.slots)-1)] }

func (r *ring[E]) grow() {
	const least = 8
	slots := make([]E, max(least, 2*len(r.slots)))
	for place := r.head; place != r.tail; place++ {
		slots[place&uint64(len(slots)-1)] = *r.at(place)
	}
	r.slots = slots
}

// schedule appends j to the run queue.
func (l *Loop) schedule(j job) { l.ready.push(j) }

// enqueue makes t go on, or start, when its turn comes.
func (l *Loop) enqueue(t *Task) {
	t.block.queued = true
	t.place = l.ready.push(t)
}

// dequeue takes back what enqueue did.
func (l *Loop) dequeue(t *Task) {
	t.block.queued = false
	*l.ready.at(t.place) = nil
}

// draw swaps the first job with one drawn at random.
func (l *Loop) draw() {
	r := &l.ready
	place := r.head + l.random.Uint64N(uint64(r.len()))
	first, drawn := r.at(r.head), r.at(place)
	*first, *drawn = *drawn, *first
	if t, ok := (*first).(*Task); ok {
		t.place = r.head
	}
	if t, ok := (*drawn).(*Task); ok {
		t.place = place
	}
}
