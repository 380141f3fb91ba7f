package pull_test

import (
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
)

func TestMisuse(t *testing.T) { synctest.Test(t, testMisuse) }

func testMisuse(t *testing.T) {
	t.Helper()
	g := pull.New(counting)
	s := pull.NewSink(discard)
	tests := map[string]func(){
		"pull.New: body must not be nil":               func() { pull.New[int, int](nil) },
		"pull.NewResult: body must not be nil":         func() { pull.NewResult[int, int, int](nil) },
		"pull.NewSink: body must not be nil":           func() { pull.NewSink[int](nil) },
		"pull.MapOut: g must not be nil":               func() { pull.MapOut[int](nil, same) },
		"pull.MapOut: f must not be nil":               func() { pull.MapOut[int, int, int](g, nil) },
		"pull.MapIn: g must not be nil":                func() { pull.MapIn[int, int, int](nil, same) },
		"pull.MapIn: f must not be nil":                func() { pull.MapIn[int](g, nil) },
		"pull.Pipe: a and b must not be nil":           func() { pull.Pipe[int, int, int](g, nil) },
		"pull.Concat: no generator may be nil":         func() { pull.Concat(g, nil) },
		"pull.Through: g must not be nil":              func() { pull.Through[int, int](count, nil) },
		"pull.Closing: g must not be nil":              func() { pull.Closing(nil, func(*gen) error { return nil }) },
		"pull.Closing: f must not be nil":              func() { pull.Closing(g, nil) },
		"pull.Broadcast: no sink may be nil":           func() { pull.Broadcast(s, nil) },
		"pull.Filtered: keep and s must not be nil":    func() { pull.Filtered(nil, s) },
		"pull.Mapped: f and s must not be nil":         func() { pull.Mapped(same, nil) },
		"pull.Batched: n must be at least 1":           func() { pull.Batched(count, 0) },
		"pull.Gen: the zero Gen has no body, call New": func() { new(gen).Next() },
		"pull.Gen: the zero Gen has no body, call New ": func() {
			outer := pull.New(func(y *yielder) error { return y.YieldFrom(new(gen)) })
			panic(panicOf(func() { outer.Next() }).(*pull.PanicError).Value.(string) + " ")
		},
		"pull.Gen.Throw: err must not be nil": func() { g.Throw(nil) },
		"pull.Yielder.YieldFrom: sub must not be nil": func() {
			outer := pull.New(func(y *yielder) error {
				if p := panicOf(func() { y.YieldFrom(nil) }); p != nil {
					panic(p)
				}
				return nil
			})
			panic(panicOf(func() { outer.Next() }).(*pull.PanicError).Value)
		},
	}
	for want, f := range tests {
		if got := panicOf(f); got != want {
			t.Errorf("panicked with %v, want %q", got, want)
		}
	}
}
