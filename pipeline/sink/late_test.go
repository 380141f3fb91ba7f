package sink_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/coseq/coseq/pipeline/source"
)

// What the source says when it is closed because the sink has failed, is told, too.
func TestLateErrors(t *testing.T) {
	from := fakesql.New()
	from.Create("orders", []string{"id", "item"},
		[]driver.Value{int64(1), "tea"}, []driver.Value{int64(2), "\xff"})
	from.Before = func(_ context.Context, op fakesql.Op) error {
		if op.Kind == "close rows" {
			return errBroken
		}
		return nil
	}
	db := from.DB()
	defer db.Close()
	rows := source.Rows[order]("orders", source.Query(db, "SELECT id, item FROM orders"))
	err := sink.CSV(t.Context(), rows, sink.Writer("file", &full{room: 100}))
	want := "file: row 2: Item: invalid UTF-8\norders: after row 2: broken"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}

	to := server().DB()
	defer to.Close()
	err = sink.Exec(t.Context(), pipeline.Buffer(rows, 1), to,
		sink.Insert[order](sink.Table{Name: "nowhere"}), sink.Batches{Size: 1, MaxWait: -1})
	var batch *sink.BatchError
	if !errors.As(err, &batch) || batch.First != 1 {
		t.Error(err)
	}
}

// From one table into another one, and into a file and back.
func TestFromDatabaseToDatabase(t *testing.T) {
	s := server()
	s.Create("copies", []string{"id", "item"})
	db := s.DB()
	defer db.Close()
	insert := sink.Insert[order](table)
	if err := sink.Exec(t.Context(), orders(10), db, insert, sink.Batches{}); err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/orders.csv.gz"
	rows := source.Rows[order]("orders", source.Query(db, "SELECT * FROM orders"))
	if err := sink.CSV(t.Context(), rows, sink.File(path).Gzip()); err != nil {
		t.Fatal(err)
	}
	flow := source.CSV[order](source.File(path).Gunzip())
	copies := sink.Insert[order](sink.Table{Name: "copies"})
	if err := sink.Exec(t.Context(), flow, db, copies, sink.Batches{Size: 3}); err != nil {
		t.Fatal(err)
	}
	if got, want := s.Rows("copies"), s.Rows("orders"); !slices.EqualFunc(got, want, sameRow) {
		t.Errorf("copies: %v, want %v", got, want)
	}
	checkReleased(t, s, db.Stats().InUse)
}

func sameRow(a, b []driver.Value) bool { return fmt.Sprint(a) == fmt.Sprint(b) }
