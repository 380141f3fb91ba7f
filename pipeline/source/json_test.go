package source_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

type event struct {
	ID   int      `json:"id"`
	Tags []string `json:"tags"`
	Sub  *event   `json:"sub"`
	At   pos      `json:"-"`
}

// A pos is a position that prints as one.
type pos = source.Position

func (e event) String() string {
	text := fmt.Sprintf("%d%v", e.ID, e.Tags)
	if e.Sub != nil {
		text += " " + e.Sub.String()
	}
	if e.At.Line > 0 {
		text += fmt.Sprintf(" at %s:%d:%d row %d", e.At.Name, e.At.Line, e.At.Column, e.At.Row)
	}
	return text
}

func TestJSONLines(t *testing.T) {
	text := `{"id":1,"tags":["a"]}` + "\n\n \t\r\n" + // blank lines are none
		` {"id": 2, "sub": {"tags": []}, "more": null} ` + "\r\n" +
		`{"id":"3"}` + "\n" + // from here on, bad ones
		`{"id":4,"sub":{"id":5,"tags":["x",6]}}` + "\n" +
		`{"id":4` + "\n" +
		`"tags"}` + "\n" +
		`{"id":7} {"id":8}` + "\n" +
		`{"id":9}]` + "\n" +
		"{\"tags\":[\"a\xffb\"]}\n" +
		`{"id":1x}` + "\n" +
		`{"sub":{"id":true}}` + "\n" +
		`null` + "\n" + // as json.Unmarshal has it
		`{"id":10}`
	want := []string{
		"1[a] at in:1:1 row 1",
		"2[] 0[] at in:4:1 row 2",
		"error in:5:7: id: a JSON string does not fit into int",
		"error in:6:35: sub.tags: a JSON number does not fit into string",
		"error in:7:7: unexpected end of JSON input",
		"error in:8:7: invalid character '}' after top-level value",
		"error in:9:10: invalid character '{' after top-level value",
		"error in:10:9: invalid character ']' after top-level value",
		"error in:11:12: invalid UTF-8",
		"error in:12:8: invalid character 'x' after object key:value pair",
		"error in:13:14: sub.id: a JSON bool does not fit into int",
		"0[] at in:14:1 row 12",
		"10[] at in:15:1 row 13",
	}
	for n := 1; n < 4; n++ {
		for name, reader := range readers {
			in := source.Reader("in", reader(strings.NewReader(text)))
			got := items(t.Context(), source.JSONLines[event](in, n))
			for i := range got { // Go 1.27 says which element it is
				got[i] = strings.Replace(got[i], "sub.tags.1:", "sub.tags:", 1)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("n = %d, %s: items (-want +got):\n%s", n, name, diff)
			}
		}
	}
}

func TestJSONLinesOfManyTypes(t *testing.T) {
	for n := 1; n < 4; n++ {
		wantItems(t, source.JSONLines[string](textOf(""), n))
		wantItems(t, source.JSONLines[string](textOf("\n"), n))
		wantItems(t, source.JSONLines[int](textOf("1\n 2 \n3"), n), "1", "2", "3")
		wantItems(t, source.JSONLines[float64](textOf("1e3\n-0.5\n1e999"), n),
			"1000", "-0.5", "error in:3:1: a JSON number 1e999 does not fit into float64")
		wantItems(t, source.JSONLines[string](textOf("\"a\\u0062\"\n\"\n\"c\""), n),
			"ab", "error in:2:1: unexpected end of JSON input", "c")
		wantItems(t, source.JSONLines[any](textOf("{\"a\":[1]}\nnull\nfalse"), n),
			"map[a:[1]]", "<nil>", "false")
		raw := source.JSONLines[json.RawMessage](textOf("[1]\n[2]"), n)
		wantItems(t, pipeline.Map(raw, 1, pipeline.Lift(func(m json.RawMessage) (string, error) {
			return string(m), nil // String is new in Go 1.27
		})), "[1]", "[2]")
		wantItems(t, source.JSONLines[map[string]int](textOf("{\"a\":1}\n{\"b\":2}"), n),
			"map[a:1]", "map[b:2]")
		wantItems(t, source.JSONLines[struct{ At pos }](textOf("{\"At\":{\"Line\":7}}"), n),
			"{{in 0 1 1 1}}")
	}
}

// Values do not share memory with each other: each is the consumer's.
func TestJSONLinesAreKept(t *testing.T) {
	var b strings.Builder
	const many = 20_000
	for i := range many {
		fmt.Fprintf(&b, `{"id":%d,"tags":["tag %d"],"sub":{"id":%d}}`+"\n", i, i, i)
	}
	for n := 1; n < 4; n++ {
		all, err := source.JSONLines[event](textOf(b.String()), n).Collect(t.Context())
		if err != nil || len(all) != many {
			t.Fatalf("n = %d: %d values, error %v", n, len(all), err)
		}
		for i, e := range all {
			if e.ID != i || e.Sub.ID != i || e.Tags[0] != fmt.Sprint("tag ", i) || e.At.Row != i+1 {
				t.Fatalf("n = %d: value %d is %v", n, i, e)
			}
		}
	}
}

