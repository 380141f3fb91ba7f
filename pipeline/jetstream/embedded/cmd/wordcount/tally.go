package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/seq"
)

// A tally is the sum of all counts that have come.
type tally struct {
	words    map[string]int
	workers  map[string]int  // how many lines each has counted
	messages map[string]bool // that have been added, by ID
	seen     map[string]bool // the lines that have been counted
	twice    int             // counts of lines that had been seen
	lines    int             // how many there are; -1 if that is not known yet
}

func newTally() *tally {
	return &tally{
		words:    map[string]int{},
		workers:  map[string]int{},
		messages: map[string]bool{},
		seen:     map[string]bool{},
		lines:    -1,
	}
}

// add adds a count, unless it was delivered before: the acknowledgement may have got lost
// with the server. A line that is stored with two counts is not found out like that.
func (t *tally) add(m pipeline.Message[count]) {
	if t.messages[m.ID()] {
		return
	}
	t.messages[m.ID()] = true
	c := m.Value
	if c.Total != nil {
		t.lines = c.Total.Lines
		return
	}
	if t.seen[c.Line] {
		t.twice++
	}
	t.seen[c.Line] = true
	t.workers[c.Worker]++
	for word, n := range c.Words {
		t.words[word] += n
	}
}

// complete reports whether each line has been counted.
func (t *tally) complete() bool { return len(t.seen) == t.lines }

// print writes the n most frequent words, or all if n is 0; those that are as frequent in the
// order of the alphabet.
func (t *tally) print(w io.Writer, n int) (err error) {
	if n == 0 {
		n = len(t.words)
	}
	frequent := seq.TopFunc(maps.Keys(t.words), n, func(a, b string) int {
		return cmp.Or(cmp.Compare(t.words[a], t.words[b]), cmp.Compare(b, a))
	})
	for _, word := range frequent {
		if _, err = fmt.Fprintf(w, "%7d %s\n", t.words[word], word); err != nil {
			break
		}
	}
	return err
}

// report writes who has done what.
func (t *tally) report(w io.Writer) {
	for _, worker := range slices.Sorted(maps.Keys(t.workers)) {
		fmt.Fprintf(w, "%s counted %d lines\n", worker, t.workers[worker])
	}
	fmt.Fprintf(w, "%d lines of %d, %d of them twice\n", len(t.seen), t.lines, t.twice)
}
