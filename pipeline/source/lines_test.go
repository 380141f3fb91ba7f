package source_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	wantItems(t, source.Lines(textOf("")))
	wantItems(t, source.Lines(textOf("a\r\n\nb")), "a", "", "b")
	wantItems(t, source.Lines(textOf("ä\nü\xffo\nö\xc3\n")),
		"ä", "error in:2:3: invalid UTF-8", "error in:3:3: invalid UTF-8")
}

var errBroken = errors.New("broken")

// breaksAfter fails when the text has been read.
func breaksAfter(text string) source.Input {
	return source.Reader("in", io.MultiReader(strings.NewReader(text), iotest.ErrReader(errBroken)))
}

// A reader that fails in the middle: all that is complete, then the error, with the place.
func TestReaderFails(t *testing.T) {
	wantItems(t, source.Lines(breaksAfter("a\nb\nc")), "a", "b", "error in:3:2: broken")
	wantItems(t, source.Lines(breaksAfter("")), "error in: broken")
	wantItems(t, pipeline.Map(source.Records(breaksAfter("a,b\n\"c\",\"d\"\n\"e\n")), 1, placesOf),
		"1:1 1:3", "2:1 2:5", "error in:4:1: broken")
	wantItems(t, pipeline.Map(source.Records(breaksAfter("a,b\nc,d")), 1, placesOf),
		"1:1 1:3", "error in:2:4: broken")
	wantItems(t, source.CSV[point](breaksAfter("x,y\n1,2\n3,")), "{1 2}", "error in:3:3: broken")
	wantItems(t, source.CSV[point](breaksAfter("x")), "error in:1:2: broken")
	for n := 1; n < 4; n++ {
		wantItems(t, source.JSONLines[int](breaksAfter("1\n2\n3"), n), "1", "2", "error in:3:2: broken")
	}
	wantItems(t, source.JSONArray[int](breaksAfter("[1,2,\n3")), "1", "2", "error in:2:2: broken")
	wantItems(t, source.JSONArray[int](breaksAfter("[1,2]\n")), "1", "2", "error in:2:1: broken")
	wantItems(t, source.JSONArray[int](breaksAfter("")), "error in: broken")
	_, err := source.Lines(breaksAfter("a")).Collect(t.Context())
	if !errors.Is(err, errBroken) {
		t.Errorf("error %v, want %v", err, errBroken)
	}
}

// An input that never gives anything is no endless loop.
func TestReaderGivesNothing(t *testing.T) {
	in := source.Reader("in", idle{})
	for name, flow := range map[string]pipeline.Flow[string]{
		"Lines":     source.Lines(in),
		"JSONLines": source.JSONLines[string](in, 1),
		"JSONArray": source.JSONArray[string](in),
	} {
		if _, err := flow.Collect(t.Context()); !errors.Is(err, io.ErrNoProgress) {
			t.Errorf("%s: error %v, want %v", name, err, io.ErrNoProgress)
		}
	}
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

func TestRecords(t *testing.T) {
	text := "a,b\r\n\"c, \"\"d\"\"\",e\n\n\"f\ng\",\"\"\n1\n1,2,3\n\xff,x\n\"a\xff\",x\ny,z"
	wantFields(t, source.Records(textOf(text)), [][]string{
		{"a", "b"}, {`c, "d"`, "e"}, {"f\ng", ""}, nil, nil, nil, nil, {"y", "z"},
	})
	wantItems(t, pipeline.Map(source.Records(textOf(text)), 1, placesOf),
		"1:1 1:3", "2:1 2:12", "4:1 5:4",
		"error in:6:1: wrong number of fields: 1, want 2",
		"error in:7:5: wrong number of fields: 3, want 2",
		"error in:8:1: invalid UTF-8", "error in:9:1: invalid UTF-8", "10:1 10:3")
	wantFields(t, source.Records(textOf("a\nb,c\n\n1,2,3"), source.Ragged()),
		[][]string{{"a"}, {"b", "c"}, {"1", "2", "3"}})
	wantFields(t, source.Records(textOf("a\tb\"\n#c\n"), source.Comma('\t'), source.Comment('#'), source.LazyQuotes()),
		[][]string{{"a", "b\""}})
	wantFields(t, source.Records(textOf("")), nil)
}

func wantFields(t *testing.T, flow pipeline.Flow[source.Record], want [][]string) {
	t.Helper()
	var got [][]string
	for r := range flow(t.Context()) {
		got = append(got, r.Fields)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func placesOf(_ context.Context, r source.Record) (text string, err error) {
	for i := range r.Fields {
		at := r.At(i)
		text += fmt.Sprintf(" %d:%d", at.Line, at.Column)
		if at.Name != "in" || i == 0 && at != r.Position {
			return "", fmt.Errorf("positions %+v and %+v", at, r.Position)
		}
	}
	return text[1:], nil
}
