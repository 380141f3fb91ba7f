package pull_test

import (
	"slices"
	"testing"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

func TestCursor(t *testing.T) {
	bubble(t, "reads what it must", func(t *testing.T) {
		read := 0
		c := pull.NewCursor(func(yield func(int) bool) {
			count(func(v int) bool { read++; return yield(v) })
		})
		defer c.Close()
		want := func(what string, v int, ok bool, value, reads int) {
			t.Helper()
			if v != value || !ok || read != reads {
				t.Errorf("%s = %d, %t after %d reads, want %d after %d", what, v, ok, read, value, reads)
			}
		}
		want("nothing", 0, true, 0, 0)
		v, ok := c.Peek()
		want("Peek()", v, ok, 0, 1)
		v, ok = c.Peek()
		want("Peek()", v, ok, 0, 1)
		v, ok = c.Next()
		want("Next()", v, ok, 0, 1)
		c.Unread(7)
		c.Unread(8)
		want("Unread", 8, true, 8, 1)
		for i, value := range []int{8, 7, 1, 2} {
			v, ok = c.Next()
			want("Next()", v, ok, value, max(1, i))
		}
	})
	bubble(t, "the end", func(t *testing.T) {
		c := pull.NewCursor(upTo(1, nil))
		c.Next()
		for range 2 {
			if v, ok := c.Peek(); v != 0 || ok {
				t.Errorf("Peek() = %d, %t, want 0, false", v, ok)
			}
			if v, ok := c.Next(); v != 0 || ok {
				t.Errorf("Next() = %d, %t, want 0, false", v, ok)
			}
		}
		c.Unread(5)
		if v, ok := c.Next(); v != 5 || !ok {
			t.Errorf("Next() = %d, %t after Unread at the end, want 5, true", v, ok)
		}
	})
	bubble(t, "rest", func(t *testing.T) {
		c := pull.NewCursor(upTo(6, nil))
		c.Peek()
		for v := range c.Rest() {
			if v == 2 {
				break
			}
		}
		if diff := cmp.Diff([]int{3, 4, 5}, slices.Collect(c.Rest())); diff != "" {
			t.Errorf("Rest after a break (-want +got):\n%s", diff)
		}
		if again := slices.Collect(c.Rest()); len(again) > 0 {
			t.Errorf("Rest at the end: %v", again)
		}
	})
	bubble(t, "close", func(t *testing.T) {
		released := 0
		c := pull.NewCursor(func(yield func(int) bool) {
			defer func() { released++ }()
			count(yield)
		})
		c.Peek()
		c.Unread(1)
		c.Close()
		c.Close()
		if _, ok := c.Next(); ok || released != 1 {
			t.Errorf("Next() = %t after Close, released %d times", ok, released)
		}
	})
	bubble(t, "read by the sequence", func(t *testing.T) {
		var c *pull.Cursor[int]
		c = pull.NewCursor(func(yield func(int) bool) {
			c.Next()
			yield(1)
		})
		want := "pull.Cursor.Next: must not be called by the sequence"
		if p := panicOf(func() { c.Next() }); p != want {
			t.Errorf("Next panicked with %v, want %q", p, want)
		}
		c.Close()
	})
	bubble(t, "closed by the sequence", func(t *testing.T) {
		var c *pull.Cursor[int]
		c = pull.NewCursor(func(yield func(int) bool) {
			want := "pull.Cursor.Close: must not be called by the sequence"
			if p := panicOf(c.Close); p != want {
				t.Errorf("Close panicked with %v, want %q", p, want)
			}
			count(yield)
		})
		c.Next()
		c.Close()
		c.Unread(5)
		if _, ok := c.Next(); ok {
			t.Error("Unread after Close brought the cursor to life")
		}
	})
	bubble(t, "closed before it was used", func(t *testing.T) {
		c := pull.NewCursor(func(func(int) bool) { t.Error("the sequence ran") })
		c.Close()
		if _, ok := c.Peek(); ok {
			t.Error("Peek() = true after Close")
		}
	})
	bubble(t, "nil", func(t *testing.T) {
		c := pull.NewCursor[int](nil)
		if _, ok := c.Next(); ok {
			t.Error("Next() = true")
		}
		c.Close()
	})
	bubble(t, "a panic", func(t *testing.T) {
		c := pull.NewCursor(upTo(1, "boom"))
		c.Next()
		if p := panicOf(func() { c.Peek() }); p != "boom" {
			t.Errorf("Peek panicked with %v, want boom", p)
		}
		if _, ok := c.Next(); ok {
			t.Error("Next() = true after a panic")
		}
	})
}
