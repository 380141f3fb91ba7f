package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
	"time"

	"github.com/coseq/coseq/bench/measure"
)

// A Page is all that is known when everything has been measured.
type Page struct {
	Quick    bool // the figures are not to be quoted
	Date     time.Time
	Took     time.Duration
	Plan     measure.Plan
	Machine  measure.Machine
	Results  []measure.Result
	Missing  string    // of what could not be compared
	Sections []Section // what comes after the results

	parts []Section // of the page that was written
}

//go:embed page.md.tmpl
var pageText string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"join":    strings.Join,
	"rule":    rule,
	"heading": func(depth int) string { return strings.Repeat("#", depth) },
	"deeper":  func(s Section, depth int) inPage { return inPage{s, depth + 1} },
	"percent": func(v float64) string { return significant(100 * v) },
}).Parse(pageText))

// inPage is a section, and how deep the headings of its parts are.
type inPage struct {
	Section Section
	Depth   int
}

// Write writes the page and its plots into a folder. It writes nothing, and returns an
// error, if a figure is missing or is no positive number.
func (p *Page) Write(dir string) error {
	if err := checkFigures(p.Results); err != nil {
		return err
	}
	if err := p.compose(); err != nil {
		return err
	}
	text, err := p.markdown()
	if err != nil {
		return err
	}
	plots := filepath.Join(dir, "plots")
	if err := os.MkdirAll(plots, 0o755); err != nil {
		return err
	}
	for _, s := range p.parts {
		if err := writePlots(plots, s); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "BENCHMARKS.md"), text, 0o644)
}

func writePlots(dir string, s Section) error {
	for _, plot := range s.Plots {
		if err := os.WriteFile(filepath.Join(dir, plot.Name+".svg"), plot.SVG, 0o644); err != nil {
			return err
		}
	}
	for _, part := range s.Sections {
		if err := writePlots(dir, part); err != nil {
			return err
		}
	}
	return nil
}

// compose makes the parts: those of the results, by group, and the others.
func (p *Page) compose() error {
	p.parts = nil
	for results := range grouped(p.Results) {
		s, err := sectionOfGroup(results)
		if err != nil {
			return err
		}
		p.parts = append(p.parts, s)
	}
	p.parts = append(p.parts, p.Sections...)
	return nil
}

// markdown is the text of the page.
func (p *Page) markdown() ([]byte, error) {
	var text bytes.Buffer
	err := pageTemplate.Execute(&text, map[string]any{
		"Quick":    p.Quick,
		"Date":     p.Date.UTC().Format(time.DateOnly),
		"Minutes":  int(p.Took.Minutes()) + 1,
		"Plan":     p.Plan,
		"Machine":  p.Machine,
		"Mark":     mark,
		"Missing":  p.Missing,
		"Modules":  p.modules(),
		"Contents": contents(p.parts),
		"Sections": p.parts,
	})
	// What is between two blank lines is one paragraph, wherever the parts come from.
	blank := regexp.MustCompile(`\n{3,}`)
	return blank.ReplaceAll(bytes.TrimLeft(text.Bytes(), "\n"), []byte("\n\n")), err
}

// compared are the modules beside which coseq is measured.
var compared = regexp.MustCompile(`samber/|sourcegraph/conc|x/sync|go-zero|pond|ants`)

func (p *Page) modules() string {
	var names []string
	for _, m := range p.Machine.Modules {
		if compared.MatchString(m.Path) {
			names = append(names, strings.TrimPrefix(m.Path, "github.com/")+" "+m.Version)
		}
	}
	return strings.Join(names, ", ")
}

// contents are the lines of the table of contents.
func contents(sections []Section) (lines []string) {
	for _, s := range sections {
		line := fmt.Sprintf("- [%s](#%s)", s.Title, slug(s.Title))
		var parts []string
		for _, part := range s.Sections {
			parts = append(parts, fmt.Sprintf("[%s](#%s)", part.Title, slug(part.Title)))
		}
		if len(parts) > 0 {
			line += ": " + strings.Join(parts, " · ")
		}
		lines = append(lines, line)
	}
	return lines
}

// slug is the anchor that GitHub gives to a heading.
func slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
			b.WriteRune(r)
		}
	}
	return b.String()
}

// rule is the line under the head of a table, which aligns its columns.
func rule(t Table) string {
	columns := make([]string, len(t.Head))
	for i := range columns {
		columns[i] = "---:"
		if i == 0 || t.Words {
			columns[i] = "---"
		}
	}
	return "|" + strings.Join(columns, "|") + "|"
}
