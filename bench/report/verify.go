package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"github.com/coseq/coseq/bench/measure"
)

// checkFigures returns an error that names each figure that cannot be right.
func checkFigures(results []measure.Result) error {
	var wrong []error
	for _, r := range results {
		for i, way := range r.Work.Ways {
			for _, row := range r.Rows {
				f := row.Figures[i]
				if f.Measured != way.Takes(row.N) || f.Measured && !isSane(f) {
					wrong = append(wrong, fmt.Errorf("%s, %s, %d %s: the figures cannot be right: %+v",
						r.Work.Name, way.Name, row.N, r.Work.Axis, f))
				}
			}
		}
	}
	return errors.Join(wrong...)
}

func isSane(f measure.Figure) bool {
	for _, s := range []measure.Summary{f.Cost, f.Ratio} {
		for _, v := range []float64{s.Low, s.Median, s.High} {
			if !(v > 0) || math.IsInf(v, 0) { // nor NaN
				return false
			}
		}
	}
	return true
}

// Verify returns an error if what Write has written into a folder cannot be right: if
// the page does not mention a way, or a part, or does not show a plot, or if a plot is
// no XML.
func (p *Page) Verify(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "BENCHMARKS.md"))
	if err != nil {
		return err
	}
	var wrong []error
	for _, r := range p.Results {
		for i := range r.Work.Ways {
			if !bytes.Contains(text, []byte("| "+wayCell(r, i)+" |")) {
				wrong = append(wrong, fmt.Errorf("%s: the page does not mention %s",
					r.Work.Name, r.Work.Ways[i].Name))
			}
		}
	}
	for _, s := range p.parts {
		wrong = append(wrong, verifyPlots(dir, s, text)...)
	}
	return errors.Join(wrong...)
}

func verifyPlots(dir string, s Section, page []byte) (wrong []error) {
	if !bytes.Contains(page, []byte("# "+s.Title+"\n")) {
		wrong = append(wrong, fmt.Errorf("the page has no part %q", s.Title))
	}
	for _, plot := range s.Plots {
		if !bytes.Contains(page, []byte("(plots/"+plot.Name+".svg)")) {
			wrong = append(wrong, fmt.Errorf("the page does not show %s.svg", plot.Name))
		}
		if err := verifySVG(filepath.Join(dir, "plots", plot.Name+".svg")); err != nil {
			wrong = append(wrong, err)
		}
	}
	for _, part := range s.Sections {
		wrong = append(wrong, verifyPlots(dir, part, page)...)
	}
	return wrong
}

// verifySVG returns an error unless the file is XML to its end, and a picture.
func verifySVG(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	root := ""
	for tokens := xml.NewDecoder(file); ; {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if start, ok := token.(xml.StartElement); ok && root == "" {
			root = start.Name.Local
		}
	}
	if root != "svg" {
		return fmt.Errorf("%s: this is no picture, but <%s>", path, root)
	}
	return nil
}
