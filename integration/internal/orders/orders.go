// Package orders has a CSV file of any length, for tests and benchmarks: the same in each
// run, and with whatever can be in a field.
package orders

import (
	"compress/gzip"
	"database/sql"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Header is the first record of the file.
var Header = []string{"id", "customer", "price", "zip", "remark"}

// remarks are what CSV and SQL have to take care of.
var remarks = []string{
	"", "plain", `with "quotes"`, "a, b", "two\nlines", " spaces ", `\N`,
	"it's 100 % 'quoted'; --", "Grüße, 世界 🙂",
}

// Row returns the i-th row, from 0.
func Row(i int) []string {
	return []string{
		strconv.Itoa(i + 1),
		"customer " + strconv.Itoa(i*7919%10007),
		fmt.Sprintf("%d.%02d", i%1000, i%100),
		fmt.Sprintf("%05d", i*31%100000),
		remarks[i%len(remarks)],
	}
}

// File makes a file of n rows in a directory of the test, and returns its path. It is
// compressed if its name ends in .gz.
func File(tb testing.TB, name string, n int) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var w io.Writer = f
	if strings.HasSuffix(name, ".gz") {
		zip := gzip.NewWriter(f)
		defer zip.Close()
		w = zip
	}
	if err := write(csv.NewWriter(w), n); err != nil {
		tb.Fatal(err)
	}
	return path
}

func write(w *csv.Writer, n int) error {
	if err := w.Write(Header); err != nil {
		return err
	}
	for i := range n {
		if err := w.Write(Row(i)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// Check checks that a table has the first n rows, each once, and no others.
func Check(tb testing.TB, db *sql.DB, table string, n int) {
	tb.Helper()
	rows, err := db.QueryContext(tb.Context(),
		"SELECT id, customer, price, zip, remark FROM "+table+" ORDER BY length(id), id")
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	got := 0
	f := make([]string, len(Header))
	for ; rows.Next(); got++ {
		if err := rows.Scan(&f[0], &f[1], &f[2], &f[3], &f[4]); err != nil {
			tb.Fatal(err)
		}
		if want := Row(got); !slices.Equal(f, want) {
			tb.Fatalf("row %d of %s is %q, want %q", got, table, f, want)
		}
	}
	if err := rows.Err(); err != nil || got != n {
		tb.Errorf("table %s has %d rows, error %v; want %d rows", table, got, err, n)
	}
}
