package source_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

// slowly returns an input that gives at most that many bytes at once.
func slowly(text string, size uint8) source.Input {
	return source.Reader("in", &portions{strings.NewReader(text), int(size) + 1})
}

type portions struct {
	r    io.Reader
	size int
}

func (p *portions) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), p.size)]) }

// Records are those of encoding/csv, with all that it can be told, and so are the positions
// of their fields and the errors.
func FuzzRecords(f *testing.F) {
	for _, text := range []string{
		"", "a,b\nc,d", "a\r\n\"b\"\r\n", "\"a\"\"b\",c\n", "\"a\nb\",\"\"\n\n#c\nd", "a\"b\n", "\"a\"b\n",
		"\"a", "a,\r\n\r", ",,\n\"\"", " a, \"b\"\n", "\r\r\n", "\xff,a\n", "#\n# x\n", "a\n\"b\r\nc\"\r\nd",
	} {
		f.Add(text, ',', false, false, false, uint8(0))
		f.Add(text, ';', true, false, true, uint8(2))
		f.Add(text, ',', false, true, true, uint8(255))
	}
	f.Fuzz(func(t *testing.T, text string, comma rune, lazy, trim, comment bool, size uint8) {
		want := csv.NewReader(strings.NewReader(text))
		if strings.HasPrefix(text, "\ufeff") || comma == '#' || !valid(comma) {
			t.Skip()
		}
		opts := []source.Option{source.Comma(comma), source.Ragged()}
		want.Comma, want.FieldsPerRecord = comma, -1
		if lazy {
			want.LazyQuotes, opts = true, append(opts, source.LazyQuotes())
		}
		if trim {
			want.TrimLeadingSpace, opts = true, append(opts, source.TrimLeadingSpace())
		}
		if comment {
			want.Comment, opts = '#', append(opts, source.Comment('#'))
		}
		for got, err := range source.Records(slowly(text, size), opts...)(t.Context()) {
			wantRecord(t, want, got, err)
		}
		if _, err := want.Read(); err != io.EOF && !errors.As(err, new(*csv.ParseError)) {
			t.Errorf("the flow has ended, want %v", err)
		}
	})
}

func valid(comma rune) bool {
	return comma != 0 && comma != '"' && comma != '\r' && comma != '\n' &&
		utf8.ValidRune(comma) && comma != utf8.RuneError
}

func wantRecord(t *testing.T, r *csv.Reader, got source.Record, err error) {
	t.Helper()
	fields, wantErr := r.Read()
	var parse *csv.ParseError
	var e *source.Error
	switch {
	case errors.As(wantErr, &parse):
		if !errors.As(err, &e) || !errors.Is(err, parse.Err) || e.Line != parse.Line || e.Column != parse.Column {
			t.Errorf("error %v, want %v", err, wantErr)
		}
	case wantErr != nil:
		t.Errorf("record %q, error %v, want %v", got.Fields, err, wantErr)
	case !utf8.ValidString(strings.Join(fields, "")):
		if !errors.As(err, &e) {
			t.Errorf("record %q, error %v, want one for what is not UTF-8", got.Fields, err)
		}
	case !cmp.Equal(got.Fields, fields) || err != nil:
		t.Errorf("record %q, error %v, want %q", got.Fields, err, fields)
	default:
		for i := range fields {
			line, column := r.FieldPos(i)
			if at := got.At(i); at.Line != line || at.Column != column {
				t.Errorf("field %d of %q at %d:%d, want %d:%d", i, fields, at.Line, at.Column, line, column)
			}
		}
	}
}

// Rows are what encoding/csv and strconv make of them.
func FuzzCSV(f *testing.F) {
	for _, text := range []string{"1,a,2.5,true\n", "x,a,2,F\n", "1,\"b\n\",1e3,0\n2", "1,\xff,NaN,t", "-0,,+Inf,T\n"} {
		f.Add(text, uint8(3))
	}
	type row struct {
		N int8
		S string
		F float64
		B bool
	}
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		if strings.HasPrefix(text, "\ufeff") {
			t.Skip()
		}
		flow := source.CSV[row](slowly(text, size), source.Header("n", "s", "f", "b"))
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = 4
		for got, err := range flow(t.Context()) {
			fields, wantErr := r.Read()
			var want row
			if wantErr == nil {
				want, wantErr = parseRow[row](fields)
			}
			if (err == nil) != (wantErr == nil) {
				t.Fatalf("row %v of %q, error %v, want error %v", got, fields, err, wantErr)
			}
			if err == nil && !cmp.Equal(got, want, cmp.Comparer(sameFloat)) {
				t.Errorf("row %v, want %v", got, want)
			}
		}
	})
}

