package measure_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/coseq/coseq/bench/measure"
)

// fresh is a work for processes of their own.
var fresh = measure.Work{
	Name: "fresh", Fresh: true, Sizes: []int{7}, Prepare: func(n int) { prepared = n },
	Ways: []measure.Way{
		{Name: "coseq", Run: measure.Time(func(n int) int { return n + prepared })},
		{Name: "fails", Max: 6, Run: fails},
	},
}

var prepared int

func fails(int, time.Duration) (measure.Cost, error) {
	return measure.Cost{}, errors.New("out of luck")
}

func TestMain(m *testing.M) {
	measure.Serve([]measure.Work{fresh})
	os.Exit(m.Run())
}

// takes is a Runner that would take so long.
func takes(each ...time.Duration) measure.Runner {
	turn := 0
	return func(int, time.Duration) (measure.Cost, error) {
		wall := each[turn%len(each)]
		turn++
		return measure.Cost{Runs: 2, Wall: 2 * wall, CPU: 2 * wall, Allocs: 30, Result: 5}, nil
	}
}

func try(t *testing.T, work *measure.Work) *measure.Trial {
	t.Helper()
	trial, err := measure.Try(t.Context(), work, work.Sizes)
	if err != nil {
		t.Fatal(err)
	}
	return trial
}

