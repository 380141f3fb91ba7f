package pipeline_test

import (
	"runtime"

	"github.com/coseq/coseq/pipeline"
)

func exit() { runtime.Goexit() }

// compare says what has come otherwise than the model has it.
func (tr *trial) compare(e end) {
	f := tr.forecast()
	tr.compareSteps(e, f)
	switch {
	case e.panicked != nil:
		tr.comparePanic(e, f)
	case e.exited:
		if tr.ending.kind == "Goexit in the body" && e.left {
			return
		}
		for s := range f.faults {
			if s.ends == "Goexit" {
				return
			}
		}
		tr.broke("Goexit, and nobody has called it")
	case e.err != nil:
		tr.compareErr(e, f)
	case e.left && tr.ending.kind == "error in ForEach":
		tr.broke("no error, though ForEach was given one")
	case !e.left:
		tr.compareWhole(e, f)
	}
}

func (tr *trial) comparePanic(e end, f forecast) {
	if e.panicked == errBody && e.left {
		return
	}
	p, ok := e.panicked.(*pipeline.PanicError)
	if ok {
		fault, _ := p.Value.(modelFault)
		ok = f.faults[step{err: fault, ends: "panic"}] && len(p.Stack) > 0
	}
	if !ok {
		tr.broke("panicked with %v", e.panicked)
	}
}

// comesToEnd returns the number of steps up to the first that ends the run.
func (f forecast) comesToEnd(inBand bool) int {
	for i, s := range f.steps {
		if s.ends != "" || s.err != nil && !inBand {
			return i
		}
	}
	return len(f.steps)
}

// compareSteps looks for steps that should not have come.
func (tr *trial) compareSteps(e end, f forecast) {
	inBand := tr.ending.kind == "in band"
	got := e.steps
	if last := len(got) - 1; inBand && last >= 0 && got[last].err == errStop {
		if !tr.cancelled.Load() {
			tr.broke("the cause of no cancellation")
		}
		got = got[:last] // which is where the cause comes
	}
	if !f.ordered {
		there := make(map[step]int)
		for _, s := range f.steps {
			there[s]++
		}
		for _, s := range got {
			if there[s]--; there[s] < 0 {
				tr.broke("%v came once more than it should", s)
				return
			}
		}
		return
	}
	most := f.comesToEnd(inBand)
	for i, s := range got {
		if i >= most {
			tr.broke("%d steps came, want at most %d", len(got), most)
			return
		}
		if s != f.steps[i] {
			tr.broke("step %d is %v, want %v", i, s, f.steps[i])
			return
		}
	}
}

func (tr *trial) compareErr(e end, f forecast) {
	switch e.err {
	case errStop:
		if !tr.cancelled.Load() {
			tr.broke("the cause of no cancellation")
		}
		return
	case errBody:
		if !e.left || tr.ending.kind != "error in ForEach" {
			tr.broke("an error of the body, which had none")
		}
		return
	}
	if !f.ordered {
		for _, s := range f.steps {
			if s.err == e.err && s.ends == "" {
				return
			}
		}
		tr.broke("error %v is of no step", e.err)
		return
	}
	at := f.comesToEnd(false)
	if at == len(f.steps) || f.steps[at] != (step{err: e.err}) {
		tr.broke("error %v comes, want that of step %d of %d", e.err, at, len(f.steps))
	} else if tr.ending.kind != "Reduce" && len(e.steps) != at {
		tr.broke("%d values came before the error, want %d", len(e.steps), at)
	}
}

// compareWhole looks for what is missing in a run that says that it is complete.
func (tr *trial) compareWhole(e end, f forecast) {
	inBand := tr.ending.kind == "in band"
	if last := len(e.steps) - 1; inBand && last >= 0 && e.steps[last].err == errStop {
		return
	}
	if tr.drained.Load() {
		tr.compareDrained(e)
		return
	}
	missing := len(f.steps) - len(e.steps)
	if missing > 0 && f.exact {
		tr.broke("complete, but %d steps are missing", missing)
	}
	if !inBand && f.ordered && f.comesToEnd(false) < len(f.steps) {
		tr.broke("complete, although step %d ends it", f.comesToEnd(false))
	}
}

// compareDrained looks for what has been read and has not come.
func (tr *trial) compareDrained(e end) {
	p := tr.program
	p.source.n = int(tr.given.Load())
	for _, s := range p.stages {
		if s.kind == "Concat" || s.kind == "Merge" || s.kind == "Take" {
			return // not all of whose sources may have begun, or which stops earlier
		}
	}
	if f := p.forecast(); f.exact && len(e.steps) != len(f.steps) {
		tr.broke("%d steps, want %d of %d items that were read", len(e.steps), len(f.steps), p.source.n)
	}
}
