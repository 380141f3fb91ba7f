package sink_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/google/go-cmp/cmp"
)

func TestExec(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 4, 10, 13} {
		for size := 1; size < 12; size += 2 {
			for _, params := range []int{0, 1, 4, 5} {
				s := server()
				db := s.DB()
				table := sink.Table{Name: "orders", MaxParams: params}
				err := sink.Exec(t.Context(), orders(n), db, sink.Insert[order](table),
					sink.Batches{Size: size, MaxWait: -1})
				if got := ids(s); err != nil || !slices.Equal(got, upTo(n)) {
					t.Fatalf("%d by %d, %d parameters: %v, error %v", n, size, params, got, err)
				}
				if got := count(s.Log(), "begin"); got != (n+size-1)/size {
					t.Errorf("%d by %d: %d transactions", n, size, got)
				}
				checkReleased(t, s, db.Stats().InUse)
				db.Close()
			}
		}
	}
}

func count(log []string, prefix string) (n int) {
	for _, line := range log {
		if strings.HasPrefix(line, prefix) {
			n++
		}
	}
	return n
}

// Whatever call fails, what is committed is whole batches, the error says which one could
// not be, and all is closed.
func TestExecFailures(t *testing.T) {
	const n, size = 11, 4
	for call, more := 1, true; more; call++ {
		for _, after := range []bool{false, true} {
			s := server()
			db := s.DB()
			failed := s.FailAt(call, after, errBroken)
			table := sink.Table{Name: "orders", MaxParams: 4} // two rows a statement
			err := sink.Exec(t.Context(), orders(n), db, sink.Insert[order](table),
				sink.Batches{Size: size, MaxWait: -1})
			op, did := failed()
			more = did || after && more
			name := fmt.Sprintf("call %d, %s, after: %t", call, op.Kind, after)
			checkReleased(t, s, db.Stats().InUse)
			db.Close()
			got := len(ids(s))
			switch {
			case !did || op.Kind == "close stmt":
				if err != nil || got != n {
					t.Errorf("%s: %d rows, error %v", name, got, err)
				}
			case !errors.Is(err, errBroken):
				t.Errorf("%s: error %v", name, err)
			default:
				checkBatchError(t, name, err, got, op.Kind == "commit" && after)
			}
		}
	}
}

// checkBatchError checks that err names the batch after the rows that were committed, or
// the last one of these if that was committed all the same.
func checkBatchError(t *testing.T, name string, err error, committed int, all bool) {
	t.Helper()
	const n, size = 11, 4
	var batch *sink.BatchError
	if !errors.As(err, &batch) {
		t.Errorf("%s: error %v", name, err)
		return
	}
	first, last := committed+1, min(committed+size, n)
	if all {
		first, last = batch.First, committed
	}
	if batch.First != first || batch.Last != last || (batch.First-1)%size != 0 {
		t.Errorf("%s: %d rows, error %v", name, committed, err)
	}
	if !strings.HasPrefix(err.Error(), fmt.Sprintf("rows %d-%d: ", first, last)) {
		t.Errorf("%s: error %v", name, err)
	}
}

// A row that the database does not take is found in its batch.
func TestExecNamesTheRow(t *testing.T) {
	var twice []order
	for _, id := range []int{1, 2, 3, 4, 5, 6, 7, 5, 9, 10} {
		twice = append(twice, order{ID: id})
	}
	for _, params := range []int{0, 1, 4, 6} {
		s := server()
		db := s.DB()
		err := sink.Exec(t.Context(), pipeline.Of(twice...), db,
			sink.Insert[order](sink.Table{Name: "orders", MaxParams: params}),
			sink.Batches{Size: 5, MaxWait: -1})
		want := "rows 6-10: row 8: fakesql: UNIQUE constraint failed: orders.id"
		if err == nil || err.Error() != want {
			t.Errorf("%d parameters: error %v, want %s", params, err, want)
		}
		if got := ids(s); !slices.Equal(got, upTo(5)) {
			t.Errorf("%d parameters: committed %v", params, got)
		}
		checkReleased(t, s, db.Stats().InUse)
		db.Close()
	}
}

// A batch that is not full is committed when its first row has waited long enough.
func TestExecMaxWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := server()
		db := s.DB()
		defer db.Close()
		slow := pipeline.Tap(orders(3), func(o order) { time.Sleep(400 * time.Millisecond) })
		go func() {
			time.Sleep(1500 * time.Millisecond) // 1.4 s is when the wait of the first is over
			if got := ids(s); len(got) != 3 {
				t.Errorf("%v are committed", got)
			}
		}()
		err := sink.Exec(t.Context(), pipeline.Concat(slow, never[order]()), db,
			sink.Insert[order](table), sink.Batches{})
		if err == nil || err.Error() != "stop" {
			t.Error(err)
		}
	})
}

