package sink_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"iter"
	"testing"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
)

// An order is a row of the tests.
type order struct {
	ID   int    `db:"id"`
	Item string `db:"item"`
}

var (
	errBroken = errors.New("broken")
	table     = sink.Table{Name: "orders"}
)

// orders is the flow of n orders, the IDs of which are 1, 2 and so on.
func orders(n int) pipeline.Flow[order] {
	return func(context.Context) iter.Seq2[order, error] {
		return func(yield func(order, error) bool) {
			for i := range n {
				if !yield(order{i + 1, "tea"}, nil) {
					return
				}
			}
		}
	}
}

func (o order) id() int { return o.ID }

// server returns a database with tables for orders and jobs, which have unique keys.
func server() *fakesql.Server {
	s := fakesql.New()
	s.Create("orders", []string{"id", "item"})
	s.Create("coseq_jobs", []string{"job", "token", "num_rows"})
	s.Unique = map[string]string{"orders": "id", "coseq_jobs": "job"}
	return s
}

// ids returns the orders that are committed.
func ids(s *fakesql.Server) (all []int) {
	for _, row := range s.Rows("orders") {
		all = append(all, int(row[0].(int64)))
	}
	return all
}

// upTo returns 1 to n.
func upTo(n int) (all []int) {
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

// checkReleased fails the test if something is open in the database or in use of db.
func checkReleased(t *testing.T, s *fakesql.Server, inUse int) {
	t.Helper()
	if leaks := s.Leaks(); leaks != nil || inUse != 0 {
		t.Errorf("%d connections are in use, open: %v", inUse, leaks)
	}
}

// panicOf returns what f panics with.
func panicOf(f func()) (p any) {
	defer func() { p = recover() }()
	f()
	return nil
}

type rows = [][]driver.Value
