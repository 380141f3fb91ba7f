package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// plain takes the marks of Markdown out of a cell.
var plain = strings.NewReplacer("**", "", "<sub>", "[", "</sub>", "]")

// print writes the table in columns, for a terminal.
func (t Table) print(w io.Writer) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, t.Caption)
	for _, cells := range append([][]string{t.Head}, t.Rows...) {
		fmt.Fprintln(columns, plain.Replace(strings.Join(cells, "\t"))+"\t")
	}
	return columns.Flush()
}