// never is a flow without values that fails after an hour.
func never[T any]() pipeline.Flow[T] {
	return pipeline.FromFunc(func(ctx context.Context, _ func(T) bool) error {
		time.Sleep(time.Hour)
		return errors.New("stop")
	})
}

// An error of the flow comes after what was before it has been committed.
func TestExecFlowFails(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	flow := pipeline.Map(orders(8), 1, func(_ context.Context, o order) (order, error) {
		if o.ID == 7 {
			return o, errBroken
		}
		return o, nil
	})
	err := sink.Exec(t.Context(), flow, db, sink.Insert[order](table), sink.Batches{Size: 4})
	if got := ids(s); err != errBroken || !slices.Equal(got, upTo(6)) {
		t.Errorf("%v, error %v", got, err)
	}
}

// A batch that failed is tried again as a whole.
func TestExecRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := server()
		db := s.DB()
		defer db.Close()
		fails := 0
		s.Before = func(_ context.Context, op fakesql.Op) error {
			if op.Kind == "exec" && op.N%2 == 0 && fails < 3 {
				fails++
				return errBroken
			}
			return nil
		}
		err := sink.Exec(t.Context(), orders(11), db, sink.Insert[order](table),
			sink.Batches{Size: 4, Retry: &pipeline.Backoff{Attempts: 5}})
		if got := ids(s); err != nil || !slices.Equal(got, upTo(11)) {
			t.Errorf("%v, error %v", got, err)
		}
		s.Before = func(_ context.Context, op fakesql.Op) error {
			if op.Kind == "begin" {
				return errBroken
			}
			return nil
		}
		err = sink.Exec(t.Context(), orders(1), db, sink.Insert[order](table),
			sink.Batches{Retry: &pipeline.Backoff{Attempts: 2}})
		if want := "row 1: gave up after attempt 2: broken"; err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	})
}

// The function of a stage rolls back or commits, and gives the batch back.
func TestInTx(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	put := sink.InTx(db, sink.Insert[order](table))
	for id, want := range []string{"<nil>", "<nil>", "fakesql: UNIQUE constraint failed: orders.id"} {
		batch := []order{{ID: min(id, 1)}}
		got, err := put(t.Context(), batch)
		if fmt.Sprint(err) != want || !cmp.Equal(got, batch) {
			t.Errorf("%d: %v, %v", id, got, err)
		}
	}
	checkReleased(t, s, db.Stats().InUse)
}

func TestExecMisuse(t *testing.T) {
	db := server().DB()
	defer db.Close()
	write := sink.Insert[order](table)
	one := func(dst []any, o order) []any { return append(dst, o.ID) }
	tracked := pipeline.Track(orders(1), order.id)
	job := sink.Job{Name: "job"}
	for want, f := range map[string]func(){
		"sink.Exec: flow, db and write must not be nil": func() {
			sink.Exec(t.Context(), orders(1), nil, write, sink.Batches{})
		},
		"sink.Exec: Size must not be negative": func() {
			sink.Exec(t.Context(), orders(1), db, write, sink.Batches{Size: -1})
		},
		"sink.ExecOnce: flow, db and write must not be nil": func() {
			sink.ExecOnce(t.Context(), tracked, db, job, nil, sink.Batches{})
		},
		"sink.ExecOnce: the Job must have a Name": func() {
			sink.ExecOnce(t.Context(), tracked, db, sink.Job{}, write, sink.Batches{})
		},
		"sink.InTx: db and write must not be nil": func() { sink.InTx[order](db, nil) },
		"sink.Resume: db must not be nil": func() {
			sink.Resume[int](t.Context(), nil, job)
		},
		"sink.InsertFunc: values must not be nil": func() { sink.InsertFunc[order](table, nil) },
		"sink.InsertFunc: the Table must have Columns": func() {
			sink.InsertFunc(table, one)
		},
		"sink.InsertFunc: MaxParams must not be negative": func() {
			sink.InsertFunc(sink.Table{Name: "t", Columns: []string{"a"}, MaxParams: -1}, one)
		},
		"sink.Insert: the Table must have a Name": func() { sink.Insert[order](sink.Table{}) },
		"sink.Insert: T must be a struct, not int": func() {
			sink.Insert[int](table)
		},
		"sink.Insert: T must be a struct, not time.Time": func() {
			sink.Insert[time.Time](table)
		},
		"sink.Insert: T has no field for the column price": func() {
			sink.Insert[order](sink.Table{Name: "orders", Columns: []string{"id", "price"}})
		},
	} {
		if p := panicOf(f); p != want {
			t.Errorf("panicked with %v, want %v", p, want)
		}
	}
}
