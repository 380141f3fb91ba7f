package trace

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// The claim of the tutorial, one thread and no lock, by the runtime's own record: no two
// parts of a program run at once, and each switch from one to another is direct, that is,
// on the same thread, with nobody waiting in a queue in between.
//
// The whole program stays on one thread for certain if that is locked. Otherwise, the
// scheduler may take the goroutine that runs off its thread, as it may any goroutine
// after 10 ms, and go on with it on another one.
func TestOneAtATime(t *testing.T) {
	tests := []struct {
		name     string
		program  func()
		lanes    []string
		switches int
	}{
		// next, five times send and close; there and back
		{"producer and consumer", producerAndConsumer, []string{"producer", "consumer"}, 2 * 7},
		// main before and after it joins, five turns of each task and its return, and at the
		// end the coroutines of all four, which the loop has kept; there and back
		{"three tasks", threeTasks, []string{"loop", "main", "A", "B", "C"}, 2 * (2 + 3*6 + 4)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			check := func(t *testing.T, got *Timeline) {
				t.Helper()
				if lanes := names(got); !slices.Equal(lanes, tt.lanes) {
					t.Errorf("lanes are %q, want %q", lanes, tt.lanes)
				}
				if n := got.Overlaps(); n > 0 {
					t.Errorf("%d times two run at once", n)
				}
				if n := len(got.Switches); n != tt.switches || got.Direct() != n {
					t.Errorf("%d switches, %d direct, want %d", n, got.Direct(), tt.switches)
				}
			}
			t.Run("as it comes", func(t *testing.T) { check(t, recorded(t, tt.program)) })
			t.Run("locked", func(t *testing.T) {
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				got := recorded(t, tt.program)
				check(t, got)
				if threads := got.Threads(); len(threads) != 1 {
					t.Errorf("threads are %v, want one", threads)
				}
			})
		})
	}
}

// What is handed over is seen at the switches.
func TestGives(t *testing.T) {
	var want, got []string
	want = append(want, "next", "")
	for n := 1; n <= values; n++ {
		want = append(want, strconv.Itoa(n), "200 OK")
	}
	want = append(want, "close", "")
	for _, s := range recorded(t, producerAndConsumer).Switches {
		got = append(got, s.Gives)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// With channels no switch is direct, so that the test above can fail.
func TestChannelsAreNotDirect(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	got := recorded(t, channels)
	if len(got.Switches) == 0 || got.Direct() > 0 {
		t.Errorf("%d switches, %d direct", len(got.Switches), got.Direct())
	}
}

// Goroutines do run at once, so that the test above can fail.
func TestGoroutinesOverlap(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	got := recorded(t, func() {
		say(lane, "one")
		var wg sync.WaitGroup
		var turn atomic.Int64
		alternate := func(mine int64) {
			for n := turn.Load(); n < 100; n = turn.Load() {
				if n%2 == mine {
					turn.Add(1)
				}
			}
		}
		wg.Go(func() {
			say(lane, "other")
			alternate(1)
		})
		alternate(0)
		wg.Wait()
		say(ends, "")
	})
	if got.Overlaps() == 0 || len(got.Threads()) < 2 {
		t.Errorf("%d overlaps on threads %v", got.Overlaps(), got.Threads())
	}
}

func TestNoTimeline(t *testing.T) {
	if _, err := record(func() {}); err == nil {
		t.Error("a trace of nothing has a timeline")
	}
	if _, err := read(bytes.NewReader([]byte("no trace"))); err == nil {
		t.Error("what is no trace can be read")
	}
}

// The section is whole, and its pictures are pictures.
func TestSection(t *testing.T) {
	section, err := Section(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(section.Tables[0].Rows); n != len(subjects) || len(section.Plots) != n {
		t.Errorf("%d rows, %d plots for %d programs", n, len(section.Plots), len(subjects))
	}
	for _, plot := range section.Plots {
		if err := wellFormed(plot.SVG); err != nil {
			t.Errorf("%s: %v", plot.Name, err)
		}
		if !bytes.Contains(plot.SVG, []byte("200 OK")) && !bytes.Contains(plot.SVG, []byte(">4<")) {
			t.Errorf("%s: no values in\n%s", plot.Name, plot.SVG)
		}
	}
}

func wellFormed(svg []byte) error {
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func recorded(t *testing.T, program func()) *Timeline {
	t.Helper()
	timeline, err := record(program)
	if err != nil {
		t.Fatal(err)
	}
	return timeline
}

func names(t *Timeline) []string {
	var names []string
	for _, l := range t.Lanes {
		names = append(names, l.Name)
	}
	return names
}
