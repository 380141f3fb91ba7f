package pipeline

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
)

// String returns the figures as a table for a terminal, one row a stage, from the sources
// to the end. Under "load" is how busy a stage is, in relation to the most that it could
// be; an arrow points at the [Stats.Bottleneck].
func (st *Stats) String() string {
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "stage\tin\tout\terrors\tin flight\tbusy\tstarved\tblocked\tload\t")
	for _, r := range st.report() {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%v\t%v\t%v\t%.0f %%\t", oneLine(r.Name),
			r.In, r.Out, r.Errors, r.InFlight, short(r.Busy), short(r.Starved), short(r.Blocked), 100*r.load)
		if r.limits {
			fmt.Fprint(w, " ←")
		}
		fmt.Fprintln(w)
	}
	_ = w.Flush() // to a Builder, which does not fail
	return strings.TrimSuffix(text.String(), "\n")
}

// oneLine keeps a name from breaking the table.
func oneLine(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r < ' ' }), " ")
}

// short returns d to some three digits.
func short(d time.Duration) time.Duration {
	for unit := time.Duration(1); ; unit *= 10 {
		if d < 1000*unit {
			return d.Truncate(unit)
		}
	}
}
