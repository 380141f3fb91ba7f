package traps

import "runtime"

// Traps that may end a process.

var workerPanic = trap{
	name:  "worker panic",
	about: "f panics in the middle: the caller is told, by a panic or an error.",
	lay:   func(s *setting) { s.f = inTheMiddle(func() { panic(errBoom) }) },
	judge: (*setting).mustTell,
}

var sourcePanic = trap{
	name:   "source panic",
	about:  "the source panics in the middle: the caller is told, by a panic or an error.",
	beside: reads,
	lay: func(s *setting) {
		s.source = s.values(func(i int) {
			if i == middle {
				panic(errBoom)
			}
		})
	},
	judge: (*setting).mustTell,
}

var workerGoexit = trap{
	name: "Goexit",
	about: "f calls runtime.Goexit in the middle, as t.FailNow does: " +
		"the caller exits, too, or is told.",
	lay:   func(s *setting) { s.f = inTheMiddle(runtime.Goexit) },
	judge: (*setting).mustTell,
}
