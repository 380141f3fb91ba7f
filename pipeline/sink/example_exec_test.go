package sink_test

import (
	"database/sql"
	"fmt"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
)

// database is one for the examples, with a table for visits, and one for jobs.
func database() *sql.DB {
	s := server()
	s.Create("visits", []string{"city", "days"})
	s.Unique["visits"] = "city"
	return s.DB()
}

// show prints a table.
func show(db *sql.DB, table string) {
	rows, err := db.Query("SELECT * FROM " + table)
	for err == nil && rows.Next() {
		var city string
		var days int
		err = rows.Scan(&city, &days)
		fmt.Println(city, days)
	}
	if err != nil {
		fmt.Println(err)
	}
}

func ExampleExec() {
	db := database()
	defer db.Close()
	insert := sink.Insert[Visit](sink.Table{Name: "visits"})
	fmt.Println(sink.Exec(ctx, visits, db, insert, sink.Batches{Size: 2}))
	show(db, "visits")
	// Output:
	// <nil>
	// Paris 3
	// Nice 2
	// Arles, Nîmes 1
}

// The batch with a row that the database does not take is not written.
func ExampleBatchError() {
	db := database()
	defer db.Close()
	again := pipeline.Concat(visits, visits)
	insert := sink.Insert[Visit](sink.Table{Name: "visits"})
	fmt.Println(sink.Exec(ctx, again, db, insert, sink.Batches{Size: 2}))
	show(db, "visits")
	// Output:
	// rows 3-4: row 4: fakesql: UNIQUE constraint failed: visits.city
	// Paris 3
	// Nice 2
}

func ExampleInsertFunc() {
	db := database()
	defer db.Close()
	t := sink.Table{Name: "visits", Columns: []string{"city", "days"}, Placeholder: sink.Dollar}
	insert := sink.InsertFunc(t, func(dst []any, city string) []any {
		return append(dst, city, len(city))
	})
	fmt.Println(sink.Exec(ctx, pipeline.Of("Paris", "Nice"), db, insert, sink.Batches{}))
	show(db, "visits")
	// Output:
	// <nil>
	// Paris 5
	// Nice 4
}

func ExampleInsert() {
	db := database()
	defer db.Close()
	insert := sink.Insert[Visit](sink.Table{Name: "visits", Suffix: "ON CONFLICT DO NOTHING"})
	tx, err := db.Begin()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(insert(ctx, tx, []Visit{{"Lyon", 1}, {"Nice", 2}}), tx.Commit())
	show(db, "visits")
	// Output:
	// <nil> <nil>
	// Lyon 1
	// Nice 2
}
