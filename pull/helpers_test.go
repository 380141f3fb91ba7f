package pull_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
)

// Most tests do with generators that get ints and give ints.
type (
	gen     = pull.Gen[int, int]
	yielder = pull.Yielder[int, int]
)

var (
	errThrown = errors.New("thrown")
	errOther  = errors.New("other")
)

// bubble runs f as a subtest in a synctest bubble, which fails if a coroutine is
// left suspended when f returns.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Helper()
		synctest.Test(t, f)
	})
}

// started returns a generator that has been run to its first yield.
func started(t *testing.T, body func(*yielder) error) *gen {
	t.Helper()
	g := pull.New(body)
	if _, ok := g.Next(); !ok {
		t.Fatalf("the body did not yield: %v", g.Err())
	}
	return g
}

// counting yields 0, 1, 2 … without end.
func counting(y *yielder) error {
	for i := 0; ; i++ {
		y.Yield(i)
	}
}

// panicOf returns what f panics with, nil if it does not.
func panicOf(f func()) (p any) {
	defer func() { p = recover() }()
	f()
	return nil
}

// wantBoom checks that f panics with a PanicError that has the value "boom".
func wantBoom(t *testing.T, f func()) {
	t.Helper()
	p := panicOf(f)
	if pe, ok := p.(*pull.PanicError); !ok || pe.Value != "boom" || len(pe.Stack) == 0 {
		t.Errorf("panicked with %v, want a PanicError with boom and a stack", p)
	}
}

// wantDone checks that g has ended with the error, and stays ended.
func wantDone[In, Out any](t *testing.T, g *pull.Gen[In, Out], err error) {
	t.Helper()
	if got := g.State(); got != pull.Done {
		t.Errorf("State() = %v, want Done", got)
	}
	if got := g.Err(); got != err {
		t.Errorf("Err() = %v, want %v", got, err)
	}
	var v In
	if _, ok := g.Next(); ok {
		t.Error("Next() after the end brought a value")
	}
	if _, got := g.Send(v); got != pull.ErrDone {
		t.Errorf("Send() after the end = %v, want ErrDone", got)
	}
	if _, got := g.Throw(errThrown); got != errThrown {
		t.Errorf("Throw(err) after the end = %v, want err", got)
	}
	if got := g.Close(); got != nil {
		t.Errorf("Close() after the end = %v, want nil", got)
	}
	if got := g.Err(); got != err {
		t.Errorf("Err() = %v after all that, want %v", got, err)
	}
}

// A notebook is where bodies and tests write down what happens, in order.
type notebook []string

func (n *notebook) add(format string, args ...any) { *n = append(*n, fmt.Sprintf(format, args...)) }
