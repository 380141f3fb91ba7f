package traps

import (
	"slices"
	"time"
)

// Traps of the end of a loop.

// runToTheEnd is the check on the programs: it is none.
var runToTheEnd = trap{
	name:  "(none)",
	about: "a run to the end: all results come, and nothing is left.",
	lay:   func(*setting) {},
	judge: func(s *setting) string {
		if wrong := s.mustNotTell(); wrong != "" {
			return wrong
		}
		return s.missing()
	},
}

var breakEndless = trap{
	name:   "break",
	about:  "the loop is left after ten results of a source that has no end.",
	beside: streams,
	lay: func(s *setting) {
		s.size = 0
		s.body = func(int) bool { return !s.fullAtTheTenth() }
	},
	judge: (*setting).mustNotTell,
}

var panicInTheLoop = trap{
	name: "panic in the loop",
	about: "the consumer panics at its tenth result: the caller is told, by a panic or an error, " +
		"and the consumer gets no more.",
	lay: func(s *setting) {
		s.body = func(int) bool {
			if s.fullAtTheTenth() {
				panic(errBoom)
			}
			return true
		}
	},
	judge: func(s *setting) string {
		if !s.end.told() {
			return "no word"
		}
		if len(s.got) > 10 {
			return "the consumer goes on"
		}
		return ""
	},
}

// fullAtTheTenth reports whether this is the tenth result. Then it waits, so that by the
// time the loop is left all workers have something that nobody will take.
func (s *setting) fullAtTheTenth() bool {
	if len(s.got) < 10 {
		return false
	}
	time.Sleep(20 * time.Millisecond)
	return true
}

// streams says why a shape cannot have an endless source.
func streams(s shape) string {
	if s.atTheEnd && !s.takesSlice {
		return "results at the end"
	}
	return reads(s)
}

// reads says why a shape does not run the source.
func reads(s shape) string {
	if s.takesSlice {
		return "takes a slice"
	}
	return ""
}

// inOrder reports whether results have come in the order of the source.
func (s *setting) inOrder() bool { return slices.IsSorted(s.got) }