func TestJSONLinesErrorsPassThrough(t *testing.T) {
	for n := 1; n < 4; n++ {
		flow := source.JSONLines[event](textOf("{\"id\":\"x\"}\n{\n{\"id\":3}"), n)
		var errs []error
		got, err := pipeline.Catch(flow, func(err error) error {
			errs = append(errs, err)
			return nil
		}).Collect(t.Context())
		if len(got) != 1 || err != nil || len(errs) != 2 {
			t.Fatalf("%v, error %v, errors %v, want a value and two errors", got, err, errs)
		}
		var mismatch *json.UnmarshalTypeError
		var syntax *json.SyntaxError
		if !errors.As(errs[0], &mismatch) || !errors.As(errs[1], &syntax) {
			t.Errorf("errors %v, want those of package json", errs)
		}
		var e *source.Error
		if !errors.As(errs[1], &e) || e.Row != 2 || e.Line != 2 {
			t.Errorf("error %+v, want one in row 2", e)
		}
	}
}

func TestJSONArray(t *testing.T) {
	const eof = "unexpected EOF"
	for text, want := range map[string][]string{
		`[]`:                  nil,
		" \n[\n]\n ":          nil,
		`[{"id":1},{"id":2}]`: {"1[] at in:1:2 row 1", "2[] at in:1:11 row 2"},
		"[\n  {\"id\":1}\n ,\n {\"tags\":[\n\"a\"]\n}\n]\n": {
			"1[] at in:2:3 row 1", "0[a] at in:4:2 row 2",
		},
		"[{\"id\":1},\n{\"id\":\n\"2\"}, {\"id\":3}]": {
			"1[] at in:1:2 row 1", "error in:3:1: id: a JSON string does not fit into int",
			"3[] at in:3:7 row 3",
		},
		"[{\"id\":1},\n {\"tags\":[\n\"\xff\"]}, null]": {
			"1[] at in:1:2 row 1", "error in:3:2: invalid UTF-8", "0[] at in:3:8 row 3",
		},
		`[1, {"id":2}]`: {
			"error in:1:2: a JSON number does not fit into source_test.event", "2[] at in:1:5 row 2",
		},
		``:                             {"error in:1:1: " + eof},
		"\n ":                          {"error in:2:2: " + eof},
		`[`:                            {"error in:1:2: " + eof},
		`[{"id":1}`:                    {"1[] at in:1:2 row 1", "error in:1:10: " + eof},
		`[{"id":1},`:                   {"1[] at in:1:2 row 1", "error in:1:11: " + eof},
		`[{"id":1}, {"id":`:            {"1[] at in:1:2 row 1", "error in:1:18: " + eof},
		"[{\"id\":1},\n{\"tags\":[\"a": {"1[] at in:1:2 row 1", "error in:2:12: " + eof},
		`[{"tags":[`:                   {"error in:1:11: " + eof},
		`{}`:                           {"error in:1:1: not a JSON array"},
		` null`:                        {"error in:1:2: not a JSON array"},
		"\n12":                         {"error in:2:1: not a JSON array"},
		`x`:                            {"error in:1:1: invalid character 'x' looking for beginning of value"},
		`[x]`:                          {"error in:1:2: invalid character 'x' looking for beginning of value"},
		`[{"id":1} {"id":2}]`:          {"1[] at in:1:2 row 1", "error in:1:11: no comma after the element"},
		`[{"id":1},]`:                  {"1[] at in:1:2 row 1", "error in:1:11: invalid character ']' looking for beginning of value"},
		"[{\"id\":1},\n{\"id\":2 x}]": {
			"1[] at in:1:2 row 1", "error in:2:9: invalid character 'x' after object key:value pair",
		},
		`[{"id":1}}`:       {"1[] at in:1:2 row 1", "error in:1:10: invalid character '}' looking for beginning of value"},
		"[{\"id\":1}]\n x": {"1[] at in:1:2 row 1", "error in:2:2: more after the end of the JSON array"},
		`[{"id":1}][]`:     {"1[] at in:1:2 row 1", "error in:1:11: more after the end of the JSON array"},
	} {
		t.Run(text, func(t *testing.T) {
			for name, reader := range readers {
				in := source.Reader("in", reader(strings.NewReader(text)))
				got := items(t.Context(), source.JSONArray[event](in))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: items (-want +got):\n%s", name, diff)
				}
			}
		})
	}
	_, err := source.JSONArray[int](textOf("[1")).Collect(t.Context())
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v, want %v", err, io.ErrUnexpectedEOF)
	}
}

// Positions are right in a long array, too, which comes in many parts.
func TestJSONArrayPositions(t *testing.T) {
	var b strings.Builder
	b.WriteString("[")
	const many = 20_000
	for i := range many {
		fmt.Fprintf(&b, "\n%s{\"id\":\n%d},", strings.Repeat(" ", i%7), i)
	}
	in := textOf(b.String() + "true]")
	i := 0
	for e, err := range source.JSONArray[event](in)(t.Context()) {
		want := pos{Name: "in", Row: i + 1, Line: 2*i + 2, Column: i%7 + 1}
		if i < many && (err != nil || e.ID != i || e.At != want) {
			t.Fatalf("element %d: %+v, error %v, want it at %+v", i, e, err, want)
		}
		if i == many && !strings.HasPrefix(fmt.Sprint(err), "in:40001:8: ") {
			t.Errorf("error %v, want one in line 40001", err)
		}
		i++
	}
	if i != many+1 {
		t.Errorf("%d elements", i)
	}
}
