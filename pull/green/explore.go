package green

import (
	"fmt"
	"strings"
)

// A Failure is a seed under which a program fails.
type Failure struct {
	Seed  uint64
	Err   error   // what the program returned, or a [*pull.PanicError]
	Trace []Event // of the run, for [Replay]
}

// String is the seed, the error and the events, one a line.
func (f *Failure) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d: %v", f.Seed, f.Err)
	for i, e := range f.Trace {
		fmt.Fprintf(&b, "\n%4d %v", i, e)
	}
	return b.String()
}

// Explore calls prog with the seeds from 0 to seeds-1, until it fails, and returns that
// Failure, or nil if there is none. The program is to give the options to one [Run], to
// check what came of it, and to return an error if that is not right. An error of Run,
// such as a deadlock, and a panic are failures, too; a Goexit, as by t.FailNow, passes
// on.
//
// Explore panics if seeds is less than 1 or prog is nil.
func Explore(seeds int, prog func(...Option) error) *Failure {
	switch {
	case seeds < 1:
		panic("green.Explore: seeds must be at least 1")
	case prog == nil:
		panic("green.Explore: prog must not be nil")
	}
	var trace []Event
	for seed := range uint64(seeds) {
		trace = trace[:0]
		record := Trace(func(e Event) { trace = append(trace, e) })
		if err := attempt(prog, Seed(seed), record); err != nil {
			return &Failure{Seed: seed, Err: err, Trace: trace}
		}
	}
	return nil
}

// attempt is an error also if prog panics.
func attempt(prog func(...Option) error, opts ...Option) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = asPanicError(p)
		}
	}()
	return prog(opts...)
}
