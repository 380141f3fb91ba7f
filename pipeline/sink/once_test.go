package sink_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/google/go-cmp/cmp"
)

type delivery = pipeline.Tracked[order, int]

var load = sink.Job{Name: "orders.csv"}

// tracked is the flow of n orders with their IDs as tokens.
func tracked(n int) pipeline.Flow[delivery] { return pipeline.Track(orders(n), order.id) }

// pairs is the flow of n orders, each two of which have a token: 1, 1, 2, 2 and so on.
func pairs(n int) pipeline.Flow[delivery] {
	return pipeline.Track(orders(n), func(o order) int { return (o.ID + 1) / 2 })
}

// runOnce runs the job over a flow, by transactions of size rows.
func runOnce(
	ctx context.Context, flow pipeline.Flow[delivery], db sink.DB, size int, retry *pipeline.Backoff,
) error {
	return sink.ExecOnce(ctx, flow, db, load, sink.Insert[order](table),
		sink.Batches{Size: size, MaxWait: -1, Retry: retry})
}

// A job that is cut short by the failure of any call, and begun again, has each row
// written once, whether or not its sizes are the same.
func TestExecOnceAfterFailures(t *testing.T) {
	const n = 11
	for name, flow := range map[string]pipeline.Flow[delivery]{"rows": tracked(n), "pairs": pairs(n)} {
		for call, more := 1, true; more; call++ {
			for _, after := range []bool{false, true} {
				s := server()
				db := s.DB()
				failed := s.FailAt(call, after, errBroken)
				err := runOnce(t.Context(), flow, db, 3, nil)
				op, did := failed()
				more = did || after && more
				if got := len(ids(s)); err == nil && got != n || err != nil && !errors.Is(err, errBroken) {
					t.Errorf("%s, call %d, %s: %d rows, error %v", name, call, op.Kind, got, err)
				}
				checkReleased(t, s, db.Stats().InUse)
				s.Before, s.After = nil, nil
				err = runOnce(t.Context(), flow, db, 2, nil)
				if got := ids(s); err != nil || !slices.Equal(got, upTo(n)) {
					t.Errorf("%s, call %d, %s: %v after the second run, error %v",
						name, call, op.Kind, got, err)
				}
				db.Close()
			}
		}
	}
}

// With retries one run is enough, whatever becomes of a commit.
func TestExecOnceRetry(t *testing.T) {
	const n = 11
	synctest.Test(t, func(t *testing.T) {
		for call, more := 1, true; more; call++ {
			for _, after := range []bool{false, true} {
				s := server()
				db := s.DB()
				failed := s.FailAt(call, after, errBroken)
				err := runOnce(t.Context(), pairs(n), db, 3, &pipeline.Backoff{})
				op, did := failed()
				more = did || after && more
				if got := ids(s); err != nil || !slices.Equal(got, upTo(n)) {
					t.Errorf("call %d, %s, after: %t: %v, error %v", call, op.Kind, after, got, err)
				}
				checkReleased(t, s, db.Stats().InUse)
				db.Close()
			}
		}
	})
}

// Runs of one job at the same time write each row once between them.
func TestExecOnceConcurrently(t *testing.T) {
	for _, sizes := range [][]int{{3, 3, 3}, {2, 3, 5}, {1, 7}} {
		s := server()
		db := s.DB()
		errs := make([]error, len(sizes))
		var wg sync.WaitGroup
		for i, size := range sizes {
			wg.Go(func() { errs[i] = runOnce(t.Context(), tracked(50), db, size, nil) })
		}
		wg.Wait()
		for _, err := range errs {
			if err != nil && !errors.Is(err, sink.ErrConflict) {
				t.Error(err)
			}
		}
		if err := runOnce(t.Context(), tracked(50), db, 4, nil); err != nil {
			t.Error(err)
		}
		if got := ids(s); !slices.Equal(got, upTo(50)) {
			t.Errorf("sizes %v: %v", sizes, got)
		}
		checkReleased(t, s, db.Stats().InUse)
		db.Close()
	}
}

// What somebody else has written meanwhile is not written again.
func TestExecOnceConflict(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	other := true
	s.Before = func(_ context.Context, op fakesql.Op) error {
		if op.Kind == "begin" && op.N > 9 && other {
			other = false
			s.Create("coseq_jobs", []string{"job", "token", "num_rows"},
				[]driver.Value{load.Name, "4", int64(1)})
		}
		return nil
	}
	err := runOnce(t.Context(), tracked(7), db, 3, &pipeline.Backoff{})
	want := "rows 1-3 (tokens 1 to 3): sink: another run of the job has come further, to token 4"
	if !errors.Is(err, sink.ErrConflict) || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if got := ids(s); got != nil {
		t.Errorf("committed %v", got)
	}
}

