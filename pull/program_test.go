package pull_test

import (
	"iter"

	"github.com/coseq/coseq/pull"
)

// A program is a handful of generators and a driver that resumes them. It is
// decoded from bytes, and run over an interface that both the library and the
// model satisfy; a run writes down everything that can be observed.

type progGen interface {
	Next() (int, bool)
	Send(v int) (int, error)
	Throw(err error) (int, error)
	Close() error
	State() pull.State
	Err() error
	All() iter.Seq[int]
}

type progYielder interface {
	Yield(v int) int
	TryYield(v int) (int, error)
	YieldFrom(sub progGen) error
}

// A progMaker makes the generators of a run.
type progMaker interface {
	New(body func(progYielder) error) progGen
	NewResult(body func(progYielder) (int, error)) (progGen, func() (int, error))
	MapOut(g progGen, f func(int) int) progGen
	Concat(gens ...progGen) progGen
	Pipe(a, b progGen) progGen
}

// The library as a progMaker.

type progLibrary struct{}

type progLibraryYielder struct{ *pull.Yielder[int, int] }

func (y progLibraryYielder) YieldFrom(sub progGen) error {
	return y.Yielder.YieldFrom(sub.(*pull.Gen[int, int]))
}

func (progLibrary) New(body func(progYielder) error) progGen {
	return pull.New(func(y *pull.Yielder[int, int]) error { return body(progLibraryYielder{y}) })
}

func (progLibrary) NewResult(
	body func(progYielder) (int, error),
) (progGen, func() (int, error)) {
	return pull.NewResult(func(y *pull.Yielder[int, int]) (int, error) {
		return body(progLibraryYielder{y})
	})
}

func (progLibrary) MapOut(g progGen, f func(int) int) progGen {
	return pull.MapOut(g.(*pull.Gen[int, int]), f)
}

func (progLibrary) Concat(gens ...progGen) progGen {
	all := make([]*pull.Gen[int, int], len(gens))
	for i, g := range gens {
		all[i] = g.(*pull.Gen[int, int])
	}
	return pull.Concat(all...)
}

func (progLibrary) Pipe(a, b progGen) progGen {
	return pull.Pipe(a.(*pull.Gen[int, int]), b.(*pull.Gen[int, int]))
}

// The model as a progMaker.

type progModel struct{}

func (progModel) New(body func(progYielder) error) progGen { return modelNew(body) }

func (progModel) NewResult(
	body func(progYielder) (int, error),
) (progGen, func() (int, error)) {
	return modelNewResult(body)
}

func (progModel) MapOut(g progGen, f func(int) int) progGen {
	return modelMapOut(g.(*modelGen), f)
}

func (progModel) Concat(gens ...progGen) progGen {
	all := make([]*modelGen, len(gens))
	for i, g := range gens {
		all[i] = g.(*modelGen)
	}
	return modelConcat(all...)
}

func (progModel) Pipe(a, b progGen) progGen { return modelPipe(a.(*modelGen), b.(*modelGen)) }

// The program.
