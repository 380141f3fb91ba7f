package seq_test

import (
	"errors"
	"iter"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

type (
	// lawTry is a value beside an error, or in place of it.
	lawTry = seq.Pair[int, error]

	// lawTried is the result of a consumer of those.
	lawTried = seq.Pair[[]int, error]
)

var errLaw = errors.New("law")

func lawTries(ts ...lawTry) []lawTry { return ts }
func lawGood(v int) lawTry           { return lawTry{First: v} }

var lawBad = lawTry{Second: errLaw}

// lawTriedBy makes an operator of a consumer of values and errors.
func lawTriedBy(f func(intErr) ([]int, error)) func(iter.Seq[lawTry]) iter.Seq[lawTried] {
	return seqtest.Result(func(s iter.Seq[lawTry]) lawTried {
		if s == nil {
			return seq.PairOf(f(nil))
		}
		return seq.PairOf(f(seq.Unpair(s)))
	})
}

func lawsOfErrors() lawTable {
	return lawTable{
		"TryMap": held(
			func(s ints) iter.Seq[lawTry] {
				return seq.Pairs(seq.TryMap(s, func(v int) (int, error) {
					lawWire.Touch()
					if v < 0 {
						return v, errLaw
					}
					return 10 * v, nil
				}))
			},
			on(vs(), lawTries(), 0),
			on(vs(-1), lawTries(lawBad), 1, 1),
			on(vs(1, -1, 2), lawTries(lawGood(10), lawBad, lawGood(20)), 3, 1, 2, 3),
		),
		"TryCollect": held(
			lawTriedBy(seq.TryCollect[int]),
			on(lawTries(), []lawTried{{}}, 0, 0),
			on(lawTries(lawGood(1)), []lawTried{{First: vs(1)}}, 1, 1),
			on(lawTries(lawGood(1), lawBad, lawGood(3)),
				[]lawTried{{First: vs(1), Second: errLaw}}, 2, 2),
		),
		"CollectAll": held(
			lawTriedBy(seq.CollectAll[int]),
			on(lawTries(), []lawTried{{}}, 0, 0),
			on(lawTries(lawGood(1)), []lawTried{{First: vs(1)}}, 1, 1),
			on(lawTries(lawGood(1), lawBad, lawGood(3)),
				[]lawTried{{First: vs(1, 3), Second: errors.Join(errLaw)}}, 3, 3),
		),
		"StopOnError": held(
			func(s iter.Seq[lawTry]) ints {
				var err error
				if s == nil {
					return seq.StopOnError[int](nil, &err)
				}
				return seq.StopOnError(seq.Unpair(s), &err)
			},
			on(lawTries(), vs(), 0),
			on(lawTries(lawBad), vs(), 1),
			on(lawTries(lawGood(1), lawGood(2), lawBad, lawGood(4)), vs(1, 2), 3, 1, 2),
		),
		"WithError": append(
			held(
				func(s ints) iter.Seq[lawTry] {
					err := errLaw
					return seq.Pairs(seq.WithError(s, &err))
				},
				on(vs(), lawTries(lawBad), 0, 0),
				on(vs(1), lawTries(lawGood(1), lawBad), 1, 1, 1),
				on(vs(1, 2), lawTries(lawGood(1), lawGood(2), lawBad), 2, 1, 2, 2),
			),
			held(
				func(s ints) iter.Seq[lawTry] { return seq.Pairs(seq.WithError(s, new(error))) },
				on(vs(1, 2), lawTries(lawGood(1), lawGood(2)), 2, 1, 2),
			)...,
		),
	}
}

func lawsOfSharing() lawTable {
	return lawTable{
		"Memoize": heldWith(
			seq.Memoize[int], []seqtest.Option{seqtest.Holds()},
			on(vs(), vs(), 0),
			on(vs(1), vs(1), 1, 1),
			on(vs(1, 2, 3), vs(1, 2, 3), 3, 1, 2, 3),
		),
		"Once": heldWith(
			seq.Once[int], lawSingleUse,
			on(vs(), vs(), 0),
			on(vs(1), vs(1), 1, 1),
			on(vs(1, 2, 3), vs(1, 2, 3), 3, 1, 2, 3),
		),
	}
}
