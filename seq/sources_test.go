package seq_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq"
)

// The endless sources end with the loop, wherever that ends.
func TestEndless(t *testing.T) {
	double := func(v int) int { return 2 * v }
	upwards := func(state int) (v, next int, ok bool) { return state, state + 1, true }
	count := 0
	for name, test := range map[string]struct {
		s    ints
		want []int
	}{
		"Repeat":   {seq.Repeat(7), []int{7, 7, 7, 7}},
		"Iterate":  {seq.Iterate(3, double), []int{3, 6, 12, 24}},
		"Cycle":    {seq.Cycle(seq.Of(1, 2, 3)), []int{1, 2, 3, 1}},
		"Cycle 1":  {seq.Cycle(seq.Of(5)), []int{5, 5, 5, 5}},
		"Cycle 0":  {seq.Cycle(seq.Iterate(1, double)), []int{1, 2, 4, 8}},
		"Unfold":   {seq.Unfold(1, upwards), []int{1, 2, 3, 4}},
		"Generate": {seq.Generate(func() (int, bool) { count++; return count, true }), []int{1, 2, 3, 4}},
		"Flatten":  {seq.Flatten(seq.Repeat(seq.Of(1, 2))), []int{1, 2, 1, 2}},
		"Concat":   {seq.Concat(seq.Of(1), seq.Repeat(2)), []int{1, 2, 2, 2}},
	} {
		if got := slices.Collect(seq.Take(test.s, 4)); !slices.Equal(got, test.want) {
			t.Errorf("%s begins with %v, want %v", name, got, test.want)
		}
	}
}

// A sequence that can be ranged over once is enough for a cycle.
func TestCycleReadsOnce(t *testing.T) {
	source := countedSource{values: []int{1, 2}}
	got := slices.Collect(seq.Take(seq.Cycle(source.all), 5))
	if want := []int{1, 2, 1, 2, 1}; !slices.Equal(got, want) || source.started != 1 {
		t.Errorf("got %v in %d walks, want %v", got, source.started, want)
	}
}

// The seed comes before anything is computed, and the next value when it is
// asked for.
func TestIterateComputesNothingInVain(t *testing.T) {
	calls := 0
	s := seq.Iterate(1, func(v int) int { calls++; return v + 1 })
	for n := range 4 {
		calls = 0
		seq.Drain(seq.Take(s, n))
		if want := max(0, n-1); calls != want {
			t.Errorf("%d calls for %d values, want %d", calls, n, want)
		}
	}
}

// The initial value comes before anything is read.
func TestScanBeginsBeforeItReads(t *testing.T) {
	source := countedSource{values: []int{1, 2}}
	for sum := range seq.Scan(source.all, 10, plus) {
		if sum != 10 || source.started != 0 {
			t.Errorf("the first is %d, with %d walks begun", sum, source.started)
		}
		break
	}
	if source.started != 0 {
		t.Error("the source was started for the initial value")
	}
}

func TestUnfoldBeginsAgain(t *testing.T) {
	countdown := seq.Unfold(3, func(n int) (int, int, bool) { return n, n - 1, n > 0 })
	for range 2 {
		if got := slices.Collect(countdown); !slices.Equal(got, []int{3, 2, 1}) {
			t.Errorf("got %v", got)
		}
	}
}

func TestGenerateGoesOn(t *testing.T) {
	n := 0
	s := seq.Generate(func() (int, bool) { n++; return n, n <= 3 })
	first, second := slices.Collect(seq.Take(s, 2)), slices.Collect(s)
	if !slices.Equal(first, []int{1, 2}) || !slices.Equal(second, []int{3}) {
		t.Errorf("got %v, then %v", first, second)
	}
}

// A loop receives what it is asked for, waits for more, and leaves the rest.
func TestFromChan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ch := make(chan int, 3)
		ch <- 1
		ch <- 2
		ch <- 3
		s := seq.FromChan(ch)
		if got := slices.Collect(seq.Take(s, 2)); !slices.Equal(got, []int{1, 2}) || len(ch) != 1 {
			t.Errorf("got %v and left %d", got, len(ch))
		}
		var rest []int
		go func() { rest = slices.Collect(s) }()
		synctest.Wait()
		ch <- 4
		close(ch)
		synctest.Wait()
		if want := []int{3, 4}; !slices.Equal(rest, want) {
			t.Errorf("then got %v, want %v", rest, want)
		}
	})
}

// The map is read when the loop begins.
func TestSortedMapOfNow(t *testing.T) {
	stock := map[string]int{"pears": 1, "apples": 2}
	s := seq.Keys(seq.SortedMap(stock))
	stock["figs"] = 3
	for fruit := range s {
		delete(stock, fruit)
		stock["melons"] = 4
	}
	if got := slices.Collect(s); !slices.Equal(got, []string{"melons"}) {
		t.Errorf("got %v", got)
	}
}
