package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/coseq/coseq/bench/measure"
)

// Verify returns an error if what Write has written into a folder cannot be right: if a
// figure is missing or is no positive number, if the page does not mention a way or does
// not show a plot, or if a plot is no XML.
func (p *Page) Verify(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "BENCHMARKS.md"))
	if err != nil {
		return err
	}
	sections, err := p.sections()
	if err != nil {
		return err
	}
	var wrong []error
	for _, r := range p.Results {
		wrong = append(wrong, verifyResult(r, text)...)
	}
	for _, s := range sections {
		wrong = append(wrong, verifyPlots(dir, s, text)...)
	}
	return errors.Join(wrong...)
}

func verifyResult(r measure.Result, page []byte) (wrong []error) {
	for i, way := range r.Work.Ways {
		if !bytes.Contains(page, []byte("| "+wayCell(r, i)+" |")) {
			wrong = append(wrong, fmt.Errorf("%s: the page does not mention %s", r.Work.Name, way.Name))
		}
		for _, row := range r.Rows {
			if f := row.Figures[i]; f.Measured != way.Takes(row.N) || f.Measured && !isSane(f) {
				wrong = append(wrong, fmt.Errorf("%s, %s, %d %s: the figures cannot be right: %+v",
					r.Work.Name, way.Name, row.N, r.Work.Axis, f))
			}
		}
	}
	return wrong
}

func isSane(f measure.Figure) bool {
	for _, s := range []measure.Summary{f.Cost, f.Ratio} {
		for _, v := range []float64{s.Low, s.Median, s.High} {
			if !(v > 0) || v > 1e12 { // neither is NaN
				return false
			}
		}
	}
	return true
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
