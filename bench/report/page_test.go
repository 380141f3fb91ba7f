package report_test

import (
	"encoding/xml"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/bench/report"
)

var update = flag.Bool("update", false, "write the page that is expected anew")

func exactly(v float64) measure.Summary { return measure.Summary{Median: v, Low: v, High: v} }

func about(v float64) measure.Summary {
	return measure.Summary{Median: v, Low: 0.8 * v, High: 1.5 * v}
}

// figure is one of a cost of ours that is 50.
func figure(cost measure.Summary) measure.Figure {
	ratio := measure.Summary{Median: cost.Median / 50, Low: cost.Low / 50, High: cost.High / 50}
	return measure.Figure{
		Measured: true, Cost: cost, CPU: cost, Allocs: 1, Ratio: ratio, CPURatio: ratio,
	}
}

// page has two works of one group and one of another, and a section with a part.
func page() *report.Page {
	zip := &measure.Work{
		Name: "seq-zip", Group: "seq", Title: "Zip, two by two", About: "Side by side.",
		Axis: "values", Per: "value", Sizes: []int{10, 1000},
		Ways: []measure.Way{
			{Name: "coseq"}, {Name: "lo/it", Max: 10}, {Name: "loop"}, {Name: "coseq Batched"},
		},
	}
	memory := &measure.Work{
		Name: "seq-memory", Group: "seq", Title: "Memory", About: "Held.", Unit: measure.Bytes,
		Axis: "alive", Per: "sequence", Sizes: []int{1},
		Ways: []measure.Way{{Name: "coseq"}, {Name: "iter.Pull"}},
	}
	latency := &measure.Work{
		Name: "pipeline-latency", Group: "pipeline", Title: "Latency", About: "From here to there.",
		Axis: "items", Per: "item", Sizes: []int{1},
		Ways: []measure.Way{{Name: "coseq Map"}, {Name: "channel of channels"}},
	}
	noCPU := figure(exactly(1.2e6))
	noCPU.CPU, noCPU.CPURatio, noCPU.Allocs = exactly(math.NaN()), exactly(math.NaN()), math.NaN()
	return &report.Page{
		Date: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC),
		Took: 15*time.Minute + 7*time.Second,
		Plan: measure.Plan{Rounds: 9, AtLeast: 20 * time.Millisecond, Confidence: 0.95},
		Machine: measure.Machine{
			Go: "go1.26.8 linux/amd64", Processor: "Difference Engine No. 2",
			Processors: 4, MaxProcs: 2, Load: 0.125,
			Modules: []measure.Module{
				{Path: "github.com/samber/lo", Version: "v1.53.0"},
				{Path: "golang.org/x/sys", Version: "v0.41.0"},
			},
		},
		Results: []measure.Result{
			{Work: zip, Rows: []measure.Row{
				{N: 10, Figures: []measure.Figure{
					figure(exactly(50)), figure(exactly(12_345)), figure(exactly(0.123)), figure(about(55)),
				}},
				{N: 1000, Figures: []measure.Figure{
					figure(about(50)), {}, figure(exactly(0.5)), figure(exactly(25)),
				}},
			}},
			{Work: memory, Rows: []measure.Row{
				{N: 1, Figures: []measure.Figure{figure(exactly(50)), figure(exactly(2048))}},
			}},
			{Work: latency, Rows: []measure.Row{
				{N: 1, Figures: []measure.Figure{figure(exactly(50)), noCPU}},
			}},
		},
		Missing: "Not on this machine: Lua: not found (apt-get install lua5.4).",
		Sections: []report.Section{{
			Title: "Traps", Text: "Who falls in:",
			Plots: []report.Plot{{Name: "pit", Alt: "a pit", SVG: []byte("<svg><g></g></svg>")}},
			Tables: []report.Table{
				{Head: []string{"", "break"}, Words: true, Rows: [][]string{{"coseq", "✓"}}},
			},
			Sections: []report.Section{{Title: "A part", Text: "In small."}},
		}},
	}
}

func write(t *testing.T, p *report.Page) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := p.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWrite(t *testing.T) {
	p := page()
	dir := write(t, p)
	if err := p.Verify(dir); err != nil {
		t.Error(err)
	}
	got := read(t, dir, "BENCHMARKS.md")
	golden := filepath.Join("testdata", "page.md")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(read(t, golden), got); diff != "" {
		t.Errorf("(-want +got; go test -update takes over what is got):\n%s", diff)
	}
}

func TestQuickPageSaysSo(t *testing.T) {
	p := page()
	p.Quick = true
	if text := read(t, write(t, p), "BENCHMARKS.md"); !strings.Contains(text, "[!WARNING]") {
		t.Error("a page of -quick has no warning")
	}
}

func TestPrint(t *testing.T) {
	var text strings.Builder
	p := page()
	p.Results = p.Results[1:2]
	if err := p.Print(&text); err != nil {
		t.Fatal(err)
	}
	want := `
seq-memory: Memory (9 turns of 20ms)
      alive   1
      coseq   1
  iter.Pull  41

Memory per sequence:
      alive                    1
      coseq         50 B [50…50]
  iter.Pull  2.05 kB [2.05…2.05]
`
	if diff := cmp.Diff(want, "\n"+text.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Each name stands on a line of its own, and there is one for each way.
func TestNamesInPlots(t *testing.T) {
	p := page()
	var figures []measure.Figure
	work := p.Results[0].Work
	work.Ways = nil
	for _, name := range []string{"coseq", "a", "b", "c", "d", "e", "f", "g"} {
		work.Ways = append(work.Ways, measure.Way{Name: name})
		figures = append(figures, figure(exactly(50)))
	}
	p.Results[0].Rows = []measure.Row{{N: 10, Figures: figures}, {N: 1000, Figures: figures}}
	heights := make(map[string]string)
	for _, word := range words(t, read(t, write(t, p), "plots", "seq-zip.svg")) {
		for _, way := range work.Ways {
			if word.Text != way.Name {
				continue
			}
			if other, ok := heights[word.Y]; ok {
				t.Errorf("%s covers %s", way.Name, other)
			}
			heights[word.Y] = way.Name
		}
	}
	if len(heights) != len(work.Ways) {
		t.Errorf("names in the plot: %v", heights)
	}
}

type word struct {
	Y    string `xml:"y,attr"`
	Text string `xml:",chardata"`
}

// words are the texts in a picture.
func words(t *testing.T, svg string) (all []word) {
	t.Helper()
	for tokens := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := tokens.Token()
		if token == nil {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "text" {
			var w word
			if err := tokens.DecodeElement(&w, &start); err != nil {
				t.Fatal(err)
			}
			all = append(all, w)
		}
	}
}
