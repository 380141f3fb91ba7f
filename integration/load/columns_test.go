package load_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/coseq/coseq/integration/load"
	"github.com/coseq/coseq/pipeline/source"
)

// tableOf returns names and types of the columns of a table.
func tableOf(t *testing.T, db *load.DB, table string) (columns []string) {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM "` + table + `" LIMIT 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range types {
		columns = append(columns, c.Name()+" "+strings.ToUpper(c.DatabaseTypeName()))
	}
	return columns
}

func execute(t *testing.T, db *load.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// checkRun checks what a job comes to.
func checkRun(t *testing.T, job load.Job, db *load.DB, want load.Result) {
	t.Helper()
	if result, err := job.Run(t.Context(), db); err != nil || result != want {
		t.Fatalf("Run() = %+v, %v; want %+v", result, err, want)
	}
}

// Columns are called as in the header, whatever that has, and are told apart.
func TestColumnNames(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		long := strings.Repeat("é", 40)
		header := []string{
			"id", " spaces ", "", "ID", "id", `with ""quotes""`, "two\nlines",
			"select", "; DROP TABLE x --", "id_2", long + "1", long + "2",
		}
		names := []string{
			"id", "spaces", "column_3", "ID_2", "id_3", `with "quotes"`, "two\nlines",
			"select", "; DROP TABLE x --", "id_2_2", long + "1", long + "2",
		}
		if strings.HasPrefix(db.String(), "postgres") { // which has no longer names
			names[10], names[11] = strings.Repeat("é", 31), strings.Repeat("é", 30)+"_2"
		}
		path := t.TempDir() + "/odd names.v2.csv"
		fields := strings.Repeat("x,", len(header)-1) + "x\n"
		write(t, path, `"`+strings.Join(header, `","`)+"\"\n"+fields)
		if _, err := (load.Job{CSV: path}).Run(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		for i := range names {
			names[i] += " TEXT"
		}
		if diff := cmp.Diff(names, tableOf(t, db, "odd names.v2")); diff != "" {
			t.Errorf("columns (-want +got):\n%s", diff)
		}
	})
}

// With Infer, columns are of numbers where all of the first fields are; empty ones are NULL.
func TestInfer(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		path := t.TempDir() + "/measured.csv"
		write(t, path, "id,price,mixed,zip,empty,big\n"+
			"1,2.50,1,00123,,9223372036854775807\n"+
			"-2,,x,99999,,\n"+
			"3,1e3,2.5,00001,,-9223372036854775808\n")
		if _, err := (load.Job{CSV: path, Infer: true}).Run(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		want := []string{
			"id INTEGER", "price REAL", "mixed TEXT", "zip TEXT", "empty TEXT", "big INTEGER",
		}
		if strings.HasPrefix(db.String(), "postgres") {
			want[0], want[1], want[5] = "id INT8", "price NUMERIC", "big INT8"
		}
		if diff := cmp.Diff(want, tableOf(t, db, "measured")); diff != "" {
			t.Errorf("columns (-want +got):\n%s", diff)
		}
		var sum float64
		var zip string
		var nulls int
		err := db.QueryRow("SELECT sum(id) + sum(price), min(zip), "+
			"(SELECT count(*) FROM measured WHERE price IS NULL OR big IS NULL) FROM measured").
			Scan(&sum, &zip, &nulls)
		if err != nil || sum != 1004.5 || zip != "00001" || nulls != 1 {
			t.Errorf("sum %v, zip %q, %d with NULL, error %v", sum, zip, nulls, err)
		}
	})
}

// A table that exists gets the fields by the names of its columns, in any order, and what
// the file does not have is left to its defaults.
func TestExistingTable(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		execute(t, db, `CREATE TABLE people (
			"Name" varchar(20), age integer, born date, place text DEFAULT 'unknown')`)
		path := t.TempDir() + "/people.csv"
		write(t, path, "AGE,name,born\n36,Ada,1815-12-10\n,Grace,\n")
		checkRun(t, load.Job{CSV: path}, db, load.Result{Table: "people", Stored: 2, Whole: true})
		var name, place string
		err := db.QueryRow(`SELECT "Name", place FROM people WHERE age IS NULL AND born IS NULL`).
			Scan(&name, &place)
		if err != nil || name != "Grace" || place != "unknown" {
			t.Errorf("%q of %q, error %v", name, place, err)
		}

		for header, want := range map[string]string{
			"name,height": `table people: it has no column "height"; its columns are Name, age, born, place`,
			"name,NAME":   `table people: two columns`,
		} {
			write(t, path, header+"\nx,y\n")
			_, err := load.Job{CSV: path, Changed: load.Again}.Run(t.Context(), db)
			if err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("header %s: error %v, want %s", header, err, want)
			}
		}
	})
}

// A file without a header, with another separator.
func TestHeader(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		path := t.TempDir() + "/plain.tsv"
		write(t, path, "1\tone\n2\ttwo\n")
		job := load.Job{
			CSV: path, Header: []string{"id", "word"}, Infer: true,
			Options: []source.Option{source.Comma('\t')},
		}
		checkRun(t, job, db, load.Result{Table: "plain", Created: true, Stored: 2, Whole: true})
		var words int
		err := db.QueryRow("SELECT count(*) FROM plain WHERE id = 1 AND word = 'one'").Scan(&words)
		if err != nil || words != 1 {
			t.Errorf("%d rows, error %v", words, err)
		}
	})
}

// A table that is gone is loaded again, as are rows that are not known to be loaded.
func TestTableGone(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		path := t.TempDir() + "/gone.csv"
		write(t, path, "id\n1\n2\n")
		for range 2 {
			want := load.Result{Table: "gone", Created: true, Stored: 2, Whole: true}
			checkRun(t, load.Job{CSV: path}, db, want)
			execute(t, db, "DROP TABLE gone")
		}
	})
}

// Several loads at once, of a file into tables of the same database and of files into the
// same table, do not get into each other's way.
func TestAtOnce(t *testing.T) {
	onEach(t, func(t *testing.T, db *load.DB) {
		dir := t.TempDir()
		execute(t, db, "CREATE TABLE shared (id integer)")
		var all sync.WaitGroup
		for i := range 4 {
			path := fmt.Sprintf("%s/file%d.csv", dir, i)
			write(t, path, "id\n"+strings.Repeat("1\n", 3000))
			for _, table := range []string{"shared", ""} {
				all.Go(func() {
					job := load.Job{CSV: path, Table: table, Batch: 100}
					result, err := job.Run(t.Context(), db)
					if err != nil || result.Stored != 3000 {
						t.Errorf("Run() = %+v, %v", result, err)
					}
				})
			}
		}
		all.Wait()
		var n int
		if err := db.QueryRow("SELECT count(*) FROM shared").Scan(&n); err != nil || n != 12000 {
			t.Errorf("%d rows, error %v", n, err)
		}
	})
}
