package pipeline_test

import (
	"fmt"
	"strings"
)

// A program is a flow made at random, with what goes wrong in it: a source, stages and
// an ending. The same bytes always make the same program.
type program struct {
	source modelPart
	stages []modelPart
	ending modelEnding
}

// A modelPart is a source or a stage. Whatever it does depends on the values only, so
// that a model that knows nothing of time can say what is to come out.
type modelPart struct {
	at   int // place in the flow; 0 is the source
	kind string
	n    int // of calls at once, values, the size of a batch, …
	opts modelOpts
	cost int // see trial.work
	// Some values go wrong: one of so many, none if it is 0.
	fails, panics, exits, cancels, drains int
}

type modelOpts struct {
	window    int
	unordered bool
}

// A modelEnding is how the flow is run and when the loop is left, if it is: at the value
// of that number. Unless timeout is 0, so many milliseconds later the run is cancelled.
type modelEnding struct {
	kind           string
	at             int
	timeout, drain int
	stats          bool
}

var (
	modelSources = []string{
		"Of", "FromSeq", "From", "FromFunc", "FromChan", "Lines", "LinesFrom", "deaf",
	}
	modelStages = []string{
		"Map", "Filter", "FlatMap", "MapKeyed", "Tap", "Catch", "Take", "Batch", "Batch in time",
		"Buffer", "Concat", "Merge", "Apply", "Throttle", "Progress", "Named",
	}
	modelEndings = []string{
		"Collect", "break", "in band", "error in ForEach", "panic in the body",
		"Goexit in the body", "Pull2", "Broadcast", "Seq", "Reduce",
	}
)

// mix is a number that depends on v and salt as if at random.
func mix(v, salt int) int {
	x := (uint64(v)+1)*0x9e3779b97f4a7c15 ^ uint64(salt+1)*0xbf58476d1ce4e5b9
	x = (x ^ x>>31) * 0x94d049bb133111eb
	return int((x ^ x>>29) >> 2)
}

// hits reports whether v is one of the values that something happens to.
func (p modelPart) hits(every, v, salt int) bool {
	return every > 0 && mix(v, 100*p.at+salt)%every == 0
}

// A modelFault is an error, or the value of a panic, that says where it is from.
type modelFault struct{ at, v int }

func (f modelFault) Error() string { return fmt.Sprintf("fault at %d with %d", f.at, f.v) }

// A step is what comes in one place of a flow: a value, an error, or the end by a panic
// or Goexit.
type step struct {
	v    int
	err  error
	ends string // "panic" or "Goexit"
}

// result is what the part makes of a value.
func (p modelPart) result(v int) step {
	switch {
	case p.hits(p.panics, v, 1):
		return step{err: modelFault{p.at, v}, ends: "panic"}
	case p.hits(p.exits, v, 2):
		return step{err: modelFault{p.at, v}, ends: "Goexit"}
	case p.hits(p.fails, v, 3):
		return step{err: modelFault{p.at, v}}
	}
	return step{v: mix(v, p.at) % 1e9}
}

func (p modelPart) keeps(v int) bool { return mix(v, p.at)%3 != 0 }

func (p modelPart) forgives(err error) bool { return mix(err.(modelFault).v, p.at)%2 == 0 }

// unfolds is the values of a sub-flow.
func (p modelPart) unfolds(v int) []int {
	values := make([]int, mix(v, p.at)%5)
	for i := range values {
		values[i] = mix(v, p.at+1000*i) % 1e9
	}
	return values
}

// values are what a source is of, and what Concat and Merge add.
func (p modelPart) values() []int {
	values := make([]int, p.n)
	for i := range values {
		values[i] = 1000*p.at + i
	}
	return values
}

func (p modelPart) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s(n=%d cost=%d", p.kind, p.n, p.cost)
	for _, f := range []struct {
		name  string
		value int
	}{
		{"window", p.opts.window},
		{"fails", p.fails},
		{"panics", p.panics},
		{"exits", p.exits},
		{"cancels", p.cancels},
		{"drains", p.drains},
	} {
		if f.value != 0 {
			fmt.Fprintf(&b, " %s=%d", f.name, f.value)
		}
	}
	if p.opts.unordered {
		b.WriteString(" unordered")
	}
	return b.String() + ")"
}

func (p program) String() string {
	text := p.source.String()
	for _, s := range p.stages {
		text += " → " + s.String()
	}
	return fmt.Sprintf("%s → %+v", text, p.ending)
}

// decode makes a program of any bytes; what is missing is 0.
func decode(data []byte) program {
	below := func(n int) int {
		if len(data) == 0 {
			return 0
		}
		b := int(data[0])
		data = data[1:]
		return b % n
	}
	one := func(of ...int) int { return of[below(len(of))] }
	part := func(at int, kinds []string) modelPart {
		p := modelPart{at: at, kind: kinds[below(len(kinds))], n: 1 + below(5), cost: below(8)}
		p.opts = modelOpts{one(0, 0, 0, 1, 2, 5, 50), below(4) == 1}
		p.fails = one(0, 0, 7, 50)
		switch below(12) { // a fault, if any, is one of these
		case 1:
			p.panics = one(10, 100, 300)
		case 2:
			p.exits = one(10, 100, 300)
		case 3:
			p.cancels = one(10, 100, 300)
		case 4:
			p.drains = one(10, 100, 300)
		}
		return p
	}
	var p program
	e := &p.ending
	e.kind, e.at = modelEndings[below(len(modelEndings))], one(0, 1, 5, 100)
	e.timeout, e.drain = one(0, 0, 0, 0, 1, 7, 50), one(0, 0, 0, 0, 1, 7, 50)
	e.stats = below(4) == 1
	p.source = part(0, modelSources)
	p.source.n = one(10, 0, 1, 2, 3, 100, 400, 1500)
	for at := range below(5) {
		p.stages = append(p.stages, part(at+1, modelStages))
	}
	if e.kind == "in band" && len(p.stages) == 0 {
		e.kind = "Collect" // as there would be nothing of the library around the source
	}
	return p
}
