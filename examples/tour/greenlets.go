package main

import (
	"context"
	"fmt"
	"io"

	"github.com/coseq/coseq/pull/green"
)

// greenletsInTurn is the tutorial's first program with gevent: none of three
// greenlets gives way, so that they run one after the other.
func greenletsInTurn(w io.Writer) error {
	return threeTasks(func(t *green.Task, n int) {
		for i := range n {
			fmt.Fprintln(w, t, i)
		}
	})
}

// greenletsAlternating is the same with gevent.sleep(0): they take turns.
func greenletsAlternating(w io.Writer) error {
	return threeTasks(func(t *green.Task, n int) {
		for i := range n {
			fmt.Fprintln(w, t, i)
			t.Yield()
		}
	})
}

// threeTasks spawns f(5) three times and joins them.
func threeTasks(f func(t *green.Task, n int)) error {
	return green.Run(context.Background(), func(main *green.Task) error {
		body := func(t *green.Task) error {
			f(t, 5)
			return nil
		}
		return main.Join(main.Go("f(5)", body), main.Go("f(5)", body), main.Go("f(5)", body))
	})
}
