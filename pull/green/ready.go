package green

// A job is one entry of the run queue: a task that is to go on, or something that
// the loop has to do itself, such as waking those who wait on a Flag.
type job interface{ run(l *Loop) }

// A ring is the run queue: the one FIFO that decides what happens next. A place
// in it is a number that only grows; where that is in memory is its lowest bits.
type ring struct {
	jobs       []job // of a length that is a power of two
	head, tail uint64
}

func (r *ring) len() int { return int(r.tail - r.head) }

// push appends j and returns its place.
func (r *ring) push(j job) uint64 {
	if r.len() == len(r.jobs) {
		r.grow()
	}
	place := r.tail
	r.jobs[place&uint64(len(r.jobs)-1)] = j
	r.tail++
	return place
}

// pop removes what is first: nil if it has been taken back meanwhile.
func (r *ring) pop() job {
	p := &r.jobs[r.head&uint64(len(r.jobs)-1)]
	j := *p
	*p = nil
	r.head++
	return j
}

// at is the slot of a place.
func (r *ring) at(place uint64) *job { return &r.jobs[place&uint64(len(r.jobs)-1)] }

func (r *ring) grow() {
	const least = 64
	jobs := make([]job, max(least, 2*len(r.jobs)))
	for place := r.head; place != r.tail; place++ {
		jobs[place&uint64(len(jobs)-1)] = *r.at(place)
	}
	r.jobs = jobs
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

// take removes the job that is next: the first, or, under a seed, any of them.
func (l *Loop) take() job {
	if l.random != nil {
		l.draw()
	}
	return l.ready.pop()
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
