package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing/fstest"
	"testing/iotest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// Columns are found by the names in the header. A bad row is an error in its place.
func ExampleCSV() {
	file := source.Reader("orders.csv", strings.NewReader(`id,unit price,shipped
1,9.90,2026-11-28
2,twelve,2026-11-28
3,4.50,2026-11-29
`))
	type order struct {
		ID      int
		Price   float64   `csv:"unit price"`
		Shipped time.Time `layout:"2006-01-02"`
	}
	orders := source.SkipBad(source.CSV[order](file), func(bad *source.Error) {
		fmt.Println(bad)
	})
	for o, err := range orders.All(context.Background()) {
		fmt.Println(o.ID, o.Price, o.Shipped.Weekday(), err)
	}
	// Output:
	// 1 9.9 Saturday <nil>
	// orders.csv:3:3: unit price: parsing "twelve": invalid syntax
	// 3 4.5 Sunday <nil>
}

// Bad rows are left out and counted. That the file broke off before its end is an error all
// the same.
func ExampleSkipBad() {
	broken := io.MultiReader(strings.NewReader("name,code\nUlm,89073\nBonn,?\nKiel,24103\n"),
		iotest.ErrReader(errors.New("connection lost")))
	bad := 0
	cities := source.SkipBad(source.CSV[city](source.Reader("cities.csv", broken)),
		func(*source.Error) { bad++ })
	for c, err := range cities.All(context.Background()) {
		fmt.Println(c, err)
	}
	fmt.Println("bad rows:", bad)
	// Output:
	// {Ulm 89073} <nil>
	// {Kiel 24103} <nil>
	// { 0} cities.csv:5:1: connection lost
	// bad rows: 1
}

func ExampleRecords() {
	file := source.Reader("words.csv", strings.NewReader("en,de\ncat,Katze\n\"dog,\nbitch\",Hund\n"))
	for r, err := range source.Records(file).All(context.Background()) {
		fmt.Printf("%d: %q %v\n", r.Line, r.Fields, err)
	}
	// Output:
	// 1: ["en" "de"] <nil>
	// 2: ["cat" "Katze"] <nil>
	// 3: ["dog,\nbitch" "Hund"] <nil>
}

// What is made of a field may fail, too.
func ExampleRecord_At() {
	file := source.Reader("ports.csv", strings.NewReader("ssh,22\n\"http\",eighty\n"))
	for r := range source.Records(file).All(context.Background()) {
		var port int
		_, err := fmt.Sscan(r.Fields[1], &port)
		fmt.Println(port, r.At(1).Wrap(err))
	}
	// Output:
	// 22 <nil>
	// 0 ports.csv:2:8: expected integer
}

type city struct {
	Name string
	Code int
}

// show prints the items of a flow of rows.
func show(file source.Input, opts ...source.Option) {
	for c, err := range source.CSV[city](file, opts...)(context.Background()) {
		fmt.Println(c, err)
	}
}

func ExampleComma() {
	show(source.Reader("de.csv", strings.NewReader("name;code\nUlm;89073\n")), source.Comma(';'))
	// Output: {Ulm 89073} <nil>
}

func ExampleComment() {
	text := "# of 2026\nname,code\nUlm,89073\n#Bonn,53111\n"
	show(source.Reader("de.csv", strings.NewReader(text)), source.Comment('#'))
	// Output: {Ulm 89073} <nil>
}

func ExampleHeader() {
	show(source.Reader("de.csv", strings.NewReader("89073,Ulm\n")), source.Header("code", "name"))
	// Output: {Ulm 89073} <nil>
}

func ExampleAllowUnknown() {
	text := "name,state,code\nUlm,BW,89073\n"
	show(source.Reader("de.csv", strings.NewReader(text)))
	show(source.Reader("de.csv", strings.NewReader(text)), source.AllowUnknown())
	// Output:
	// { 0} de.csv:1:6: state: there is no field for the column
	// {Ulm 89073} <nil>
}

func ExampleRagged() {
	text := "name,code\nUlm\nBonn,53111,NW\n"
	show(source.Reader("de.csv", strings.NewReader(text)))
	show(source.Reader("de.csv", strings.NewReader(text)), source.Ragged())
	// Output:
	// { 0} de.csv:2:1: wrong number of fields: 1, want 2
	// { 0} de.csv:3:12: wrong number of fields: 3, want 2
	// {Ulm 0} <nil>
	// {Bonn 53111} <nil>
}

func ExampleLazyQuotes() {
	text := "name,code\nUlm \"on the Danube\",89073\n"
	show(source.Reader("de.csv", strings.NewReader(text)))
	show(source.Reader("de.csv", strings.NewReader(text)), source.LazyQuotes())
	// Output:
	// { 0} de.csv:2:5: bare " in non-quoted-field
	// {Ulm "on the Danube" 89073} <nil>
}

func ExampleTrimLeadingSpace() {
	text := "name, code\nUlm,  89073\n"
	show(source.Reader("de.csv", strings.NewReader(text)), source.TrimLeadingSpace())
	// Output: {Ulm 89073} <nil>
}

// Two goroutines decode; the order is that of the lines.
func ExampleJSONLines() {
	type event struct {
		User string `json:"user"`
		Took int    `json:"took"`
	}
	log := source.Reader("log.jsonl", strings.NewReader(`{"user":"ann","took":12}
{"user":"bob","took":"long"}
{"user":"eve","took":7}
`))
	for e, err := range source.JSONLines[event](log, 2)(context.Background()) {
		fmt.Println(e, err)
	}
	// Output:
	// {ann 12} <nil>
	// { 0} log.jsonl:2:22: took: a JSON string does not fit into int
	// {eve 7} <nil>
}

