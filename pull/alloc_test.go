package pull_test

import (
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
)

// What the documentation promises to be free of allocations.
func TestAllocations(t *testing.T) { synctest.Test(t, testAllocations) }

func testAllocations(t *testing.T) {
	t.Helper()
	wantNone := func(name string, f func()) {
		t.Helper()
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
	for name, g := range map[string]*gen{
		"generator":          pull.New(echo),
		"MapOut":             pull.MapOut(pull.New(echo), same),
		"inline delegation":  delegateInline(3),
		"started delegation": delegateStarted(3),
		"a delegated view":   views["delegated views"](pull.New(echo)),
	} {
		g.Next()
		wantNone("Next of "+name, func() { g.Next() })
		wantNone("Send to "+name, func() { g.Send(1) })
		g.Close()
	}
	batch := make([]int, 10)
	for name, s := range map[string]*pull.Sink[int]{
		"sink":      pull.NewSink(discard),
		"Broadcast": pull.Broadcast(pull.NewSink(discard), pull.NewSink(discard)),
		"Filtered":  pull.Filtered(func(int) bool { return true }, pull.NewSink(discard)),
		"Mapped":    pull.Mapped(same, pull.NewSink(discard)),
	} {
		s.Send(1)
		wantNone("Send to "+name, func() { s.Send(1) })
		wantNone("SendAll to "+name, func() { s.SendAll(batch) })
		s.Close()
	}
	next, stop := pull.Batched(count, 8)
	defer stop()
	next()
	wantNone("next of Batched", func() { next() })
	c := pull.NewCursor(count)
	defer c.Close()
	c.Peek()
	wantNone("Peek and Next of Cursor", func() { c.Peek(); c.Next() })
}