// Rows are counted from the first of the flow, also in a run that leaves some out.
func TestExecOnceNamesTheRow(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	if err := runOnce(t.Context(), tracked(4), db, 10, nil); err != nil {
		t.Fatal(err)
	}
	bad := func(_ context.Context, tx *sql.Tx, batch []order) error {
		return sink.AtRow(1, errBroken)
	}
	err := sink.ExecOnce(t.Context(), tracked(9), db, load, bad, sink.Batches{Size: 3, MaxWait: -1})
	want := &sink.BatchError{
		First: 5, Last: 7, Row: 6, FirstToken: 5, LastToken: 7, Err: sink.AtRow(1, errBroken),
	}
	var got *sink.BatchError
	if !errors.As(err, &got) || !errors.Is(got, errBroken) {
		t.Fatal(err)
	}
	got.Err, want.Err = nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
	if got := ids(s); !slices.Equal(got, upTo(4)) {
		t.Errorf("committed %v", got)
	}
}

// A flow that is not in order is found out before the row is written.
func TestExecOnceOrder(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	mixed := pipeline.Of(order{ID: 1}, order{ID: 3}, order{ID: 2}, order{ID: 4})
	flow := pipeline.Track(mixed, order.id)
	err := runOnce(t.Context(), flow, db, 2, nil)
	want := "row 3 (token 2) comes after one with token 3: sink.ExecOnce: tokens must not descend"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if got := ids(s); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("committed %v", got)
	}
}

func TestExecOnceTokens(t *testing.T) {
	for _, test := range []struct {
		token string
		want  string // part of the error
	}{
		{"plain", ""}, {`"quoted" <&>`, ""}, {"", ""}, {"日本", ""},
		{"\xff", "cannot be stored as JSON"},
	} {
		s := server()
		db := s.DB()
		flow := pipeline.Track(orders(2), func(order) string { return test.token })
		for range 2 {
			err := sink.ExecOnce(t.Context(), flow, db, load, sink.Insert[order](table), sink.Batches{})
			if test.want == "" && err != nil || !strings.Contains(fmt.Sprint(err), test.want) {
				t.Errorf("%q: error %v", test.token, err)
			}
		}
		token, found, err := sink.Resume[string](t.Context(), db, load)
		if err != nil || found != (test.want == "") || found && token != test.token {
			t.Errorf("%q: Resume = %q, %t, %v", test.token, token, found, err)
		}
		db.Close()
	}
}

func TestExecOnceTokenIsNoNumber(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	flow := pipeline.Track(orders(1), func(order) float64 { return math.NaN() })
	err := sink.ExecOnce(t.Context(), flow, db, load, sink.Insert[order](table), sink.Batches{})
	if err == nil || !strings.Contains(err.Error(), "token NaN") {
		t.Error(err)
	}
	if err := runOnce(t.Context(), tracked(1), db, 1, nil); err != nil {
		t.Error(err)
	}
	words := pipeline.Track(orders(1), func(order) string { return "" })
	err = sink.ExecOnce(t.Context(), words, db, load, sink.Insert[order](table), sink.Batches{})
	if err == nil || !strings.Contains(err.Error(), "another type of token") {
		t.Error(err)
	}
}

// The table is created once, and has a row for each job.
func TestJob(t *testing.T) {
	s := fakesql.New()
	s.Create("orders", []string{"id", "item"})
	db := s.DB()
	defer db.Close()
	jobs := sink.Job{Name: "a", Table: "jobs", Placeholder: sink.Dollar}
	if _, _, err := sink.Resume[int](t.Context(), db, jobs); err == nil ||
		err.Error() != "table jobs: fakesql: no table jobs" {
		t.Error(err)
	}
	for _, name := range []string{"a", "b", "a"} {
		jobs.Name = name
		if err := jobs.CreateTable(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		if token, found, err := sink.Resume[int](t.Context(), db, jobs); err != nil {
			t.Errorf("Resume = %d, %t, %v", token, found, err)
		}
		err := sink.ExecOnce(t.Context(), tracked(3), db, jobs, sink.Insert[order](table), sink.Batches{})
		if err != nil {
			t.Error(err)
		}
		if token, found, err := sink.Resume[int](t.Context(), db, jobs); token != 3 || !found {
			t.Errorf("Resume = %d, %t, %v", token, found, err)
		}
	}
	if got := s.Rows("jobs"); !cmp.Equal(got, rows{{"a", "3", int64(1)}, {"b", "3", int64(1)}}) {
		t.Errorf("jobs: %v", got)
	}
	if got := ids(s); !slices.Equal(got, []int{1, 2, 3, 1, 2, 3}) {
		t.Errorf("orders: %v", got)
	}
	checkReleased(t, s, db.Stats().InUse)
}
