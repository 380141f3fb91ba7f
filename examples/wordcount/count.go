package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"strings"
	"sync"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/seq"
)

// An input is a name and what opens it.
type input struct {
	name string
	open func(context.Context) (io.ReadCloser, error)
}

// countWords returns how often each word is in the inputs. Each call of countLines has a
// tally of its own while it runs, so that they never share one.
func countWords(
	ctx context.Context, inputs []input, workers int, report pipeline.ProgressFunc,
) (tally, error) {
	var idle tallies
	countLines := func(_ context.Context, lines []string) (int, error) {
		t := idle.take()
		defer idle.put(t)
		for _, line := range lines {
			t.addLine(line)
		}
		return len(lines), nil
	}

	lines := pipeline.Progress(readAll(inputs), report)
	batches := pipeline.Batch(lines, 400, 0)
	counted := pipeline.Map(batches, workers, countLines, pipeline.Unordered())
	if err := pipeline.Named("count", counted).Run(ctx); err != nil {
		return nil, err
	}

	total := idle.take()
	for _, t := range idle.all {
		total.addAll(t)
	}
	return total, nil
}

// tallies are those that no call has. The one that was put last is taken first: it is
// the most likely to be in the cache.
type tallies struct {
	mu  sync.Mutex
	all []tally
}

func (ts *tallies) put(t tally) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	ts.all = append(ts.all, t)
}

// take returns a tally that no other call has, a new one if there is none.
func (ts *tallies) take() (t tally) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if last := len(ts.all) - 1; last >= 0 {
		t, ts.all = ts.all[last], ts.all[:last]
		return t
	}
	return make(tally)
}

// readAll is the flow of the lines of all inputs, one after the other. Errors say where.
func readAll(inputs []input) pipeline.Flow[string] {
	var files []pipeline.Flow[string]
	for _, in := range inputs {
		lines := pipeline.Named("read "+in.name, pipeline.LinesFrom(in.open))
		files = append(files, pipeline.Catch(lines, func(err error) error {
			return fmt.Errorf("%s: %w", in.name, err)
		}))
	}
	return pipeline.Concat(files...)
}

// A tally has counts of words, behind pointers: to count a word again is to look it up,
// and not to store it again.
type tally map[string]*int

func (t tally) addLine(line string) {
	for word := range wordsOf(line) {
		t.add(word, 1)
	}
}

func (t tally) addAll(other tally) {
	for word, n := range other {
		t.add(word, *n)
	}
}

func (t tally) add(word string, n int) {
	if count := t[word]; count != nil {
		*count += n
		return
	}
	t[strings.Clone(word)] = &n // the word alone, not the text that it is a part of
}

// top returns the n most frequent words, or all if n is 0, those of the same count in the
// order of the alphabet.
func (t tally) top(n int) []string {
	if n == 0 {
		n = len(t)
	}
	return seq.TopFunc(maps.Keys(t), n, func(a, b string) int {
		return cmp.Or(cmp.Compare(*t[a], *t[b]), cmp.Compare(b, a))
	})
}
