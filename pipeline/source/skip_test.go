package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/coseq/coseq/pipeline/source"
)

// outcome is how many values SkipBad leaves of a flow, the rows that it skips, and the error
// that it leaves.
func outcome[T any](flow pipeline.Flow[T]) string {
	var bad []int
	got, err := source.SkipBad(flow, func(e *source.Error) {
		bad = append(bad, e.Row)
	}).Collect(context.Background())
	return fmt.Sprintf("%d without %v: %v", len(got), bad, err)
}

// broken is text, and then an error.
func broken(text string) source.Input {
	return source.Reader("in", io.MultiReader(strings.NewReader(text), iotest.ErrReader(errBroken)))
}

// cutOff is text compressed by gzip, without the last bytes of that.
func cutOff(text string) source.Input {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	b.Truncate(b.Len() - 4)
	return source.Reader("in", &b).Gunzip()
}

// What is bad in its place is skipped, what ends the flow is not.
func TestSkipBad(t *testing.T) {
	people := fakesql.New()
	people.Create("people", []string{"first", "last"},
		[]driver.Value{"a", "b"}, []driver.Value{"c", nil}, []driver.Value{"d", "e"})
	db := people.DB()
	defer db.Close()
	none := source.FS(fstest.MapFS{}, "none")
	rowsOf := func(query string) pipeline.Flow[person] {
		return source.Rows[person]("people", source.Query(db, query))
	}
	const rows, bad = "x,y\n1,2\n", "x,y\n1,2\n1,z\n3\n\xff,1\n3,4\n"
	for _, test := range []struct{ got, want string }{
		{outcome(source.CSV[point](textOf(bad))), "2 without [2 3 4]: <nil>"},
		{outcome(source.CSV[point](none)), "0 without []: none: open: file does not exist"},
		{outcome(source.CSV[point](textOf(""))), "0 without []: in:1:1: no header"},
		{outcome(source.CSV[point](textOf("x,\xff\n1,2\n"))), "0 without []: in:1:3: invalid UTF-8"},
		{outcome(source.CSV[point](textOf("x,y,z\n1,2,3\n"))),
			"0 without []: in:1:5: z: there is no field for the column"},
		{outcome(source.CSV[point](textOf(rows + "\"3,4\n"))),
			`1 without []: in:3:6: extraneous or missing " in quoted-field`},
		{outcome(source.CSV[point](broken(bad + "5,"))), "2 without [2 3 4]: in:7:3: broken"},
		{outcome(source.CSV[point](cutOff(rows))), "1 without []: in:3:1: unexpected EOF"},

		{outcome(source.Records(textOf(bad))), "4 without [4 5]: <nil>"},
		{outcome(source.Records(broken(rows))), "2 without []: in:3:1: broken"},
		{outcome(source.Records(textOf(rows + "1,a\"b\n3,4"))), "2 without []: in:3:4: bare \" in non-quoted-field"},

		{outcome(source.Lines(textOf("a\n\xff\nb"))), "2 without [2]: <nil>"},
		{outcome(source.Lines(broken("a\n\xff\nb"))), "1 without [2]: in:3:2: broken"},
		{outcome(source.Lines(none)), "0 without []: none: open: file does not exist"},

		{outcome(source.JSONArray[int](textOf(`[1,"2",3]`))), "2 without [2]: <nil>"},
		{outcome(source.JSONArray[int](textOf(`{"a":1}`))), "0 without []: in:1:1: not a JSON array"},
		{outcome(source.JSONArray[int](textOf(`[1,"2",3`))), "2 without [2]: in:1:9: unexpected EOF"},
		{outcome(source.JSONArray[int](textOf(`[1,?,3]`))),
			"1 without []: in:1:4: invalid character '?' looking for beginning of value"},
		{outcome(source.JSONArray[int](textOf(`[1] 2`))),
			"1 without []: in:1:5: more after the end of the JSON array"},
		{outcome(source.JSONArray[int](broken(`[1,"2",`))), "1 without [2]: in:1:8: broken"},

		{outcome(rowsOf("SELECT * FROM people")), "2 without [2]: <nil>"},
		{outcome(rowsOf("SELECT a FROM nowhere")), "0 without []: people: query: fakesql: no table nowhere"},

		{outcome(source.Walk(locked{tree, "logs/b"}, "logs", nil)), "4 without [0]: <nil>"},
		{outcome(source.Walk(locked{tree, "logs"}, "logs", nil)), "1 without []: logs: open: permission denied"},
		{outcome(source.Walk(tree, "none", nil)), "0 without []: none: open: file does not exist"},
	} {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
	for n := 1; n < 4; n++ {
		for _, test := range []struct {
			in   source.Input
			want string
		}{
			{textOf("1\n?\n\"3\"\n4\n\xff"), "2 without [2 3 5]: <nil>"},
			{broken("1\n?\n3"), "1 without [2]: in:3:2: broken"},
			{cutOff("1\n?\n3\n"), "2 without [2]: in:4:1: unexpected EOF"},
			{none, "0 without []: none: open: file does not exist"},
		} {
			if got := outcome(source.JSONLines[int](test.in, n)); got != test.want {
				t.Errorf("JSON lines, n = %d:\ngot  %s\nwant %s", n, got, test.want)
			}
		}
	}
}

// failing is the error and then 1.
func failing(err error) pipeline.Flow[int] {
	return pipeline.Concat(
		pipeline.FromFunc(func(context.Context, func(int) bool) error { return err }), pipeline.Of(1))
}

// Errors of others stay, also if they wrap or join some that would be skipped.
func TestSkipBadLeavesOthers(t *testing.T) {
	bad := &source.Error{Err: errBroken, Skippable: true}
	for _, err := range []error{
		errBroken,
		source.Position{Name: "in", Row: 1}.Wrap(errBroken),
		source.Position{Name: "in", Row: 1}.Wrap(bad),
		errors.Join(bad, errBroken),
	} {
		flow := failing(err)
		if got := source.SkipBad(flow, nil).Run(t.Context()); got != err {
			t.Errorf("error %v, want %v", got, err)
		}
	}
	flow := failing(fmt.Errorf("orders: %w", bad))
	collect(t, source.SkipBad(flow, nil), 1)
}

// A good file is not replaced by the first half of the new one.
func TestSkipBadIntoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "points.csv")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	points := source.SkipBad(source.CSV[point](broken("x,y\n1,2\n1,z\n")), nil)
	if err := sink.CSV(t.Context(), points, sink.File(path)); !errors.Is(err, errBroken) {
		t.Errorf("error %v, want %v", err, errBroken)
	}
	if text, err := os.ReadFile(path); string(text) != "old" {
		t.Errorf("the file is %q, error %v", text, err)
	}
}