func ExampleJSONArray() {
	file := source.Reader("primes.json", strings.NewReader("[2, 3,\n 5, 7"))
	for n, err := range source.JSONArray[int](file).All(context.Background()) {
		fmt.Println(n, err)
	}
	// Output:
	// 2 <nil>
	// 3 <nil>
	// 5 <nil>
	// 7 <nil>
	// 0 primes.json:2:6: unexpected EOF
}

func ExampleLines() {
	file := source.Reader("names.txt", strings.NewReader("Zo\xc3\xab\r\nZo\xeb\n"))
	for line, err := range source.Lines(file)(context.Background()) {
		fmt.Printf("%q %v\n", line, err)
	}
	// Output:
	// "Zoë" <nil>
	// "" names.txt:2:3: invalid UTF-8
}

// All log files below a directory, two at a time.
func ExampleWalk() {
	fsys := fstest.MapFS{
		"log/monday.txt":  {Data: []byte("start\nstop\n")},
		"log/tuesday.txt": {Data: []byte("start\n")},
		"log/old/may.txt": {Data: []byte("start\n")},
	}
	files := source.Walk(fsys, "log", func(e source.Entry) bool { return e.Name() == "old" })
	lines := pipeline.FlatMap(files, 2, func(_ context.Context, e source.Entry) (
		pipeline.Flow[string], error,
	) {
		if e.IsDir() {
			return nil, nil
		}
		return source.Lines(e.Input()), nil
	})
	fmt.Println(lines.Collect(context.Background()))
	// Output: [start stop start] <nil>
}

func ExampleEntry_Input() {
	fsys := fstest.MapFS{"motd": {Data: []byte("hello\n")}}
	for e := range source.Walk(fsys, "motd", nil).All(context.Background()) {
		fmt.Println(source.Lines(e.Input()).Collect(context.Background()))
	}
	// Output: [hello] <nil>
}

func ExampleFile() {
	path := filepath.Join(os.TempDir(), "example-of-coseq.txt")
	lines := source.Lines(source.File(path)) // opens nothing yet
	if err := os.WriteFile(path, []byte("one\ntwo\n"), 0o600); err != nil {
		panic(err)
	}
	fmt.Println(lines.Collect(context.Background()))
	os.Remove(path)
	_, err := lines.Collect(context.Background())
	fmt.Println(errors.Is(err, os.ErrNotExist))
	// Output:
	// [one two] <nil>
	// true
}

func ExampleFS() {
	fsys := fstest.MapFS{"motd": {Data: []byte("hello\n")}} // or an embed.FS, os.DirFS …
	fmt.Println(source.Lines(source.FS(fsys, "motd")).Collect(context.Background()))
	_, err := source.Lines(source.FS(fsys, "passwd")).Collect(context.Background())
	fmt.Println(err)
	// Output:
	// [hello] <nil>
	// passwd: open: file does not exist
}

func ExampleReader() {
	in := source.Reader("stdin", strings.NewReader("1\n2\n")) // such as os.Stdin
	fmt.Println(source.JSONLines[int](in, 1).Collect(context.Background()))
	// Output: [1 2] <nil>
}

// The same flow reads files that are compressed, and others.
func ExampleInput_Gunzip() {
	var compressed bytes.Buffer
	w := gzip.NewWriter(&compressed)
	io.WriteString(w, "first\nsecond\n")
	w.Close()
	for _, data := range [][]byte{compressed.Bytes(), []byte("plain\n"), compressed.Bytes()[:30]} {
		in := source.Reader("log.gz", bytes.NewReader(data)).Gunzip()
		fmt.Println(source.Lines(in).Collect(context.Background()))
	}
	// Output:
	// [first second] <nil>
	// [plain] <nil>
	// [first second] log.gz:3:1: unexpected EOF
}

// Any decoder can be between the file and its lines.
func ExampleInput_Through() {
	rot13 := func(r io.Reader) (io.Reader, error) {
		text, err := io.ReadAll(r)
		for i, c := range text {
			if 'a' <= c && c <= 'z' {
				text[i] = 'a' + (c-'a'+13)%26
			}
		}
		return bytes.NewReader(text), err
	}
	in := source.Reader("secret", strings.NewReader("frperg\n")).Through(rot13)
	fmt.Println(source.Lines(in).Collect(context.Background()))
	// Output: [secret] <nil>
}

// Each value knows where it comes from, for errors further down and as a token.
func ExamplePosition() {
	type order struct {
		ID int
		At source.Position
	}
	file := source.Reader("orders.csv", strings.NewReader("id\n7\n-1\n"))
	checked := pipeline.Map(source.CSV[order](file), 2, pipeline.Lift(func(o order) (int, error) {
		if o.ID < 0 {
			return 0, o.At.Wrap(errors.New("negative"))
		}
		return o.ID, nil
	}))
	fmt.Println(checked.Collect(context.Background()))
	// Output: [7] orders.csv:3:1: negative
}

func ExamplePosition_Wrap() {
	at := source.Position{Name: "app.conf", Line: 3, Column: 7}
	fmt.Println(at.Wrap(errors.New("no such option")))
	fmt.Println(at.Wrap(nil))
	// Output:
	// app.conf:3:7: no such option
	// <nil>
}

func ExampleError() {
	file := source.Reader("cities.csv", strings.NewReader("name,code\nUlm,none\n"))
	_, err := source.CSV[city](file).Collect(context.Background())
	var e *source.Error
	if errors.As(err, &e) {
		fmt.Println(e.Name, e.Row, e.Line, e.Column, e.Field, errors.Is(err, strconv.ErrSyntax))
	}
	// Output: cities.csv 1 2 5 code true
}