func sameFloat(a, b float64) bool { return a == b || a != a && b != b }

func parseRow[R ~struct {
	N int8
	S string
	F float64
	B bool
}](fields []string) (R, error) {
	n, err1 := strconv.ParseInt(fields[0], 10, 8)
	x, err2 := strconv.ParseFloat(fields[2], 64)
	b, err3 := strconv.ParseBool(fields[3])
	var err4 error
	if !utf8.ValidString(fields[1]) {
		err4 = errors.New("invalid UTF-8")
	}
	return R{int8(n), fields[1], x, b}, errors.Join(err1, err2, err3, err4)
}

// Lines are what json.Unmarshal makes of each, and what a json.Decoder makes of all as long
// as they are good.
func FuzzJSONLines(f *testing.F) {
	for _, text := range []string{
		"1\n2\n", `{"a":[1,{"b":"c"}]}` + "\n\n" + `"x"`, "{\"a\":1\n}", "1 2\n3", "[\n", "nul\nnull\n", "\"\xff\"\n1",
		"[1]]\n{}", "-\n1e5\ntrue \r\n", "{\"a\":1}{\"b\":2}\n",
		"0\f\n\v\n\u00a0",
	} {
		f.Add(text, uint8(0), uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, n, size uint8) {
		if strings.HasPrefix(text, "\ufeff") {
			t.Skip()
		}
		lines := strings.Split(text, "\n")
		i := 0
		for got, err := range source.JSONLines[any](slowly(text, size), int(n%3)+1)(t.Context()) {
			for strings.Trim(lines[i], " \t\r") == "" {
				i++
			}
			var want any
			wantErr := json.Unmarshal([]byte(lines[i]), &want)
			if !utf8.ValidString(lines[i]) {
				wantErr = errors.New("invalid UTF-8")
			}
			if (err == nil) != (wantErr == nil) || err == nil && !cmp.Equal(got, want) {
				t.Fatalf("value %v of %q, error %v, want %v, error %v", got, lines[i], err, want, wantErr)
			}
			i++
		}
		for ; i < len(lines); i++ {
			if strings.Trim(lines[i], " \t\r") != "" {
				t.Errorf("line %q is missing", lines[i])
			}
		}
	})
}

// Elements are those of a json.Decoder.
func FuzzJSONArray(f *testing.F) {
	for _, text := range []string{
		"[]", "[1,2]", " [ {\"a\":\n[1]} , \"x\" ] ", "[1", "[1,", "[,]", "[1 2]", "[1]2", "{}", "[\"\xff\"]", "",
		"[[[1]]]", "[1}", "null", "[{\"a\":1]",
	} {
		f.Add(text, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		if strings.HasPrefix(text, "\ufeff") {
			t.Skip()
		}
		var want []any
		ok := json.Unmarshal([]byte(text), &want) == nil && want != nil
		var got []any
		var last error
		for v, err := range source.JSONArray[any](slowly(text, size))(t.Context()) {
			if last = err; err == nil {
				got = append(got, v)
			}
		}
		switch {
		case !utf8.ValidString(text):
		case ok != (last == nil):
			t.Errorf("error %v of %q, want one: %t", last, text, !ok)
		case ok && len(want)+len(got) > 0 && !cmp.Equal(got, want):
			t.Errorf("elements %v, want %v", got, want)
		}
	})
}

// What is compressed comes out as it was, and all else as it is.
func FuzzGunzip(f *testing.F) {
	f.Add([]byte("a\nb"), true, uint8(2))
	f.Add([]byte("\x1f\x8b\x08"), true, uint8(0))
	f.Add([]byte("\x1f\x8b\x08"), false, uint8(0))
	f.Add([]byte{}, false, uint8(0))
	f.Fuzz(func(t *testing.T, text []byte, zip bool, size uint8) {
		in := text
		if zip {
			in = zipped(string(text))
		}
		r, err := slowly(string(in), size).Gunzip().Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if !zip && bytes.HasPrefix(text, []byte("\x1f\x8b\x08")) {
			want, wantErr := gunzip(text)
			if !bytes.Equal(got, want) || (err == nil) != (wantErr == nil) {
				t.Errorf("%q, error %v, want %q, error %v", got, err, want, wantErr)
			}
			return
		}
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%q, error %v, want %q", got, err, text)
		}
	})
}

func gunzip(text []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
