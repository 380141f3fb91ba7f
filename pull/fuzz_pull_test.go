package pull_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
)

// FuzzBatched compares Batched with the slice of the values that it is given,
// whichever way the sequence ends and whenever it is stopped.
func FuzzBatched(f *testing.F) {
	f.Add(1, uint8(3), uint8(5), uint8(0))
	f.Add(4, uint8(9), uint8(9), uint8(1))   // a panic that is not come to
	f.Add(4, uint8(8), uint8(9), uint8(1))   // one at the end of a batch
	f.Add(64, uint8(3), uint8(0), uint8(1))  // never started
	f.Add(5, uint8(12), uint8(7), uint8(0))  // stopped in the middle of a batch
	f.Add(3, uint8(3), uint8(200), uint8(1)) // long after the end
	f.Fuzz(func(t *testing.T, n int, values, nexts, ending uint8) {
		if n < 1 {
			t.Skip()
		}
		synctest.Test(t, func(t *testing.T) {
			progBatched(t, n, int(values), int(nexts), ending%2 == 1)
		})
	})
}

func progBatched(t *testing.T, n, values, nexts int, panics bool) {
	read, left := 0, 0 // values that were given, and times that the loop was left
	next, stop := pull.Batched(func(yield func(int) bool) {
		defer func() { left++ }()
		for read < values {
			read++
			if !yield(read) {
				return
			}
		}
		if panics {
			panic("p")
		}
	}, n)
	defer stop()
	for i := 1; i <= nexts; i++ {
		v, ok, p := progNextOf(next)
		want, wantOK := i, true
		if i > values {
			want, wantOK = 0, false
		}
		if v != want || ok != wantOK || (p != nil) != (panics && i == values+1) {
			t.Fatalf("next number %d = %v, %v, panic %v; want %v, %v", i, v, ok, p, want, wantOK)
		}
		if most := min(values, (i+n-1)/n*n); n < 1000 && read > most {
			t.Fatalf("%d values were read for %d, want at most %d", read, i, most)
		}
	}
	stop()
	stop()
	if v, ok := next(); ok {
		t.Errorf("next after stop = %v, true", v)
	}
	if want := min(1, nexts); left != want {
		t.Errorf("the loop was left %d times, want %d", left, want)
	}
}

// progNextOf calls next and recovers.
func progNextOf(next func() (int, bool)) (v int, ok bool, p any) {
	defer func() { p = recover() }()
	v, ok = next()
	return v, ok, nil
}

// FuzzCursor runs an operation for each byte against a slice: what is left.
func FuzzCursor(f *testing.F) {
	f.Add(uint8(5), []byte{0, 1, 1, 0, 2, 1, 3, 3, 3, 0})
	f.Add(uint8(0), []byte{2, 2, 0, 1, 3, 4, 0, 2, 1, 4})
	f.Add(uint8(9), []byte{1, 2, 0, 13, 1, 4, 0, 1, 2, 3})
	f.Add(uint8(3), []byte{4, 0, 1})
	f.Fuzz(func(t *testing.T, values uint8, ops []byte) {
		synctest.Test(t, func(t *testing.T) { progCursor(t, int(values), ops) })
	})
}

func progCursor(t *testing.T, values int, ops []byte) {
	read := 0
	c := pull.NewCursor(func(yield func(int) bool) {
		for read < values {
			read++
			if !yield(read) {
				return
			}
		}
	})
	defer c.Close()
	m := progCursorModel{}
	for v := range values {
		m.left = append(m.left, v+1)
	}
	for i, op := range ops {
		want := m.do(op, i)
		if got := progCursorDo(c, op, i); got != want {
			t.Fatalf("operation %d, number %d: got %s, want %s", i, op%5, got, want)
		}
		if read > m.seen {
			t.Fatalf("operation %d, number %d: %d values were read, want %d", i, op%5, read, m.seen)
		}
	}
}

func progCursorDo(c *pull.Cursor[int], op byte, i int) string {
	switch op % 5 {
	case 0:
		return fmt.Sprint(c.Next())
	case 1:
		return fmt.Sprint(c.Peek())
	case 2:
		c.Unread(-i)
	case 3:
		var all []int
		for v := range c.Rest() {
			all = append(all, v)
			if len(all) > int(op/5)%4 {
				break
			}
		}
		return fmt.Sprint(all)
	case 4:
		c.Close()
	}
	return ""
}

// A progCursorModel is what is left to read, and how far it has been looked at.
// Values of the sequence are positive, and what is put back is not.
type progCursorModel struct {
	left   []int
	seen   int
	closed bool
}

func (m *progCursorModel) do(op byte, i int) string {
	switch op % 5 {
	case 0:
		v, ok := m.peek()
		m.left = m.left[min(1, len(m.left)):]
		return fmt.Sprint(v, ok)
	case 1:
		return fmt.Sprint(m.peek())
	case 2:
		if !m.closed {
			m.left = slices.Concat([]int{-i}, m.left)
		}
	case 3:
		n := min(int(op/5)%4+1, len(m.left))
		all := m.left[:n]
		m.seen = max(m.seen, slices.Max(append(all[:n:n], 0)))
		m.left = m.left[n:]
		return fmt.Sprint(all)
	case 4:
		m.left, m.closed = nil, true
	}
	return ""
}

func (m *progCursorModel) peek() (v int, ok bool) {
	if len(m.left) == 0 {
		return 0, false
	}
	m.seen = max(m.seen, m.left[0])
	return m.left[0], true
}
