package seqtest_test

import (
	"fmt"
	"iter"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq/seqtest"
	"github.com/google/go-cmp/cmp"
)

// A recorder is a testing.TB that writes down what is reported to it.
type recorder struct {
	testing.TB
	reports []string
}

func (*recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.reports = append(r.reports, fmt.Sprintf(format, args...))
}

// laws returns the names of the laws that were reported.
func (r *recorder) laws() []string {
	var laws []string
	for _, report := range r.reports {
		name, _, _ := strings.Cut(strings.TrimPrefix(report, "seqtest: "), ":")
		laws = append(laws, name)
	}
	return laws
}

type ints = iter.Seq[int]

// A trial is an operator with what is to come of it: the laws that it breaks.
type trial[Out any] struct {
	name string
	op   func(ints) iter.Seq[Out]
	in   []int
	want []Out
	opts []seqtest.Option
	laws []string
}

// try returns the trial of an operator on the values 1 to 4.
func try[Out any](
	name string, op func(ints) iter.Seq[Out], want []Out, laws ...string,
) trial[Out] {
	return trial[Out]{name: name, op: op, in: vs(1, 2, 3, 4), want: want, laws: laws}
}

func (c trial[Out]) on(in ...int) trial[Out] {
	c.in = in
	return c
}

func (c trial[Out]) with(opts ...seqtest.Option) trial[Out] {
	c.opts = opts
	return c
}

// run checks that the operator breaks just those laws.
func (c trial[Out]) run(t *testing.T) {
	t.Helper()
	var r recorder
	seqtest.CheckOp(&r, c.op, c.in, c.want, c.opts...)
	if diff := cmp.Diff(c.laws, r.laws()); diff != "" {
		t.Errorf("reports:\n%s\nlaws broken (-want +got):\n%s", strings.Join(r.reports, "\n"), diff)
	}
	for _, report := range r.reports {
		t.Log(report)
	}
}

// runAll runs each trial, beside the others.
func runAll[Out any](t *testing.T, trials ...trial[Out]) {
	t.Helper()
	for _, c := range trials {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t)
		})
	}
}

// bubble runs f as a subtest in a bubble.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Helper()
		synctest.Test(t, f)
	})
}

func vs(vs ...int) []int { return vs }

// double is an operator that is right.
func double(s ints) ints {
	return func(yield func(int) bool) {
		for v := range s {
			if !yield(2 * v) {
				return
			}
		}
	}
}

var doubled = vs(2, 4, 6, 8)

// The values of most sources; an operator that is to pass them on is right if it
// yields them.
var oneToFour = vs(1, 2, 3, 4)
