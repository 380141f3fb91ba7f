package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Print writes the tables of the results, for a terminal.
func (p *Page) Print(w io.Writer) error {
	for i, r := range p.Results {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s (%d turns of %v)\n",
			r.Work.Name, r.Work.Title, p.Plan.Rounds, p.Plan.AtLeast)
		if err := ratioTable(r).print(w); err != nil {
			return err
		}
		costs := costTable(r)
		fmt.Fprintf(w, "\n%s:\n", costs.Caption)
		if err := costs.print(w); err != nil {
			return err
		}
	}
	return nil
}

// plain takes the marks of Markdown out of a cell.
var plain = strings.NewReplacer("**", "", "<sub>", "[", "</sub>", "]")

// print writes the table in columns.
func (t Table) print(w io.Writer) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, cells := range append([][]string{t.Head}, t.Rows...) {
		fmt.Fprintln(columns, plain.Replace(strings.Join(cells, "\t"))+"\t")
	}
	return columns.Flush()
}
