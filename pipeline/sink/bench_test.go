package sink_test

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"testing"
	"time"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
)

// A trade is a row of the benchmarks.
type trade struct {
	ID    int       `csv:"id" json:"id" db:"id"`
	Item  string    `csv:"item" json:"item" db:"item"`
	Price float64   `csv:"price" json:"price" db:"price"`
	At    time.Time `csv:"at" json:"at" db:"at"`
	Note  string    `csv:"note" json:"note" db:"note"`
}

const trades = 10_000

func tradeOf(i int) trade {
	return trade{
		i, "item " + strconv.Itoa(i%100), float64(i) / 100,
		time.Unix(int64(i), 0).UTC(), "bought, and sold",
	}
}

var someTrades = func() (all []trade) {
	for i := range trades {
		all = append(all, tradeOf(i))
	}
	return all
}()

// ways runs two ways to do the same in turn, and reports the least time that a row has taken
// by each, and the ratio of these.
func ways(b *testing.B, hand, flow func() error) {
	b.Helper()
	least := [2]time.Duration{time.Hour, time.Hour}
	b.ReportAllocs()
	for b.Loop() {
		for i, way := range []func() error{hand, flow} {
			start := time.Now()
			if err := way(); err != nil {
				b.Fatal(err)
			}
			least[i] = min(least[i], time.Since(start))
		}
	}
	b.ReportMetric(float64(least[0].Nanoseconds())/trades, "hand-ns/row")
	b.ReportMetric(float64(least[1].Nanoseconds())/trades, "flow-ns/row")
	b.ReportMetric(float64(least[1])/float64(least[0]), "flow/hand")
}

func BenchmarkCSV(b *testing.B) {
	ways(b,
		func() error {
			w := csv.NewWriter(io.Discard)
			w.Write([]string{"id", "item", "price", "at", "note"})
			record := make([]string, 5)
			for _, t := range someTrades {
				record[0], record[1] = strconv.Itoa(t.ID), t.Item
				record[2] = strconv.FormatFloat(t.Price, 'f', -1, 64)
				record[3], record[4] = t.At.Format(time.RFC3339Nano), t.Note
				if err := w.Write(record); err != nil {
					return err
				}
			}
			w.Flush()
			return w.Error()
		},
		func() error {
			return sink.CSV(b.Context(), pipeline.Of(someTrades...), sink.Writer("", io.Discard))
		},
	)
}

func BenchmarkRecords(b *testing.B) {
	var records [][]string
	for _, t := range someTrades {
		records = append(records, []string{
			strconv.Itoa(t.ID), t.Item, strconv.FormatFloat(t.Price, 'f', -1, 64), t.At.String(), t.Note,
		})
	}
	ways(b,
		func() error { return csv.NewWriter(io.Discard).WriteAll(records) },
		func() error {
			return sink.Records(b.Context(), pipeline.Of(records...), sink.Writer("", io.Discard))
		},
	)
}

func BenchmarkJSONLines(b *testing.B) {
	ways(b,
		func() error {
			w := bufio.NewWriterSize(io.Discard, 64<<10)
			encoder := json.NewEncoder(w)
			for i := range someTrades {
				if err := encoder.Encode(&someTrades[i]); err != nil {
					return err
				}
			}
			return w.Flush()
		},
		func() error {
			return sink.JSONLines(b.Context(), pipeline.Of(someTrades...), sink.Writer("", io.Discard))
		},
	)
}

// The database takes everything at once: what is left is the cost of getting it there.
func BenchmarkExec(b *testing.B) {
	s := fakesql.New()
	s.Discard = true
	db := s.DB()
	defer db.Close()
	const text = "INSERT INTO trades (id, item, price, at, note) VALUES (?, ?, ?, ?, ?)"
	byHand := func(ctx context.Context, batch []trade) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		stmt, err := tx.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		defer stmt.Close()
		for _, t := range batch {
			if _, err := stmt.ExecContext(ctx, t.ID, t.Item, t.Price, t.At, t.Note); err != nil {
				return err
			}
		}
		return tx.Commit()
	}
	ways(b,
		func() error {
			for i := 0; i < trades; i += 1000 {
				if err := byHand(b.Context(), someTrades[i:i+1000]); err != nil {
					return err
				}
			}
			return nil
		},
		func() error {
			insert := sink.Insert[trade](sink.Table{Name: "trades"})
			return sink.Exec(b.Context(), pipeline.Of(someTrades...), db, insert, sink.Batches{})
		},
	)
}
