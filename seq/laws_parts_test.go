package seq_test

import "github.com/coseq/coseq/seq"

func lawSmall(v int) bool { return v < 3 }
func lawLarge(v int) bool { return v >= 3 }

func lawsOfParts() lawTable {
	return lawTable{
		"Take": append(
			held(
				func(s ints) ints { return seq.Take(s, 2) },
				on(vs(), vs(), 0),
				on(vs(1), vs(1), 1, 1),
				on(vs(1, 2), vs(1, 2), 2, 1, 2),
				on(vs(1, 2, 3), vs(1, 2), 2, 1, 2),
			),
			held(func(s ints) ints { return seq.Take(s, 0) }, on(vs(1, 2), vs(), 0))...,
		),
		"Drop": append(
			held(
				func(s ints) ints { return seq.Drop(s, 2) },
				on(vs(), vs(), 0),
				on(vs(1), vs(), 1),
				on(vs(1, 2, 3, 4), vs(3, 4), 4, 3, 4),
			),
			held(func(s ints) ints { return seq.Drop(s, 0) }, on(vs(1, 2), vs(1, 2), 2, 1, 2))...,
		),
		"TakeWhile": held(
			func(s ints) ints { return seq.TakeWhile(s, tapped(lawSmall)) },
			on(vs(), vs(), 0),
			on(vs(3), vs(), 1),
			on(vs(1, 2, 3, 1), vs(1, 2), 3, 1, 2),
		),
		"TakeUntil": held(
			func(s ints) ints { return seq.TakeUntil(s, tapped(lawLarge)) },
			on(vs(), vs(), 0),
			on(vs(1), vs(1), 1, 1),
			on(vs(1, 3, 1), vs(1, 3), 2, 1, 2),
		),
		"DropWhile": held(
			func(s ints) ints { return seq.DropWhile(s, tapped(lawSmall)) },
			on(vs(), vs(), 0),
			on(vs(1), vs(), 1),
			on(vs(1, 2, 3, 1), vs(3, 1), 4, 3, 4),
		),
		"TakeLast": append(
			held(
				func(s ints) ints { return seq.TakeLast(s, 2) },
				on(vs(), vs(), 0),
				on(vs(1), vs(1), 1, 1),
				on(vs(1, 2, 3), vs(2, 3), 3, 3, 3),
			),
			held(func(s ints) ints { return seq.TakeLast(s, 0) }, on(vs(1, 2), vs(), 0))...,
		),
		"DropLast": append(
			held(
				func(s ints) ints { return seq.DropLast(s, 2) },
				on(vs(), vs(), 0),
				on(vs(1), vs(), 1),
				on(vs(1, 2, 3, 4), vs(1, 2), 4, 3, 4),
			),
			held(func(s ints) ints { return seq.DropLast(s, 0) }, on(vs(1, 2), vs(1, 2), 2, 1, 2))...,
		),
		"StepBy": held(
			func(s ints) ints { return seq.StepBy(s, 2) },
			on(vs(), vs(), 0),
			on(vs(1), vs(1), 1, 1),
			on(vs(1, 2, 3, 4), vs(1, 3), 4, 1, 3),
		),
	}
}
