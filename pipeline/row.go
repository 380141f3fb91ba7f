package pipeline

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// A row is a stage of a flow in a Stats: all runs of it.
type row struct {
	of *Stats
	spot
	order int // of those in the Stats
	n     int // calls at once

	live map[*meter]struct{} // of the runs that have not ended
	past figures             // of those that have

	// As of the last sumUp.
	figures
	sources []*row // what the stage reads
}

// A spot tells stages apart: two runs of one stage are at the same spot.
type spot struct {
	below *row // the stage that reads this one, or runs it if it is a part; nil at the end
	input int
	part  bool
	name  string
}

// Figures are what meters have measured.
type figures struct {
	in, out, errs, inFlight int64
	inside, outside, life   time.Duration
	apart                   bool
}

func (f *figures) add(g figures) {
	f.in += g.in
	f.out += g.out
	f.errs += g.errs
	f.inFlight += g.inFlight
	f.inside += g.inside
	f.outside += g.outside
	f.life += g.life
	f.apart = g.apart
}

// open returns the meter for a run of a stage.
func (st *Stats) open(at *position, name string, n int) *meter {
	key := spot{input: at.input, part: at.part, name: name}
	m := &meter{opened: time.Now()}
	if at.below != nil {
		key.below = at.below.row
		if !at.part {
			m.below = at.below
		}
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	m.row = st.rows[key]
	if m.row == nil {
		m.row = &row{of: st, spot: key, order: len(st.rows), live: make(map[*meter]struct{})}
		if st.rows == nil {
			st.rows = make(map[spot]*row)
		}
		st.rows[key] = m.row
	}
	m.row.n = max(m.row.n, n)
	m.row.live[m] = struct{}{}
	return m
}

// close takes over what m has measured.
func (st *Stats) close(m *meter) {
	st.mu.Lock()
	defer st.mu.Unlock()
	f := m.read()
	f.inFlight = 0
	m.row.past.add(f)
	delete(m.row.live, m)
}

// read returns what m has measured so far.
func (m *meter) read() figures {
	age := m.age()
	f := figures{
		out: m.out.Load(), errs: m.errs.Load(),
		inside: time.Duration(m.inside.Load()), outside: time.Duration(m.outside.Load()),
		life: time.Duration(age - 1), apart: m.apart.Load(),
	}
	if since := m.since.Load(); since != 0 {
		f.outside += max(0, time.Duration(age-since))
	}
	done := f.out + f.errs
	if m.uneven.Load() || !f.apart {
		done = m.done.Load()
	}
	f.in = m.in.Load() // after the others, so that no more have gone than have come
	f.inFlight = max(0, f.in-done)
	return f
}

// sumUp brings the rows up to date and returns them, each after those that it reads and
// those that are parts of it. The Stats is locked.
func (st *Stats) sumUp() []*row {
	byOrder := func(a, b *row) int { return cmp.Compare(a.order, b.order) }
	rows := slices.SortedFunc(maps.Values(st.rows), byOrder)
	above := make(map[*row][]*row)
	for _, r := range rows {
		r.figures, r.sources = r.past, nil
		for m := range r.live {
			r.add(m.read())
		}
		above[r.below] = append(above[r.below], r)
		if r.below != nil && !r.part {
			r.below.sources = append(r.below.sources, r)
		}
	}
	sorted := make([]*row, 0, len(rows))
	var visit func(r *row)
	visit = func(r *row) {
		slices.SortStableFunc(above[r], func(a, b *row) int { return cmp.Compare(a.input, b.input) })
		for _, up := range above[r] {
			visit(up)
		}
		if r != nil {
			sorted = append(sorted, r)
		}
	}
	visit(nil)
	return sorted
}

// stats returns the figures as they are shown.
func (r *row) stats() StageStats {
	return StageStats{
		Name: r.name, In: r.in, Out: r.out, Errors: r.errs, InFlight: r.inFlight,
		Busy: r.busy(), Starved: r.starved(), Blocked: r.blocked(),
	}
}

// upstream returns for how long the sources have been waiting for the stage, and the stage
// for the sources. When it reads them at the same time, that is the mean.
func (r *row) upstream() (waiting, awaited time.Duration) {
	for _, up := range r.sources {
		waiting += up.outside
		awaited += up.life - up.outside
	}
	if k := time.Duration(len(r.sources)); r.apart && k > 1 {
		return waiting / k, awaited / k
	}
	return waiting, awaited
}

func (r *row) busy() time.Duration {
	waiting, _ := r.upstream()
	switch {
	case len(r.sources) == 0:
		return max(0, r.life-r.outside)
	case r.apart:
		return r.inside
	}
	return max(0, waiting-r.outside)
}

func (r *row) starved() time.Duration {
	_, awaited := r.upstream()
	return awaited
}

// blocked returns for how long the stage has been held up by the consumer: when it reads
// apart, the time in which it was neither busy nor starved.
func (r *row) blocked() time.Duration {
	if len(r.sources) == 0 || !r.apart {
		return r.outside
	}
	return max(0, r.life-r.starved()-r.inside/time.Duration(r.n))
}
