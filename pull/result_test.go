package pull_test

import (
	"errors"
	"testing"

	"github.com/coseq/coseq/pull"
)

func TestResult(t *testing.T) {
	want := func(t *testing.T, result func() (string, error), value string, err error) {
		t.Helper()
		if v, got := result(); v != value || !errors.Is(got, err) {
			t.Errorf("result() = %q, %v, want %q, %v", v, got, value, err)
		}
	}
	plain := func(y *yielder) (string, error) { y.Yield(1); return "r", nil }

	bubble(t, "to the end", func(t *testing.T) {
		var result func() (string, error)
		g, result := pull.NewResult(func(y *yielder) (string, error) {
			want(t, result, "", pull.ErrRunning)
			return plain(y)
		})
		want(t, result, "", pull.ErrNotStarted)
		g.Next()
		want(t, result, "", pull.ErrRunning)
		g.Next()
		want(t, result, "r", nil)
		want(t, result, "r", nil)
		wantDone(t, g, nil)
	})
	bubble(t, "with an error", func(t *testing.T) {
		g, result := pull.NewResult(func(y *yielder) (string, error) { return "half", errOther })
		g.Next()
		want(t, result, "half", errOther)
		wantDone(t, g, errOther)
	})
	bubble(t, "closed", func(t *testing.T) {
		g, result := pull.NewResult(plain)
		g.Next()
		g.Close()
		want(t, result, "", pull.ErrClosed)
	})
	bubble(t, "closed before the start", func(t *testing.T) {
		g, result := pull.NewResult(plain)
		g.Close()
		want(t, result, "", pull.ErrClosed)
	})
	bubble(t, "closed, and the body returns ErrClosed", func(t *testing.T) {
		g, result := pull.NewResult(func(y *yielder) (string, error) {
			_, err := y.TryYield(1)
			return "", err
		})
		g.Next()
		g.Close()
		want(t, result, "", pull.ErrClosed)
		wantDone(t, g, nil)
	})
	bubble(t, "closed, and the body returns a result", func(t *testing.T) {
		g, result := pull.NewResult(func(y *yielder) (string, error) {
			y.TryYield(1)
			return "final", nil
		})
		g.Next()
		g.Close()
		want(t, result, "final", nil)
	})
	bubble(t, "closed after the end", func(t *testing.T) {
		g, result := pull.NewResult(plain)
		for range g.All() {
		}
		g.Close()
		want(t, result, "r", nil)
	})
	bubble(t, "close ignored", func(t *testing.T) {
		g, result := pull.NewResult(func(y *yielder) (string, error) {
			for {
				y.TryYield(1)
			}
		})
		g.Next()
		g.Close()
		want(t, result, "", pull.ErrIgnoredClose)
	})
	bubble(t, "thrown", func(t *testing.T) {
		g, result := pull.NewResult(plain)
		g.Next()
		g.Throw(errThrown)
		want(t, result, "", errThrown)
	})
	bubble(t, "panicked", func(t *testing.T) {
		g, result := pull.NewResult(func(*yielder) (string, error) { panic(errOther) })
		panicOf(func() { g.Next() })
		want(t, result, "", errOther)
		if _, err := result(); err != g.Err() {
			t.Errorf("result() = %v, want the PanicError", err)
		}
	})
	bubble(t, "of a delegation", func(t *testing.T) {
		sub, result := pull.NewResult(plain)
		outer := pull.New(func(y *yielder) error {
			err := y.YieldFrom(sub)
			want(t, result, "r", nil)
			return err
		})
		for range outer.All() {
		}
	})
}
