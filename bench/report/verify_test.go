package report_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/coseq/coseq/bench/measure"
)

func TestVerify(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, dir string)
		want  string
	}{
		{"no page", func(t *testing.T, dir string) {
			remove(t, dir, "BENCHMARKS.md")
		}, "no such file"},
		{"no plot", func(t *testing.T, dir string) {
			remove(t, dir, "plots", "seq-zip.svg")
		}, "no such file"},
		{"half a plot", func(t *testing.T, dir string) {
			replace(t, "</svg>", "", dir, "plots", "seq-zip.svg")
		}, "unexpected EOF"},
		{"another file", func(t *testing.T, dir string) {
			replace(t, "svg", "html", dir, "plots", "pit.svg")
		}, "no picture, but <html>"},
		{"a plot that is not shown", func(t *testing.T, dir string) {
			replace(t, "plots/pit.svg", "pit", dir, "BENCHMARKS.md")
		}, "does not show pit.svg"},
		{"a peer that is not mentioned", func(t *testing.T, dir string) {
			replace(t, "lo/it", "it", dir, "BENCHMARKS.md")
		}, "seq-zip: the page does not mention lo/it"},
		{"a part that is missing", func(t *testing.T, dir string) {
			replace(t, "### A part", "", dir, "BENCHMARKS.md")
		}, `no part "A part"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := page()
			dir := write(t, p)
			tt.spoil(t, dir)
			if err := p.Verify(dir); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one of: %s", err, tt.want)
			}
		})
	}
}

func TestWriteChecksFigures(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(f *measure.Figure)
	}{
		{"not a number", func(f *measure.Figure) { f.Ratio.Median = math.NaN() }},
		{"infinite", func(f *measure.Figure) { f.Cost.High = math.Inf(1) }},
		{"zero", func(f *measure.Figure) { f.Cost.Low = 0 }},
		{"negative", func(f *measure.Figure) { f.Ratio.Low = -1 }},
		{"not measured", func(f *measure.Figure) { f.Measured = false }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := page()
			tt.spoil(&p.Results[0].Rows[0].Figures[1])
			const want = "seq-zip, lo/it, 10 values: the figures cannot be right"
			if err := p.Write(t.TempDir()); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want one of: %s", err, want)
			}
		})
	}
}

func remove(t *testing.T, path ...string) {
	t.Helper()
	if err := os.Remove(filepath.Join(path...)); err != nil {
		t.Fatal(err)
	}
}

func replace(t *testing.T, old, with string, path ...string) {
	t.Helper()
	text := strings.ReplaceAll(read(t, path...), old, with)
	if err := os.WriteFile(filepath.Join(path...), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
