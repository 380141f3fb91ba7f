package pipeline_test

import "slices"

// A forecast is what is to come out of a flow according to a model that runs one stage
// after the other, each on all that comes out of the one before it.
type forecast struct {
	steps   []step
	ordered bool // else in any order
	exact   bool // else some of them: which ones depends on an order that is not known
	faults  map[step]bool
}

// forecast is what the program comes to if nobody leaves the loop.
func (p program) forecast() forecast {
	f := forecast{ordered: true, exact: true, faults: make(map[step]bool)}
	for _, v := range p.source.values() {
		s := step{v: v}
		if p.source.mayFail() {
			if s = p.source.result(v); s.err == nil {
				s.v = v
			}
		}
		f.add(s)
		if s.ends != "" {
			break
		}
	}
	for _, stage := range p.stages {
		f.pass(stage)
	}
	return f
}

// mayFail reports whether the source gives errors and ends otherwise than by its end.
func (p modelPart) mayFail() bool { return p.kind == "From" || p.kind == "deaf" }

func (f *forecast) add(s step) {
	if s.ends != "" {
		f.faults[s] = true
	}
	f.steps = append(f.steps, s)
}

func (f *forecast) pass(p modelPart) {
	steps := f.steps
	f.steps = nil
	if p.kind == "Merge" || p.opts.unordered && p.atOnce() {
		f.ordered = false
	}
	values := 0
	for _, s := range steps {
		if s.err == nil {
			values++
		}
		f.one(p, s)
		last := p.kind == "Take" && values == p.n || p.kind == "Apply" && s.err != nil && s.ends == ""
		if last && f.ordered {
			return
		}
	}
	switch p.kind {
	case "Take", "Apply":
		f.exact = f.exact && f.ordered
	case "Concat", "Merge":
		for _, v := range p.values() {
			f.add(step{v: v})
		}
	}
}

// atOnce reports whether the stage is one that calls a function n times at once.
func (p modelPart) atOnce() bool {
	return slices.Contains([]string{"Map", "Filter", "FlatMap", "MapKeyed"}, p.kind)
}

// one adds what the part makes of a step.
func (f *forecast) one(p modelPart, s step) {
	switch {
	case s.ends != "":
		f.steps = append(f.steps, s)
	case s.err != nil:
		if p.kind != "Catch" || !p.forgives(s.err) {
			f.add(s)
		}
	case p.atOnce():
		f.call(p, s.v)
	case p.kind == "Tap":
		r := p.result(s.v)
		if r.ends == "" {
			r = s
		}
		f.add(r)
	default:
		f.add(s)
	}
}

func (f *forecast) call(p modelPart, v int) {
	r := p.result(v)
	switch {
	case r.err != nil || p.kind == "Map" || p.kind == "MapKeyed":
		f.add(r)
	case p.kind == "Filter":
		if p.keeps(v) {
			f.add(step{v: v})
		}
	case p.kind == "FlatMap":
		for _, out := range p.unfolds(v) {
			f.add(step{v: out})
		}
	}
}
