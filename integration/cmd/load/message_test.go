package main_test

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/coseq/coseq/integration/load"
)

// numbered is a file of n rows with a column of numbers, up to which there is nothing wrong.
func numbered(n int, rest string) string {
	var b strings.Builder
	b.WriteString("id,amount\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,%d\n", i+1, i*i)
	}
	return b.String() + rest
}

// What is wrong is said with the place where it is, and what to do about it.
func TestMessages(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"taken.db", "empty.csv"} {
		write(t, name, "")
	}
	write(t, "taken.db", "this is no database, but a text of some length: at least that of a header")
	for name, test := range map[string]struct {
		file   string
		args   string // -csv test.csv -db sqlite:test.db, if that is not among them
		status int
		want   []string
	}{
		"nothing":          {"", "-quiet", 2, []string{"-csv is missing"}},
		"no database":      {"", "-csv a.csv", 2, []string{"-db is missing"}},
		"unknown database": {"", "-csv a.csv -db oracle:x", 2, []string{`"oracle:x"`, "sqlite:PATH"}},
		"unknown flag":     {"", "-cvs a.csv", 2, []string{"-cvs", "usage:"}},
		"too much": {
			"", "-csv a.csv -db sqlite:x.db b.csv", 2,
			[]string{`"b.csv"`, "too much"},
		},
		"empty batches": {"", "-csv a.csv -db sqlite:x.db -batch 0", 2, []string{"-batch"}},
		"separator":     {"", "-csv a.csv -db sqlite:x.db -comma ab", 2, []string{"-comma"}},
		"contradiction": {"", "-csv a.csv -db sqlite:x.db -again -continue", 2, []string{"-again"}},
		"no address":    {"", "-csv a.csv -db sqlite:x.db -live foo", 2, []string{"-live: ", "foo"}},
		"no file": {
			"", "-csv nope.csv -db sqlite:x.db", 1,
			[]string{"nope.csv", "no such file"},
		},
		"a directory": {"", "-csv . -db sqlite:x.db", 1, []string{". is no file"}},
		"empty file":  {"", "-csv empty.csv -db sqlite:x.db", 1, []string{"empty.csv is empty"}},
		"no directory": {
			"id\n1\n", "-db sqlite:nope/x.db", 1,
			[]string{"database sqlite:nope/x.db", "unable to open"},
		},
		"another format": {
			"id\n1\n", "-db sqlite:taken.db", 1,
			[]string{"database sqlite:taken.db", "not a database"},
		},
		"nobody there": {
			"id\n1\n", "-db postgres://me:secret@127.0.0.1:1/x", 1,
			[]string{"postgres://me:xxxxx@127.0.0.1:1/x", "connection refused"},
		},
		"too many fields": {
			"a,b\n1,2\n3,4,5\n", "", 1,
			[]string{"test.csv:3:", "fields", "1 row stored", "-continue"},
		},
		"too few fields": {
			"a,b\n1\n", "", 1,
			[]string{"test.csv:2:", "fields", "Nothing was stored"},
		},
		"a quote":   {"a,b\n1,2\n3,\"x\"y\n", "", 1, []string{"test.csv:3:", "1 row stored"}},
		"not UTF-8": {"a,b\n1,2\n3,\xff\n", "", 1, []string{"test.csv:3:3:", "UTF-8"}},
		"not a number": {
			numbered(1000, "x,1\n"), "-infer", 1,
			[]string{`test.csv:1002:1: id: "x" is not an integer`, "1000 rows stored", "behind row 1000"},
		},
		"too large a number": {
			numbered(1000, "1,99999999999999999999\n"), "-infer", 1,
			[]string{"test.csv:1002:3: amount:"},
		},
		"two tables": {
			"a,b\n1,2\n", "-table x.y", 0,
			[]string{"1 row stored in table x.y (new)"},
		},
		"quiet": {"a,b\n1,2\n", "-quiet", 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			args := strings.Fields(test.args)
			if test.file != "" {
				write(t, "test.csv", test.file)
				args = append(args, "-csv", "test.csv")
			}
			if !strings.Contains(test.args, "-db") && name != "nothing" && name != "no database" {
				args = append(args, "-db", "sqlite:"+filepath.Join(t.TempDir(), "test.db"))
			}
			status, stderr := command(t, args...)
			if status != test.status {
				t.Errorf("status %d, want %d", status, test.status)
			}
			for _, want := range test.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("want %q in what is said:\n%s", want, stderr)
				}
			}
			if test.want == nil && stderr != "" || strings.Contains(stderr, "secret") {
				t.Errorf("said too much:\n%s", stderr)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A file with a fault is loaded up to it, mended, and taken up there.
func TestMend(t *testing.T) {
	t.Chdir(t.TempDir())
	args := []string{"-csv", "test.csv", "-db", "sqlite:test.db"}
	write(t, "test.csv", numbered(2500, "2501\n2502,1\n"))
	expect(t, 1, "2500 rows stored in table test (new)", args...)
	write(t, "test.csv", numbered(2500, "2501,0\n2502,1\n"))
	expect(t, 1, "-continue goes on behind them", args...)
	expect(t, 0, "2 rows stored in table test of sqlite:test.db, 2502 with those from before",
		append(args, "-continue")...)
	expect(t, 0, "Nothing to do: 2502 rows of test.csv are in table test.", args...)
	if got := sum(t, "test"); got != 2502*2503/2 {
		t.Errorf("the sum of all numbers is %d", got)
	}
	expect(t, 0, "2502 rows stored in table test of", append(args, "-again")...)
	if got := sum(t, "test"); got != 2502*2503 {
		t.Errorf("the sum of all numbers, twice, is %d", got)
	}
}

// expect runs the program and checks its exit status and that it says want.
func expect(t *testing.T, status int, want string, args ...string) {
	t.Helper()
	got, stderr := command(t, args...)
	if got != status || !strings.Contains(stderr, want) {
		t.Errorf("load %q: status %d, want %d and %q:\n%s", args, got, status, want, stderr)
	}
}

// sum adds up the numbers in the column id.
func sum(t *testing.T, table string) (sum int) {
	t.Helper()
	db, err := load.Open("sqlite:test.db")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT sum(id) FROM " + table).Scan(&sum); err != nil {
		t.Fatal(err)
	}
	return sum
}

// A row that the database refuses is named, and nothing of its transaction is stored.
func TestRefused(t *testing.T) {
	onEach(t, func(t *testing.T, address string) {
		db, err := load.Open(address)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec("CREATE TABLE test (id bigint PRIMARY KEY, amount bigint)"); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "test.csv")
		write(t, path, numbered(1700, "1600,1\n1701,2\n"))
		expect(t, 1, path+":1702:1: ", "-csv", path, "-db", address)
		expect(t, 1, "behind row 1000", "-csv", path, "-db", address, "-continue")
	})
}

// What there is of a file that was cut off is loaded.
func TestTruncated(t *testing.T) {
	t.Chdir(t.TempDir())
	var zipped strings.Builder
	w := gzip.NewWriter(&zipped)
	fmt.Fprint(w, numbered(50_000, ""))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := zipped.String()
	args := []string{"-csv", "test.csv.gz", "-db", "sqlite:test.db"}
	write(t, "test.csv.gz", whole[:len(whole)/2])
	expect(t, 1, "unexpected EOF", args...)
	write(t, "test.csv.gz", whole)
	expect(t, 0, ", 50000 with those from before", append(args, "-continue")...)
	if got := sum(t, "test"); got != 50_000*50_001/2 {
		t.Errorf("the sum of all numbers is %d", got)
	}
}
