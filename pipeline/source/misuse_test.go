package source_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline/source"
)

func TestMisuse(t *testing.T) {
	in, none := textOf(""), source.Input{}
	for want, call := range map[string]func(){
		"source.Lines: in.Open must not be nil":         func() { source.Lines(none) },
		"source.Records: in.Open must not be nil":       func() { source.Records(none) },
		"source.CSV: in.Open must not be nil":           func() { source.CSV[point](none) },
		"source.JSONLines: in.Open must not be nil":     func() { source.JSONLines[int](none, 1) },
		"source.JSONArray: in.Open must not be nil":     func() { source.JSONArray[int](none) },
		"source.Input.Gunzip: in.Open must not be nil":  func() { none.Gunzip() },
		"source.Input.Through: in.Open must not be nil": func() { none.Through(func(r io.Reader) (io.Reader, error) { return r, nil }) },
		"source.Input.Through: f must not be nil":       func() { in.Through(nil) },
		"source.Reader: r must not be nil":              func() { source.Reader("", nil) },
		"source.FS: fsys must not be nil":               func() { source.FS(nil, "") },
		"source.Walk: fsys must not be nil":             func() { source.Walk(nil, "", nil) },
		"source.SkipBad: flow must not be nil":          func() { source.SkipBad[int](nil, nil) },
		"source.JSONLines: n must be at least 1":        func() { source.JSONLines[int](in, 0) },

		"source.CSV: T must be a struct, not int":                 func() { source.CSV[int](in) },
		"source.CSV: no text can be read into column X of struct": func() { source.CSV[struct{ X any }](in) },
		"source.CSV: no text can be read into column Y of struct": func() { source.CSV[struct{ Y **int }](in) },
		"source.CSV: no text can be read into column Z of struct": func() { source.CSV[struct{ Z []string }](in) },
		"source.CSV: no text can be read into column T of struct": func() {
			source.CSV[struct {
				T time.Duration `layout:"x"`
			}](in)
		},
		"source.CSV: unknown option \"omitempty\" of column X of struct": func() {
			source.CSV[struct {
				X int `csv:",omitempty"`
			}](in)
		},
		"two fields are called \"x\"": func() {
			source.CSV[struct {
				X int
				Y int `csv:"x"`
			}](in)
		},
		"source.CSV: Y: there is no such column":          func() { source.CSV[point](in, source.Header("x")) },
		"source.CSV: z: there is no field for the column": func() { source.CSV[point](in, source.Header("x", "y", "z")) },

		"source.Records: option Header is not for this source":       func() { source.Records(in, source.Header("x")) },
		"source.Records: option AllowUnknown is not for this source": func() { source.Records(in, source.AllowUnknown()) },
		"source.Header: there must be a name":                        func() { source.Header() },
		"source.Comma: '\"' cannot be used":                          func() { source.Comma('"') },
		"source.Comma: '\\n' cannot be used":                         func() { source.Comma('\n') },
		"source.Comment: '\\x00' cannot be used":                     func() { source.Comment(0) },
		"source.Records: what begins a comment must not be what separates fields": func() {
			source.Records(in, source.Comment(','))
		},
	} {
		t.Run(want, func(t *testing.T) {
			defer func() {
				if p := fmt.Sprint(recover()); !strings.Contains(p, want) {
					t.Errorf("panic %q, want one with %q", p, want)
				}
			}()
			call()
		})
	}
}

func TestNilContextOfOpen(t *testing.T) {
	in := source.Input{Name: "in", Open: func(ctx context.Context) (io.ReadCloser, error) {
		if ctx == nil {
			t.Error("no context")
		}
		return io.NopCloser(strings.NewReader("a")), nil
	}}
	wantItems(t, source.Lines(in), "a")
}
