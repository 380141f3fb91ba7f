package green_test

import (
	"context"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
)

// A program does one thing n times on a loop; gevent_bench.py has it by the same name.
type program struct {
	name string
	run  func(main *green.Task, n int) error
}

var programs = []program{
	{"ring", ring},
	{"spawn", spawn},
	{"spawn_all", spawnAll},
	{"queue", queue},
}

func ring(main *green.Task, n int) error {
	const tasks = 1000
	f := func(t *green.Task) error {
		for range n / tasks {
			t.Yield()
		}
		return nil
	}
	return joinAll(main, tasks, f)
}

func spawn(main *green.Task, n int) error {
	for range n {
		if err := main.Join(main.Go("f", nothing)); err != nil {
			return err
		}
	}
	return nil
}

func spawnAll(main *green.Task, n int) error { return joinAll(main, n, nothing) }

func queue(main *green.Task, n int) error {
	q := green.NewQueue[int](main.Loop(), 1)
	produce := main.Go("produce", func(t *green.Task) error {
		for i := range n {
			q.Put(t, i)
		}
		return nil
	})
	consume := main.Go("consume", func(t *green.Task) error {
		for range n {
			q.Get(t)
		}
		return nil
	})
	return main.Join(produce, consume)
}

func nothing(*green.Task) error { return nil }

func joinAll(main *green.Task, n int, f func(*green.Task) error) error {
	tasks := make([]*green.Task, n)
	for i := range tasks {
		tasks[i] = main.Go("f", f)
	}
	return main.Join(tasks...)
}

// operations is how often a program does its thing in one measurement.
const operations = 20_000

// BenchmarkGevent gives the better of three measurements, taken in turn, for
// this library (ns/op) and for gevent (gevent-ns/op), and how many times as long
// gevent takes.
func BenchmarkGevent(b *testing.B) {
	python := pythonWithGevent(b)
	for _, program := range programs {
		b.Run(program.name, func(b *testing.B) {
			ours, theirs := math.Inf(1), math.Inf(1)
			for b.Loop() {
				for range 3 {
					ours = min(ours, measure(b, program, operations))
					theirs = min(theirs, measureGevent(b, python, program.name, operations))
				}
			}
			b.ReportMetric(ours, "ns/op")
			b.ReportMetric(theirs, "gevent-ns/op")
			b.ReportMetric(theirs/ours, "times")
		})
	}
}

// The programs do the same here and there, and end.
func TestPrograms(t *testing.T) {
	for _, program := range programs {
		t.Run(program.name, func(t *testing.T) {
			measure(t, program, 1000)
			measureGevent(t, pythonWithGevent(t), program.name, 1000)
		})
	}
}

// measure returns the nanoseconds an operation of a program takes.
func measure(tb testing.TB, program program, n int) float64 {
	tb.Helper()
	start := time.Now()
	err := green.Run(context.Background(), func(main *green.Task) error {
		return program.run(main, n)
	})
	if err != nil {
		tb.Fatal(err)
	}
	return float64(time.Since(start)) / float64(n)
}

// measureGevent returns what gevent_bench.py measures.
func measureGevent(tb testing.TB, python, name string, n int) float64 {
	tb.Helper()
	out, err := exec.Command(python, "gevent_bench.py", name, strconv.Itoa(n)).Output()
	if err != nil {
		tb.Fatalf("%s gevent_bench.py %s: %v", python, name, err)
	}
	ns, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		tb.Fatal(err)
	}
	return ns
}

// pythonWithGevent returns the command of a Python that can import gevent, and
// skips the test if there is none. The first in PATH need not be the one of the
// system, where a package is installed.
func pythonWithGevent(tb testing.TB) string {
	tb.Helper()
	python := findPython()
	if python == "" {
		tb.Skip("there is no python3 with gevent")
	}
	return python
}

var findPython = sync.OnceValue(func() string {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import gevent").Run() == nil {
			return python
		}
	}
	return ""
})