func compare(t *testing.T, plan measure.Plan, work *measure.Work) measure.Result {
	t.Helper()
	result, err := plan.Compare(t.Context(), try(t, work))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestCompare(t *testing.T) {
	work := &measure.Work{
		Sizes: []int{10, 100},
		Ways: []measure.Way{
			{Name: "coseq", Run: takes(1000)},
			{Name: "slow", Max: 10, Run: takes(3000, 2000, 3000, 5000)}, // the first turn is to try
			{Name: "unknown", Run: func(int, time.Duration) (measure.Cost, error) {
				return measure.Cost{Runs: 1, Wall: 500, CPU: -1, Allocs: -1, Result: 5}, nil
			}},
		},
	}
	got := compare(t, measure.Plan{Rounds: 3, Confidence: 0.75}, work)
	same := func(v float64) measure.Summary { return measure.Summary{Median: v, Low: v, High: v} }
	nan := same(math.NaN())
	figure := func(cost, ratio measure.Summary) measure.Figure {
		return measure.Figure{
			Measured: true, Cost: cost, CPU: cost, Allocs: 3, Ratio: ratio, CPURatio: ratio,
		}
	}
	unknown := func(cost, ratio measure.Summary) measure.Figure {
		return measure.Figure{
			Measured: true, Cost: cost, CPU: nan, Allocs: math.NaN(), Ratio: ratio, CPURatio: nan,
		}
	}
	ours := figure(same(10), same(1))
	ours.Allocs = 0.3
	want := []measure.Row{
		{N: 10, Figures: []measure.Figure{
			figure(same(100), same(1)),
			figure(
				measure.Summary{Median: 300, Low: 200, High: 500},
				measure.Summary{Median: 3, Low: 2, High: 5},
			),
			unknown(same(50), same(0.5)),
		}},
		{N: 100, Figures: []measure.Figure{ours, {}, unknown(same(5), same(0.5))}},
	}
	if diff := cmp.Diff(want, got.Rows, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Who begins a round changes.
func TestTurns(t *testing.T) {
	var order strings.Builder
	way := func(name string) measure.Way {
		return measure.Way{Name: name, Run: func(int, time.Duration) (measure.Cost, error) {
			order.WriteString(name)
			return measure.Cost{Runs: 1, Wall: 1}, nil
		}}
	}
	work := &measure.Work{Sizes: []int{1}, Ways: []measure.Way{way("A"), way("B"), way("C")}}
	compare(t, measure.Plan{Rounds: 4, Confidence: 0.75}, work)
	if got, want := order.String(), "ABC"+"ABCBCACABABC"; got != want {
		t.Errorf("turns %s, want %s", got, want)
	}
	order.Reset()
	work.Rounds = 1
	compare(t, measure.Plan{Rounds: 4, Confidence: 0.75}, work)
	if got, want := order.String(), "ABC"+"ABC"; got != want {
		t.Errorf("turns of a work of one round %s, want %s", got, want)
	}
}

func TestBytes(t *testing.T) {
	work := &measure.Work{Unit: measure.Bytes, Sizes: []int{4}, Ways: []measure.Way{
		{Name: "coseq", Run: func(int, time.Duration) (measure.Cost, error) {
			return measure.Cost{Runs: 1, Wall: 1, Bytes: 100}, nil
		}},
	}}
	got := compare(t, measure.Quick, work).Rows[0].Figures[0].Cost
	if want := (measure.Summary{Median: 25, Low: 25, High: 25}); got != want {
		t.Errorf("100 bytes for 4: %v, want %v", got, want)
	}
}

func TestOps(t *testing.T) {
	work := &measure.Work{
		Sizes: []int{4}, Ops: func(n int) int { return 10 * n },
		Ways: []measure.Way{{Name: "coseq", Run: takes(400)}},
	}
	if got := compare(t, measure.Quick, work).Rows[0].Figures[0].Cost.Median; got != 10 {
		t.Errorf("400 ns for 40: %v", got)
	}
}

func TestTry(t *testing.T) {
	agrees := measure.Way{Name: "coseq", Run: takes(1)}
	for _, tt := range []struct {
		way  measure.Way
		want string
	}{
		{measure.Way{Name: "fails", Run: fails}, "sums, fails, 10 values: out of luck"},
		{
			measure.Way{Name: "differs", Run: measure.Time(func(n int) int { return n })},
			"sums, 10 values: differs has the result 10, but coseq 5",
		},
	} {
		work := &measure.Work{Name: "sums", Axis: "values", Ways: []measure.Way{agrees, tt.way}}
		if _, err := measure.Try(t.Context(), work, []int{10}); err == nil || err.Error() != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
		if err := work.Check(10); err == nil || err.Error() != tt.want {
			t.Errorf("Check: error %v, want %s", err, tt.want)
		}
		work.Ways[1].Max = 9
		if _, err := measure.Try(t.Context(), work, []int{10}); err != nil {
			t.Errorf("of a way that is left out: %v", err)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	work := &measure.Work{Sizes: []int{1}, Ways: []measure.Way{{Name: "coseq", Run: takes(1)}}}
	trial := try(t, work)
	cause := errors.New("enough")
	cancel(cause)
	if _, err := measure.Try(ctx, work, work.Sizes); !errors.Is(err, cause) {
		t.Errorf("Try: %v", err)
	}
	if _, err := measure.Quick.Compare(ctx, trial); !errors.Is(err, cause) {
		t.Errorf("Compare: %v", err)
	}
}

func TestFresh(t *testing.T) {
	prepared = 100 // here, but not in the other process
	trial := try(t, &fresh)
	if _, err := measure.Quick.Compare(t.Context(), trial); err != nil {
		t.Error(err)
	}
	work := fresh
	work.Ways = []measure.Way{{Name: "fails", Run: fails}}
	_, err := measure.Try(t.Context(), &work, work.Sizes)
	if err == nil || !strings.Contains(err.Error(), "out of luck") {
		t.Errorf("error %v, want that of the process", err)
	}
}

func TestEstimate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sleeps := func(d time.Duration) measure.Runner {
			return measure.Time(func(int) int { time.Sleep(d); return 0 })
		}
		work := &measure.Work{Sizes: []int{1}, Ways: []measure.Way{
			{Name: "coseq", Run: sleeps(time.Second)},
			{Name: "quick", Run: sleeps(0)},
		}}
		trials := []*measure.Trial{try(t, work)}
		slow := measure.Plan{Rounds: 9, AtLeast: 99 * time.Millisecond}
		// Half a millisecond each is for collecting garbage.
		if got, want := slow.Estimate(trials...), 9*1100*time.Millisecond; got != want {
			t.Errorf("estimate %v, want %v", got, want)
		}
		for _, tt := range []struct {
			budget  time.Duration
			rounds  int
			atLeast time.Duration
		}{
			{time.Hour, 9, 100 * time.Millisecond},
			{9 * 1021 * time.Millisecond, 9, 20 * time.Millisecond},
			{9100 * time.Millisecond, 9, 10 * time.Millisecond},
			{5100 * time.Millisecond, 5, 19 * time.Millisecond},
			{time.Second, 3, time.Millisecond},
		} {
			got := measure.Thorough.Within(tt.budget, trials)
			if got.Rounds != tt.rounds || got.AtLeast != tt.atLeast {
				t.Errorf("within %v: %d rounds of %v, want %d of %v",
					tt.budget, got.Rounds, got.AtLeast, tt.rounds, tt.atLeast)
			}
			if got.Estimate(trials...) > tt.budget && tt.rounds > 3 {
				t.Errorf("within %v: estimate %v", tt.budget, got.Estimate(trials...))
			}
		}
	})
}

func TestDoubtful(t *testing.T) {
	for _, tt := range []struct {
		ratio measure.Summary
		want  bool
	}{
		{measure.Summary{Median: 2, Low: 1.9, High: 2.1}, false},
		{measure.Summary{Median: 1.1, Low: 1, High: 1.2}, true},
		{measure.Summary{Median: 0.5, Low: 0.4, High: 0.6}, false},
		{measure.Summary{Median: 0.9, Low: 0.7, High: 1}, true},
		{measure.Summary{Median: 1, Low: 1, High: 1}, false},
	} {
		if got := tt.ratio.Doubtful(); got != tt.want {
			t.Errorf("%+v: doubtful: %v", tt.ratio, got)
		}
	}
}

func ExampleTens() {
	fmt.Println(measure.Tens(2, 5000))
	// Output: [2 20 200 2000]
}

func TestThisMachine(t *testing.T) {
	m := measure.ThisMachine()
	if m.Processors < 1 || m.MaxProcs < 1 || m.Processor == "" || !strings.HasPrefix(m.Go, "go") {
		t.Errorf("%+v", m)
	}
}
