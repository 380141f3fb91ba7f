package load_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/integration/internal/orders"
	"github.com/coseq/coseq/integration/internal/pgtest"
	"github.com/coseq/coseq/integration/load"
	"github.com/coseq/coseq/pipeline"
)

// onEach runs test on an empty database of each kind.
func onEach(t *testing.T, test func(t *testing.T, db *load.DB)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		test(t, openDB(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db")))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		test(t, openDB(t, pgtest.Start(t)))
	})
}

func openDB(t testing.TB, address string) *load.DB {
	t.Helper()
	db, err := load.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestLoad(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		for _, name := range []string{"orders.csv", "zipped.csv.gz"} {
			path := orders.File(t, name, rows)
			var last load.Progress
			job := load.Job{CSV: path, Report: func(p load.Progress) { last = p }}
			result, err := job.Run(t.Context(), db)
			table, _, _ := strings.Cut(name, ".")
			want := load.Result{Table: table, Created: true, Stored: rows, Whole: true}
			if err != nil || result != want {
				t.Fatalf("Run() = %+v, %v; want %+v", result, err, want)
			}
			orders.Check(t, db.DB, table, rows)
			if last.Done != rows || last.Read != last.Size {
				t.Errorf("the last report is %+v", last)
			}
			want = load.Result{Table: table, Earlier: rows, Whole: true}
			if result, err = job.Run(t.Context(), db); err != nil || result != want {
				t.Errorf("the second Run() = %+v, %v; want %+v", result, err, want)
			}
		}
	})
}

// pause is by how much longer each run lasts than the one before, when it is cut short.
const pause = 30 * time.Millisecond

// A run that is told to stop stores what it has read, and the next one goes on.
func TestStopAndResume(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		path := orders.File(t, "orders.csv", rows)
		stored, runs := 0, 0
		for whole := false; !whole; runs++ {
			ctx, stop := pipeline.WithDrain(t.Context())
			job := load.Job{CSV: path, Batch: 100}
			time.AfterFunc(time.Duration(runs)*pause, stop)
			result, err := job.Run(ctx, db)
			if err != nil || result.Earlier != stored {
				t.Fatalf("after %d rows: Run() = %+v, %v", stored, result, err)
			}
			stored, whole = stored+result.Stored, result.Whole
		}
		t.Logf("%d runs", runs)
		orders.Check(t, db.DB, "orders", rows)
	})
}

// A run that is cancelled leaves whole transactions.
func TestCancelAndResume(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		errBored := errors.New("bored")
		path := orders.File(t, "orders.csv", rows)
		stored, runs := 0, 0
		for whole := false; !whole; runs++ {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Duration(runs)*pause, func() { cancel(errBored) })
			result, err := load.Job{CSV: path, Batch: 100}.Run(ctx, db)
			if err != nil && !errors.Is(err, errBored) || result.Whole != (err == nil) {
				t.Fatalf("after %d rows: Run() = %+v, %v", stored, result, err)
			}
			if stored, whole = stored+result.Stored, result.Whole; !whole && stored%100 != 0 {
				t.Errorf("%d rows are stored", stored)
			}
		}
		t.Logf("%d runs", runs)
		orders.Check(t, db.DB, "orders", rows)
	})
}

// write makes a file with the given text.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
