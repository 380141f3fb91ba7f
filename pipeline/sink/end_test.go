package sink_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
)

// When the context ends, in whatever call, the transaction is rolled back by the time
// Exec returns, with the cause.
func TestExecCancelled(t *testing.T) {
	stop := errors.New("stop")
	for call, more := 1, true; more; call++ {
		for _, blocks := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				s := server()
				db := s.DB()
				defer db.Close()
				kind := ""
				s.Before = func(ctx context.Context, op fakesql.Op) error {
					if op.N == call {
						kind = op.Kind
						cancel(stop)
						if blocks && ctx.Done() != nil {
							<-ctx.Done()
						}
					}
					return nil
				}
				err := sink.Exec(ctx, orders(11), db, sink.Insert[order](table),
					sink.Batches{Size: 4})
				more = kind != ""
				got := len(ids(s))
				if more && (err != stop || got%4 != 0) && (kind != "commit" || got != 11) {
					t.Errorf("call %d, %s: %d rows, error %v", call, kind, got, err)
				}
				if !more && (err != nil || got != 11) {
					t.Errorf("%d rows, error %v", got, err)
				}
				checkReleased(t, s, db.Stats().InUse)
				cancel(nil)
			})
		}
	}
}

// So it is when the context ends just when a transaction has begun: write is not called.
func TestExecCancelledAfterBegin(t *testing.T) {
	stop := errors.New("stop")
	for range 100 {
		ctx, cancel := context.WithCancelCause(t.Context())
		s := server()
		db := s.DB()
		s.After = func(begin context.Context, op fakesql.Op) error {
			if op.Kind == "begin" {
				cancel(stop)
				<-begin.Done()
			}
			return nil
		}
		write := func(context.Context, *sql.Tx, []order) error {
			t.Error("written")
			return nil
		}
		if err := sink.Exec(ctx, orders(5), db, write, sink.Batches{}); err != stop {
			t.Errorf("error %v", err)
		}
		// Where database/sql is first to roll back, it does so on a goroutine of its own,
		// for which nobody can wait.
		for range 1000 {
			if s.Leaks() == nil && db.Stats().InUse == 0 {
				break
			}
			time.Sleep(time.Millisecond)
		}
		checkReleased(t, s, db.Stats().InUse)
		db.Close()
	}
}

// A goroutine that exits leaves no transaction open, and no file.
func TestExit(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	dir := t.TempDir()
	var wg sync.WaitGroup
	wg.Go(func() {
		write := func(context.Context, *sql.Tx, []order) error { runtime.Goexit(); return nil }
		sink.Exec(t.Context(), orders(5), db, write, sink.Batches{})
	})
	wg.Go(func() {
		flow := pipeline.Map(orders(5), 1, func(_ context.Context, o order) (order, error) {
			runtime.Goexit()
			return o, nil
		})
		sink.CSV(t.Context(), flow, sink.File(filepath.Join(dir, "orders.csv")))
	})
	wg.Wait()
	checkReleased(t, s, db.Stats().InUse)
	checkFiles(t, dir, map[string]string{})
}

// A panic passes, and leaves no transaction open.
func TestExecPanics(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	write := func(ctx context.Context, tx *sql.Tx, batch []order) error {
		if err := sink.Insert[order](table)(ctx, tx, batch); err != nil {
			return err
		}
		if batch[0].ID == 5 {
			panic("boom")
		}
		return nil
	}
	p := panicOf(func() {
		sink.Exec(t.Context(), orders(11), db, write, sink.Batches{Size: 4, MaxWait: -1})
	})
	if got := ids(s); p != "boom" || !slices.Equal(got, upTo(4)) {
		t.Errorf("panic %v, %v are committed", p, got)
	}
	checkReleased(t, s, db.Stats().InUse)
}

// A connection that is lost is said once.
func TestExecConnectionLost(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	s.Before = func(_ context.Context, op fakesql.Op) error {
		if op.Kind == "exec" || op.Kind == "rollback" {
			return driver.ErrBadConn
		}
		return nil
	}
	err := sink.Exec(t.Context(), orders(5), db, sink.Insert[order](table), sink.Batches{})
	if want := "rows 1-5: driver: bad connection"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	checkReleased(t, s, db.Stats().InUse)
}

// A connection that breaks while the row is looked for is no reason to name one.
func TestExecSearchFails(t *testing.T) {
	s := server()
	db := s.DB()
	defer db.Close()
	fails := 0
	s.Before = func(_ context.Context, op fakesql.Op) error {
		if op.Kind != "exec" {
			return nil
		}
		fails++
		return map[int]error{1: errBroken, 4: driver.ErrBadConn}[fails]
	}
	err := sink.Exec(t.Context(), orders(5), db, sink.Insert[order](table), sink.Batches{})
	if want := "rows 1-5: broken"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	checkReleased(t, s, db.Stats().InUse)
}
