package seq_test

import (
	"runtime"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq"
)

// A countedSource is a source that can be ranged over once, and knows how far it
// was read.
type countedSource struct {
	values        []int
	end           func() // what it does after them, if anything
	started, read int
	cleaned       bool
}

func (s *countedSource) all(yield func(int) bool) {
	s.started++
	defer func() { s.cleaned = true }()
	for s.read < len(s.values) {
		v := s.values[s.read]
		s.read++
		if !yield(v) {
			return
		}
	}
	if s.end != nil {
		s.end()
	}
}

func TestMemoizeReadsOnceAndNoFurther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := countedSource{values: []int{1, 2, 3, 4}}
		memo := seq.Memoize(source.all)
		if source.started != 0 {
			t.Fatal("the source is started before anybody asks")
		}
		for _, step := range []struct{ take, read int }{
			{0, 0}, {1, 1}, {2, 2}, {1, 2}, {3, 3}, {2, 3}, {9, 4}, {9, 4},
		} {
			got := slices.Collect(seq.Take(memo, step.take))
			if want := source.values[:min(step.take, 4)]; !slices.Equal(got, want) {
				t.Errorf("%d values: got %v, want %v", step.take, got, want)
			}
			if source.read != step.read {
				t.Errorf("%d values: %d were read, want %d", step.take, source.read, step.read)
			}
		}
		if source.started != 1 || !source.cleaned {
			t.Errorf("started %d times, cleaned up %v", source.started, source.cleaned)
		}
	})
}

func TestMemoizeNested(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := countedSource{values: []int{1, 2, 3}}
		memo := seq.Memoize(source.all)
		var got []int
		for a := range memo {
			for b := range memo {
				if b > a {
					break
				}
				for c := range seq.Take(memo, 1) {
					got = append(got, 100*a+10*b+c)
				}
			}
		}
		if want := []int{111, 211, 221, 311, 321, 331}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if source.read != 3 || source.started != 1 {
			t.Errorf("%d values were read in %d walks", source.read, source.started)
		}
	})
}

func TestMemoizeAfterAPanicOfTheLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := countedSource{values: []int{1, 2, 3}}
		memo := seq.Memoize(source.all)
		p := panicOf(func() {
			for range memo {
				panic("body")
			}
		})
		if p != "body" {
			t.Errorf("panic %v, want that of the body", p)
		}
		if got := slices.Collect(memo); !slices.Equal(got, source.values) || source.started != 1 {
			t.Errorf("then it yields %v, in walk number %d", got, source.started)
		}
	})
}

// What the source ends with, each loop ends with when it gets there.
func TestMemoizeOfASourceThatPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := countedSource{values: []int{1, 2}, end: func() { panic("source") }}
		memo := seq.Memoize(source.all)
		for range 3 {
			var got []int
			p := panicOf(func() {
				for v := range memo {
					got = append(got, v)
				}
			})
			if p != "source" || !slices.Equal(got, source.values) {
				t.Errorf("yielded %v and panicked with %v", got, p)
			}
		}
		if got := slices.Collect(seq.Take(memo, 2)); !slices.Equal(got, source.values) {
			t.Errorf("before the panic it yields %v", got)
		}
		if source.started != 1 || !source.cleaned {
			t.Errorf("started %d times, cleaned up %v", source.started, source.cleaned)
		}
	})
}

func TestMemoizeOfASourceThatExits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := countedSource{values: []int{1, 2}, end: runtime.Goexit}
		memo := seq.Memoize(source.all)
		for range 2 {
			seen, returned := 0, false
			go func() {
				for range memo {
					seen++
				}
				returned = true
			}()
			synctest.Wait()
			if seen != 2 || returned {
				t.Errorf("%d values, and it returned: %v", seen, returned)
			}
		}
	})
}

// The n-th Fibonacci number asks for those before it.
func TestMemoizeOfItself(t *testing.T) {
	var fibonacci ints
	fibonacci = seq.Memoize(func(yield func(int) bool) {
		if !yield(0) || !yield(1) {
			return
		}
		for n := range 20 {
			a, _ := seq.Nth(fibonacci, n)
			b, _ := seq.Nth(fibonacci, n+1)
			if !yield(a + b) {
				return
			}
		}
	})
	if got, _ := seq.Last(fibonacci); got != 10946 {
		t.Errorf("got %d, want 10946", got)
	}
}

func TestMemoizeOfNothingButItself(t *testing.T) {
	var circle ints
	circle = seq.Memoize(func(yield func(int) bool) { circle(yield) })
	for range 2 {
		if panicOf(func() { seq.Drain(circle) }) == nil {
			t.Error("a sequence that waits for itself ends")
		}
	}
}

func TestOnce(t *testing.T) {
	walks := map[string]func(ints){
		"to the end": func(s ints) { seq.Drain(s) },
		"a part":     func(s ints) { seq.First(s) },
		"nothing":    func(s ints) { s(func(int) bool { return false }) },
		"a panic":    func(s ints) { panicOf(func() { s(func(int) bool { panic("body") }) }) },
	}
	for name, walk := range walks {
		source := countedSource{values: []int{1, 2, 3}}
		once := seq.Once(source.all)
		walk(once)
		const want = "seq.Once: ranged over a second time"
		for range 2 {
			if got := panicOf(func() { seq.Drain(once) }); got != want {
				t.Errorf("after %s: panic %v, want %s", name, got, want)
			}
		}
		if source.started != 1 {
			t.Errorf("after %s: the source was started %d times", name, source.started)
		}
	}
	empty := seq.Once[int](nil)
	if seq.Drain(empty); panicOf(func() { seq.Drain(empty) }) == nil {
		t.Error("nothing can be ranged over twice")
	}
}
