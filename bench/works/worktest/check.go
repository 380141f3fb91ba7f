// Package worktest holds works to what package measure expects of them.
package worktest

import (
	"regexp"
	"slices"
	"testing"

	"github.com/coseq/coseq/bench/measure"
)

// Check tests each work: that what describes it is there, and that all its ways have the
// same result at the sizes of a quick comparison.
func Check(t *testing.T, works []measure.Work) {
	t.Helper()
	seen := make(map[string]bool)
	for _, work := range works {
		t.Run(work.Name, func(t *testing.T) {
			if seen[work.Name] {
				t.Error("there are two works of this name")
			}
			seen[work.Name] = true
			checkTexts(t, work)
			checkSizes(t, work)
			for _, n := range work.QuickSizes() {
				if err := work.Check(n); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

var name = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func checkTexts(t *testing.T, work measure.Work) {
	t.Helper()
	if !name.MatchString(work.Name) {
		t.Errorf("%q is no name for a file", work.Name)
	}
	for _, text := range []string{work.Group, work.Title, work.About, work.Axis, work.Per} {
		if text == "" {
			t.Errorf("a text is missing: %+v", work)
		}
	}
	ways := make(map[string]bool)
	for _, way := range work.Ways {
		if way.Name == "" || ways[way.Name] {
			t.Errorf("the name of a way is missing, or there twice: %q", way.Name)
		}
		ways[way.Name] = true
	}
}

func checkSizes(t *testing.T, work measure.Work) {
	t.Helper()
	if len(work.Sizes) == 0 || !slices.IsSorted(work.Sizes) || work.Sizes[0] < 1 {
		t.Errorf("sizes that do not grow: %v", work.Sizes)
	}
	if len(work.Ways) < 2 || work.Ours().Max != 0 {
		t.Error("there is nothing to compare at each size")
	}
}
