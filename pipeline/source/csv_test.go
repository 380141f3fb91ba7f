package source_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

type base struct {
	ID   int64
	Code code `csv:"country code"`
}

// A code is text of two letters.
type code string

func (c *code) UnmarshalText(text []byte) error {
	if len(text) != 2 {
		return fmt.Errorf("%q has not two letters", text)
	}
	*c = code(text)
	return nil
}

type size float32

type parcel struct {
	base
	Weight  size
	Wait    time.Duration
	Sent    time.Time
	Due     *time.Time `csv:"due,optional" layout:"2.1.2006"`
	Small   uint8
	Signed  bool
	Raw     []byte
	Sum     *big.Int
	Note    *string `csv:",optional"`
	To      place
	Back    *place `csv:"return"`
	Skipped func() `csv:"-"`
	hidden  chan int
	At      source.Position
}

type place struct{ City string }

const parcelHeader = "id,country code,weight,wait,sent,DUE,small,Signed,raw,sum,to.city,return.city\n"

func TestCSV(t *testing.T) {
	in := textOf(parcelHeader +
		"1,de,2.5,1m30s,2026-11-28T12:00:00Z,24.12.2026,255,true,abc,12345678901234567890,Ulm,\n" +
		`-2,"fr",0,0s,2026-11-28T12:00:00Z,,0,F,"a ""b""` + "\nc\",,\"\",Rom\n")
	got, err := source.CSV[parcel](in).Collect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	due := time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)
	sum, _ := new(big.Int).SetString("12345678901234567890", 10)
	want := []parcel{
		{
			base: base{1, "de"}, Weight: 2.5, Wait: 90 * time.Second, Sent: noon, Due: &due,
			Small: 255, Signed: true, Raw: []byte("abc"), Sum: sum, To: place{"Ulm"},
			hidden: nil, At: source.Position{Name: "in", Row: 1, Line: 2, Column: 1},
		},
		{
			base: base{-2, "fr"}, Sent: noon, Raw: []byte("a \"b\"\nc"), Back: &place{"Rom"},
			At: source.Position{Name: "in", Row: 2, Line: 3, Column: 1},
		},
	}
	same := cmp.Options{
		cmp.AllowUnexported(parcel{}), cmp.Comparer(func(a, b *big.Int) bool {
			return a == b || a != nil && b != nil && a.Cmp(b) == 0
		}),
	}
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

type point struct{ X, Y int }

func TestCSVHeader(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		opts []source.Option
		want []string
	}{
		"other order":       {"y,x\n1,2", nil, []string{"{2 1}"}},
		"space around":      {" X , y\n1,2", nil, []string{"{1 2}"}},
		"CRLF":              {"x,y\r\n1,2\r\n3,4\r\n", nil, []string{"{1 2}", "{3 4}"}},
		"quoted":            {"\"x\",\"y\"\n\"1\",2\n3,\"4\"", nil, []string{"{1 2}", "{3 4}"}},
		"no rows":           {"x,y", nil, nil},
		"empty lines":       {"\n\nx,y\n\n1,2\n\r\n3,4\n\n", nil, []string{"{1 2}", "{3 4}"}},
		"empty":             {"", nil, []string{"error in:1:1: no header"}},
		"only empty lines":  {"\n\n", nil, []string{"error in:1:1: no header"}},
		"unknown":           {"x,y,z\n1,2,3", nil, []string{"error in:1:5: z: there is no field for the column"}},
		"nameless":          {"x,,y\n1,2,3", nil, []string{"error in:1:3: there is no field for the column"}},
		"missing":           {"x\n1", nil, []string{"error in:1:1: Y: there is no such column"}},
		"twice":             {"x,y,X\n1,2,3", nil, []string{"error in:1:5: X: the column is there twice"}},
		"not UTF-8":         {"x,\xff\n", nil, []string{"error in:1:3: invalid UTF-8"}},
		"broken quotes":     {"x,\"y\n1,2", nil, []string{"error in:2:4: extraneous or missing \" in quoted-field (the record begins in line 1)"}},
		"AllowUnknown":      {"a,x,b,y,b\n1,2,3,4,5", []source.Option{source.AllowUnknown()}, []string{"{2 4}"}},
		"given":             {"1,2\n3,4", []source.Option{source.Header("y", "x")}, []string{"{2 1}", "{4 3}"}},
		"given, empty":      {"", []source.Option{source.Header("y", "x")}, nil},
		"given, bad row":    {"1", []source.Option{source.Header("y", "x")}, []string{"error in:1:1: wrong number of fields: 1, want 2"}},
		"comments":          {"#c\nx,y\n#1,2\n3,4", []source.Option{source.Comment('#')}, []string{"{3 4}"}},
		"semicolons":        {"x;y\n1;2", []source.Option{source.Comma(';')}, []string{"{1 2}"}},
		"separator not one": {"x→y\n1→2\n\"3\"→4\n5→z", []source.Option{source.Comma('→')}, []string{"{1 2}", "{3 4}", "error in:4:5: y: parsing \"z\": invalid syntax"}},
		"leading space":     {"x, y\n 1,\t2", []source.Option{source.TrimLeadingSpace()}, []string{"{1 2}"}},
	} {
		t.Run(name, func(t *testing.T) {
			wantItems(t, source.CSV[point](textOf(test.text), test.opts...), test.want...)
		})
	}
}

