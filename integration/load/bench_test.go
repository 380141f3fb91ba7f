package load_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/integration/internal/orders"
	"github.com/coseq/coseq/integration/internal/pgtest"
	"github.com/coseq/coseq/integration/load"
	"github.com/coseq/coseq/pipeline/sink"
)

const (
	benchRows  = 200_000
	benchBatch = 1000
)

// BenchmarkLoad measures a Job against a loop that reads with encoding/csv and executes
// the same statements in as many transactions. Both do it in turn: "job/loop" is the ratio
// of the shortest times of each.
func BenchmarkLoad(b *testing.B) {
	path := orders.File(b, "orders.csv", benchRows)
	b.Run("SQLite", func(b *testing.B) {
		compare(b, path, sink.Question, func() *load.DB {
			return openDB(b, "sqlite:"+b.TempDir()+"/test.db")
		})
	})
	b.Run("PostgreSQL", func(b *testing.B) {
		db := openDB(b, pgtest.Start(b))
		compare(b, path, sink.Dollar, func() *load.DB {
			if _, err := db.Exec("DROP TABLE IF EXISTS orders"); err != nil {
				b.Fatal(err)
			}
			return db
		})
	})
}

// compare measures both, each on a database that has no orders.
func compare(b *testing.B, path string, p sink.Placeholder, empty func() *load.DB) {
	var job, loop []float64
	for b.Loop() {
		loop = append(loop, seconds(b, empty(), func(ctx context.Context, db *load.DB) error {
			return loadByHand(ctx, db, path, p)
		}))
		job = append(job, seconds(b, empty(), func(ctx context.Context, db *load.DB) error {
			_, err := load.Job{CSV: path, Batch: benchBatch}.Run(ctx, db)
			return err
		}))
	}
	b.ReportMetric(slices.Min(job)/slices.Min(loop), "job/loop")
	b.ReportMetric(benchRows/slices.Min(job), "rows/s")
	b.ReportMetric(0, "ns/op") // of both together says nothing
}

func seconds(b *testing.B, db *load.DB, f func(context.Context, *load.DB) error) float64 {
	began := time.Now()
	if err := f(b.Context(), db); err != nil {
		b.Fatal(err)
	}
	took := time.Since(began).Seconds()
	var n int
	if err := db.QueryRow("SELECT count(*) FROM orders").Scan(&n); err != nil || n != benchRows {
		b.Fatalf("%d rows, error %v", n, err)
	}
	return took
}

// loadByHand is what one writes without a library, and without what makes it resumable.
func loadByHand(ctx context.Context, db *load.DB, path string, p sink.Placeholder) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return err
	}
	create := "CREATE TABLE orders (" + strings.Join(header, " text, ") + " text)"
	if _, err := db.ExecContext(ctx, create); err != nil {
		return err
	}
	insert := insertOf(header, benchBatch, p)
	args := make([]any, 0, benchBatch*len(header))
	for {
		args = args[:0]
		for len(args) < cap(args) {
			record, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
			for _, field := range record {
				args = append(args, field)
			}
		}
		if len(args) == 0 {
			return nil
		}
		if len(args) < cap(args) {
			insert = insertOf(header, len(args)/len(header), p)
		}
		if err := insertAll(ctx, db, insert, args); err != nil {
			return err
		}
	}
}

// insertOf returns the statement for n rows.
func insertOf(header []string, n int, p sink.Placeholder) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO orders (%s) VALUES ", strings.Join(header, ", "))
	for i := range n * len(header) {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%len(header) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString(p(i + 1))
	}
	return b.String() + ")"
}

func insertAll(ctx context.Context, db *load.DB, insert string, args []any) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, args...); err != nil {
		return err
	}
	return tx.Commit()
}
