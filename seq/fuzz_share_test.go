package seq_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq"
)

// FuzzMemoize walks a memoized sequence as a script says, in loops within loops
// that are left or panic; the source may end in a panic.
func FuzzMemoize(f *testing.F) {
	f.Add([]byte{}, []byte{}, false)
	f.Add([]byte{}, []byte{1, 2, 3}, true)
	f.Add([]byte("abc"), []byte{3, 1, 3, 3, 3, 3, 0}, true)
	f.Add([]byte("abcdef"), []byte{1, 1, 1, 0, 0, 0, 3, 2, 3, 1, 2, 0}, false)
	f.Add([]byte("abcdef"), []byte{3, 3, 0, 3, 3, 3, 3, 3, 3, 3, 1, 3, 3, 3}, true)
	f.Add([]byte("ab"), []byte{1, 3, 3, 1, 0, 3, 2, 1, 1, 3, 3, 3, 3}, true)
	f.Fuzz(func(t *testing.T, source, script []byte, panics bool) {
		synctest.Test(t, func(t *testing.T) {
			w := fuzzMemo{t: t, want: fuzzInts(source), panics: panics}
			w.script = script[:min(len(script), 500)]
			w.memo = seq.Memoize(w.source)
			for len(w.script) > 0 {
				w.walk(0)
				w.instruction() // so that a script comes to an end where nothing is yielded
			}
			if w.walk(0); w.furthest != len(w.want) {
				t.Errorf("the last walk reached %d of %d values", w.furthest, len(w.want))
			}
			if w.started != 1 || w.open != 0 {
				t.Errorf("the source was started %d times, and %d are open", w.started, w.open)
			}
		})
	})
}

// A fuzzMemo is a memoized sequence and what is known of it.
type fuzzMemo struct {
	t      *testing.T
	memo   ints
	want   []int
	script []byte
	panics bool // the source does, at its end

	started, open  int // walks over the source
	read, furthest int // values of the source, and values that were seen of it
}

func (w *fuzzMemo) source(yield func(int) bool) {
	w.started++
	w.open++
	defer func() { w.open-- }()
	for _, v := range w.want {
		w.read++
		if !yield(v) {
			return
		}
	}
	if w.panics {
		panic("source")
	}
}

// walk walks until the script says otherwise, or to the end.
func (w *fuzzMemo) walk(depth int) {
	i := 0
	defer func() {
		if p := recover(); p != nil && p != "body" && (p != "source" || i < len(w.want)) {
			w.t.Errorf("panic after %d of %d values: %v", i, len(w.want), p)
		}
	}()
	for v := range w.memo {
		if i == len(w.want) || v != w.want[i] {
			w.t.Fatalf("value %d is %d, want %d", i, v, slices.Concat(w.want, []int{-1})[i])
		}
		i++
		if w.furthest = max(w.furthest, i); w.read != w.furthest {
			w.t.Fatalf("%d values were read, want %d", w.read, w.furthest)
		}
		switch w.instruction() {
		case 0:
			return
		case 1:
			if depth < 5 {
				w.walk(depth + 1)
			}
		case 2:
			panic("body")
		}
	}
	if w.panics || i < len(w.want) {
		w.t.Errorf("the walk ended after %d of %d values", i, len(w.want))
	}
}

// instruction returns the next one: to go on, when the script has ended.
func (w *fuzzMemo) instruction() byte {
	if len(w.script) == 0 {
		return 3
	}
	next := w.script[0] % 6
	w.script = w.script[1:]
	return next
}
