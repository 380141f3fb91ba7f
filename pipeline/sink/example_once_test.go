package sink_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
)

// days is the token of a visit, as the visits are in the order of their days.
func (v Visit) days() int { return v.Days }

var trips = pipeline.Of(Visit{"Paris", 1}, Visit{"Nice", 2}, Visit{"Lyon", 3}, Visit{"Metz", 4})

// A job that has been cut short is begun again, and goes on where it was.
func ExampleExecOnce() {
	db := database()
	defer db.Close()
	job := sink.Job{Name: "trips"}
	insert := sink.Insert[Visit](sink.Table{Name: "visits"})
	load := func(trips pipeline.Flow[Visit]) error {
		tracked := pipeline.Track(trips, Visit.days)
		return sink.ExecOnce(ctx, tracked, db, job, insert, sink.Batches{Size: 2})
	}
	fmt.Println(load(pipeline.Take(trips, 3)))
	fmt.Println(load(trips))
	show(db, "visits")
	// Output:
	// <nil>
	// <nil>
	// Paris 1
	// Nice 2
	// Lyon 3
	// Metz 4
}

// A source that can begin anywhere begins with the last token.
func ExampleResume() {
	db := database()
	defer db.Close()
	job := sink.Job{Name: "numbers"}
	from := func(first int) pipeline.Flow[Visit] {
		fmt.Println("from", first)
		return pipeline.FromFunc(func(_ context.Context, yield func(Visit) bool) error {
			for n := first; n <= first+2 && yield(Visit{fmt.Sprint("city ", n), n}); n++ {
			}
			return nil
		})
	}
	for range 2 {
		last, _, err := sink.Resume[int](ctx, db, job)
		tracked := pipeline.Track(from(last), Visit.days)
		insert := sink.Insert[Visit](sink.Table{Name: "visits"})
		fmt.Println(err, sink.ExecOnce(ctx, tracked, db, job, insert, sink.Batches{}))
	}
	// Output:
	// from 0
	// <nil> <nil>
	// from 2
	// <nil> <nil>
}

func ExampleJob_CreateTable() {
	db := database()
	defer db.Close()
	job := sink.Job{Name: "trips", Table: "progress", Placeholder: sink.Dollar}
	fmt.Println(job.CreateTable(ctx, db))
	fmt.Println(sink.Resume[int](ctx, db, job))
	// Output:
	// <nil>
	// 0 false <nil>
}

// A message is acknowledged when it is in the database. One that comes again, because the
// acknowledgement was lost, is inserted again: that is to do nothing, by a key.
func ExampleInTx() {
	db := database()
	defer db.Close()
	type delivery = pipeline.Tracked[Visit, int]
	table := sink.Table{Name: "visits", Columns: []string{"city", "days"}}
	table.Suffix = "ON CONFLICT DO NOTHING"
	upsert := sink.InsertFunc(table, func(dst []any, d delivery) []any {
		return append(dst, d.Value.City, d.Value.Days)
	})
	batches := pipeline.Batch(pipeline.Track(trips, Visit.days), 3, time.Second)
	stored := pipeline.Map(batches, 1, pipeline.Retry(sink.InTx(db, upsert), pipeline.Backoff{}))
	err := pipeline.Commit(ctx, pipeline.Unbatch(stored), func(_ context.Context, day int) error {
		fmt.Print("acknowledged ", day, "; ")
		return nil
	})
	fmt.Println(err)
	// Output: acknowledged 1; acknowledged 2; acknowledged 3; acknowledged 4; <nil>
}

// A BatchFunc of one's own says which row is wrong.
func ExampleAtRow() {
	db := database()
	defer db.Close()
	check := func(_ context.Context, _ *sql.Tx, batch []Visit) error {
		for i, v := range batch {
			if v.Days > 3 {
				return sink.AtRow(i, errors.New("too long"))
			}
		}
		return nil
	}
	fmt.Println(sink.Exec(ctx, trips, db, check, sink.Batches{}))
	// Output: rows 1-4: row 4: too long
}

func ExampleQuote() {
	fmt.Println(sink.Quote("Name"), sink.Quote(`5" disks`))
	// Output: "Name" "5"" disks"
}

func ExampleQuestion() {
	fmt.Println(sink.Question(1), sink.Question(2))
	// Output: ? ?
}

func ExampleDollar() {
	fmt.Println(sink.Dollar(1), sink.Dollar(2))
	// Output: $1 $2
}

func ExampleAtP() {
	fmt.Println(sink.AtP(1), sink.AtP(2))
	// Output: @p1 @p2
}

func ExampleColon() {
	fmt.Println(sink.Colon(1), sink.Colon(2))
	// Output: :1 :2
}
