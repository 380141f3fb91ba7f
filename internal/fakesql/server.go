// Package fakesql is a database for tests: a driver for database/sql that knows a handful
// of statements, keeps its tables in memory, with transactions, can be made to fail at any
// call, and tells what has not been closed.
package fakesql

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"sync"
)

// A Server is a database. Its fields are to be set before it is used.
type Server struct {
	// Before and After are called with every call of the driver, one at a time, before and
	// after it has taken effect, and may make it fail. ctx is that of the call, or one
	// without an end.
	Before, After func(ctx context.Context, op Op) error

	Discard bool // statements that write are taken and forgotten, calls not logged

	Unique map[string]string // table -> column of which no two rows may have the same value

	lock   chan struct{} // held by the transaction that writes
	hook   sync.Mutex    // held while Before or After runs
	mu     sync.Mutex    // guards what is below
	tables map[string]*table
	open   map[string]int
	calls  int
	log    []string
}

// An Op is a call of the driver: connect, begin, prepare, exec, query, next, close rows,
// close stmt, commit or rollback.
type Op struct {
	N     int // from 1, among all calls
	Kind  string
	Query string // that is prepared or executed
}

type table struct {
	columns []string
	rows    [][]driver.Value
}

func (t *table) clone() *table {
	rows := make([][]driver.Value, len(t.rows))
	for i, row := range t.rows {
		rows[i] = slices.Clone(row)
	}
	return &table{t.columns, rows}
}

// New returns an empty database.
func New() *Server {
	return &Server{
		lock: make(chan struct{}, 1), tables: map[string]*table{}, open: map[string]int{},
		Unique: map[string]string{},
	}
}

// DB returns connections to the database.
func (s *Server) DB() *sql.DB { return sql.OpenDB(connector{s}) }

// Create creates a table with the given rows.
func (s *Server) Create(name string, columns []string, rows ...[]driver.Value) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tables[name] = &table{columns, rows}
}

// Rows returns the rows of a table that are committed.
func (s *Server) Rows(name string) [][]driver.Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.tables[name]; t != nil {
		return t.clone().rows
	}
	return nil
}

// Log returns the calls that have been made, "exec INSERT …" and so on.
func (s *Server) Log() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// Leaks returns what is open: rows, stmt, tx, and with them the number of each.
func (s *Server) Leaks() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var leaks []string
	for kind, n := range s.open {
		if n != 0 && kind != "conn" {
			leaks = append(leaks, fmt.Sprintf("%d %s", n, kind))
		}
	}
	return leaks
}

// FailAt makes the n-th call, from 1, fail with err: before it has taken effect, or after.
// The function that it returns tells which call that was, if there was one.
func (s *Server) FailAt(n int, after bool, err error) (failed func() (Op, bool)) {
	var at Op
	fail := func(_ context.Context, op Op) error {
		if op.N != n {
			return nil
		}
		at = op
		return err
	}
	if after {
		s.After = fail
	} else {
		s.Before = fail
	}
	return func() (Op, bool) { return at, at.N > 0 }
}

// do makes a call.
func (s *Server) do(ctx context.Context, kind, query string, effect func() error) error {
	s.mu.Lock()
	s.calls++
	op := Op{s.calls, kind, query}
	if !s.Discard {
		s.log = append(s.log, kind+" "+query)
	}
	s.mu.Unlock()
	if err := s.tell(ctx, s.Before, op); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := effect(); err != nil {
		return err
	}
	return s.tell(ctx, s.After, op)
}

func (s *Server) tell(ctx context.Context, hook func(context.Context, Op) error, op Op) error {
	if hook == nil {
		return nil
	}
	s.hook.Lock()
	defer s.hook.Unlock()
	return hook(ctx, op)
}

// count notes that something has been opened or closed.
func (s *Server) count(kind string, more int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[kind] += more
}
