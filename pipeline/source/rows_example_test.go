package source_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline/source"
)

// cities returns a database with a table of some.
func cities() *sql.DB {
	s := fakesql.New()
	s.Create("cities", []string{"id", "name"},
		[]driver.Value{int64(1), "Paris"}, []driver.Value{int64(2), nil},
		[]driver.Value{int64(3), "Lyon"})
	return s.DB()
}

// A row that cannot be scanned takes its place in the flow, which goes on.
func ExampleRows() {
	type City struct {
		ID   int
		Name string `db:"name"`
	}
	db := cities()
	defer db.Close()
	rows := source.Rows[City]("cities", source.Query(db, "SELECT id, name FROM cities"))
	for city, err := range rows(context.Background()) {
		fmt.Println(city, err)
	}
	// Output:
	// {1 Paris} <nil>
	// {0 } cities: row 2: name: converting NULL to string is unsupported
	// {3 Lyon} <nil>
}

func ExampleQuery() {
	db := cities()
	defer db.Close()
	names := source.Rows[string]("cities", source.Query(db, "SELECT name FROM cities WHERE id = ?", 3))
	fmt.Println(names.Collect(context.Background()))
	// Output: [Lyon] <nil>
}

func ExampleRowsFunc() {
	db := cities()
	defer db.Close()
	query := source.Query(db, "SELECT id, name FROM cities")
	names := source.RowsFunc("cities", query, func(rows *sql.Rows) (string, error) {
		var id int
		var name sql.NullString
		err := rows.Scan(&id, &name)
		return fmt.Sprintf("%d:%s", id, name.String), err
	})
	fmt.Println(names.Collect(context.Background()))
	// Output: [1:Paris 2: 3:Lyon] <nil>
}

// What Close says after the loop has been left has no place in it.
func ExampleOnClose() {
	s := fakesql.New()
	s.Create("numbers", []string{"n"}, []driver.Value{int64(1)}, []driver.Value{int64(2)})
	s.Before = func(_ context.Context, op fakesql.Op) error {
		if op.Kind == "close rows" {
			return errors.New("connection lost")
		}
		return nil
	}
	db := s.DB()
	defer db.Close()
	numbers := source.Rows[int]("numbers", source.Query(db, "SELECT n FROM numbers"))
	var closing error
	numbers = source.OnClose(numbers, func(err error) { closing = err })
	for n := range numbers.All(context.Background()) {
		fmt.Println(n)
		break
	}
	fmt.Println(closing)
	// Output:
	// 1
	// numbers: after row 1: connection lost
}