// What is wrong with a row, and where in the file that is.
func TestCSVBadRows(t *testing.T) {
	for name, test := range map[string]struct {
		row  string
		opts []source.Option
		want string
	}{
		"field":              {"1,2x", nil, `error in:3:3: y: parsing "2x": invalid syntax`},
		"first field":        {",2", nil, `error in:3:1: x: parsing "": invalid syntax`},
		"out of range":       {"1,99999999999999999999", nil, `error in:3:3: y: parsing "99999999999999999999": value out of range`},
		"behind runes":       {"äöü,2", nil, `error in:3:1: x: parsing "äöü": invalid syntax`},
		"quoted field":       {`"1","z"`, nil, `error in:3:5: y: parsing "z": invalid syntax`},
		"on another line":    {"\"1\n\",\"z\"", nil, `error in:3:1: x: parsing "1\n": invalid syntax`},
		"too few":            {"1", nil, "error in:3:1: wrong number of fields: 1, want 2"},
		"too many":           {"1,2,3", nil, "error in:3:5: wrong number of fields: 3, want 2"},
		"too many, quoted":   {`"1",2,"3"`, nil, "error in:3:7: wrong number of fields: 3, want 2"},
		"short, but allowed": {"1", []source.Option{source.Ragged()}, "{1 0}"},
		"long, but allowed":  {"1,2,3", []source.Option{source.Ragged()}, "{1 2}"},
		"quotes, but lazy":   {`1,2"`, []source.Option{source.LazyQuotes()}, `error in:3:3: y: parsing "2\"": invalid syntax`},
	} {
		t.Run(name, func(t *testing.T) {
			flow := source.CSV[point](textOf("x,y\n0,0\n"+test.row+"\n4,5\n"), test.opts...)
			wantItems(t, flow, "{0 0}", test.want, "{4 5}")
		})
	}
}

func TestCSVNotUTF8(t *testing.T) {
	type named struct {
		Name, Note string
		N          int
	}
	text := "name,n,note\na,1,b\n\xff,2,b\na,3,\"\xc3\"\nä,4,b\n"
	wantItems(t, source.CSV[named](textOf(text)),
		"{a b 1}", "error in:3:1: name: invalid UTF-8", "error in:4:5: note: invalid UTF-8", "{ä b 4}")
}

// Quotes that are wrong end the flow: who knows where the next row begins.
func TestCSVBrokenQuotes(t *testing.T) {
	for text, want := range map[string]string{
		"1,2\"\n4,5":   `error in:3:4: bare " in non-quoted-field`,
		"1,\"2\"3\n":   `error in:3:5: extraneous or missing " in quoted-field`,
		"1,\"2\n4,5\n": `error in:4:5: extraneous or missing " in quoted-field (the record begins in line 3)`,
	} {
		wantItems(t, source.CSV[point](textOf("x,y\n0,0\n"+text)), "{0 0}", want)
	}
	_, err := source.CSV[point](textOf("x,y\n\"\n")).Collect(t.Context())
	if parse := new(csv.ParseError); !errors.As(err, &parse) || !errors.Is(err, csv.ErrQuote) {
		t.Errorf("error %v, want one of package csv", err)
	}
}

func TestCSVErrorsPassThrough(t *testing.T) {
	flow := source.CSV[point](textOf("x,y\n1,z\n1\n2,3"))
	var errs []error
	got, err := pipeline.Catch(flow, func(err error) error {
		errs = append(errs, err)
		return nil
	}).Collect(t.Context())
	if diff := cmp.Diff([]point{{2, 3}}, got); diff != "" || err != nil {
		t.Errorf("error %v, rows (-want +got):\n%s", err, diff)
	}
	if len(errs) != 2 || !errors.Is(errs[0], strconv.ErrSyntax) || !errors.Is(errs[1], csv.ErrFieldCount) {
		t.Fatalf("errors %v, want a number's and one of lengths", errs)
	}
	var e *source.Error
	want := source.Position{Name: "in", Row: 1, Line: 2, Column: 3}
	if !errors.As(errs[0], &e) || e.Position != want || e.Field != "y" {
		t.Errorf("error %+v, want one at %v", e, want)
	}
}

// Rows that are cut out of long lines, or lie where one read ends and the next begins.
func TestCSVLongLines(t *testing.T) {
	type text struct{ A, B string }
	var b strings.Builder
	b.WriteString("a,b\n")
	for n := range 40 {
		fmt.Fprintf(&b, "%s,%s\n", strings.Repeat("x", n*1000), strings.Repeat("y", 1000))
		fmt.Fprintf(&b, "\"%s\",%s\n", strings.Repeat("x\n", n*1000), strings.Repeat("y", 1000))
	}
	for name, reader := range readers {
		n := 0
		in := source.Reader("in", reader(strings.NewReader(b.String())))
		for row, err := range source.CSV[text](in).All(t.Context()) {
			if err != nil || len(row.A) != n/2*1000*(n%2+1) || len(row.B) != 1000 {
				t.Fatalf("%s: row %d has %d and %d bytes, error %v", name, n, len(row.A), len(row.B), err)
			}
			n++
		}
		if n != 80 {
			t.Errorf("%s: %d rows, want 80", name, n)
		}
	}
}
