package seq_test

import (
	"strconv"

	"github.com/coseq/coseq/seq"
)

func lawEven(v int) bool  { return v%2 == 0 }
func lawAdd(a, b int) int { return a + b }

func lawsOfTransform() lawTable {
	return lawTable{
		"Map": held(
			func(s ints) lawStrings { return seq.Map(s, tapped(strconv.Itoa)) },
			on(vs(), []string{}, 0),
			on(vs(7), []string{"7"}, 1, 1),
			on(vs(1, 2, 3), []string{"1", "2", "3"}, 3, 1, 2, 3),
		),
		"Filter": held(
			func(s ints) ints { return seq.Filter(s, tapped(lawEven)) },
			on(vs(), vs(), 0),
			on(vs(2), vs(2), 1, 1),
			on(vs(3), vs(), 1),
			on(vs(1, 2, 3, 4, 5), vs(2, 4), 5, 2, 4),
		),
		"Reject": held(
			func(s ints) ints { return seq.Reject(s, tapped(lawEven)) },
			on(vs(), vs(), 0),
			on(vs(2), vs(), 1),
			on(vs(1, 2, 3, 4), vs(1, 3), 4, 1, 3),
		),
		"FilterMap": held(
			func(s ints) ints {
				return seq.FilterMap(s, func(v int) (int, bool) {
					lawWire.Touch()
					return 10 * v, v%2 == 0
				})
			},
			on(vs(), vs(), 0),
			on(vs(1), vs(), 1),
			on(vs(1, 2, 3, 4, 5), vs(20, 40), 5, 2, 4),
		),
		"Tap": held(
			func(s ints) ints { return seq.Tap(s, func(int) { lawWire.Touch() }) },
			on(vs(), vs(), 0),
			on(vs(1), vs(1), 1, 1),
			on(vs(1, 2, 3), vs(1, 2, 3), 3, 1, 2, 3),
		),
		"Scan": held(
			func(s ints) ints { return seq.Scan(s, 0, tapped2(lawAdd)) },
			on(vs(), vs(0), 0, 0),
			on(vs(1), vs(0, 1), 1, 0, 1),
			on(vs(1, 2, 3), vs(0, 1, 3, 6), 3, 0, 1, 2, 3),
		),
		"Enumerate": held(
			func(s ints) lawPairs { return seq.Pairs(seq.Enumerate(s)) },
			on(vs(), prs(), 0),
			on(vs(7), prs(p(0, 7)), 1, 1),
			on(vs(7, 8, 9), prs(p(0, 7), p(1, 8), p(2, 9)), 3, 1, 2, 3),
		),
		"Intersperse": held(
			func(s ints) ints { return seq.Intersperse(s, 0) },
			on(vs(), vs(), 0),
			on(vs(1), vs(1), 1, 1),
			on(vs(1, 2, 3), vs(1, 0, 2, 0, 3), 3, 1, 2, 2, 3, 3),
		),
		"FlatMap": append(
			held(
				func(s ints) ints {
					return seq.FlatMap(s, tapped(func(v int) ints { return seq.Range(0, v) }))
				},
				on(vs(), vs(), 0),
				on(vs(2), vs(0, 1), 1, 1, 1),
				on(vs(2, 0, 1), vs(0, 1, 0), 3, 1, 1, 3),
			),
			held( // s is inside
				func(s ints) ints { return seq.FlatMap(seq.Of(1, 2), tapped(func(int) ints { return s })) },
				on(vs(), vs(), 0),
				on(vs(5, 6), vs(5, 6, 5, 6), 4, 1, 2, 3, 4),
			)...,
		),
		"Flatten": append(
			held(
				seq.Flatten[int],
				on([]ints{}, vs(), 0),
				on([]ints{nil}, vs(), 1),
				on([]ints{seq.Of(1, 2), nil, seq.Of(3)}, vs(1, 2, 3), 3, 1, 1, 3),
			),
			held( // s is inside
				func(s ints) ints { return seq.Flatten(seq.Of(seq.Of(0), s, s)) },
				on(vs(), vs(0), 0, 0),
				on(vs(1, 2), vs(0, 1, 2, 1, 2), 4, 0, 1, 2, 3, 4),
			)...,
		),
		"FlattenSlices": held(
			seq.FlattenSlices[int],
			on(chunks(), vs(), 0),
			on(chunks(nil), vs(), 1),
			on(chunks(vs(1, 2), nil, vs(3)), vs(1, 2, 3), 3, 1, 1, 3),
		),
	}
}
