package pipeline

import (
	"fmt"
	"strings"
)

// Mermaid returns the flow as a diagram in the language of [Mermaid], which GitHub and
// others draw in a Markdown block of that name: a box for each stage with its load and the
// number of calls at once, an arrow with the number of values that went along, a dotted one
// from what runs as a part of a stage, and the [Stats.Bottleneck] in a colour of its own.
//
// [Mermaid]: https://mermaid.js.org/syntax/flowchart.html
func (st *Stats) Mermaid() string {
	var text strings.Builder
	text.WriteString("flowchart LR\n")
	all := st.report()
	ids := map[*row]string{nil: "consumer"}
	limits := "consumer"
	for i, r := range all {
		ids[r.row] = fmt.Sprint("stage", i+1)
		if r.limits {
			limits = ids[r.row]
		}
		fmt.Fprintf(&text, "    %s[\"%s\"]\n", ids[r.row], r.caption())
	}
	text.WriteString("    consumer([\"consumer\"])\n")
	for _, r := range all {
		arrow := "-->"
		if r.row.part {
			arrow = "-.->"
		}
		fmt.Fprintf(&text, "    %s %s|\"%d\"| %s\n", ids[r.row], arrow, r.Out, ids[r.row.below])
	}
	if len(all) > 0 {
		fmt.Fprintf(&text, "    style %s fill:#fc9,stroke:#c60\n", limits)
	}
	return text.String()
}

// caption is what is in the box of a stage.
func (r report) caption() string {
	caption := mermaidText.Replace(oneLine(r.Name))
	if r.row.n > 1 {
		caption += fmt.Sprintf(" ×%d", r.row.n)
	}
	caption += fmt.Sprintf("<br/>%.0f %% busy", 100*r.load)
	if r.Errors > 0 {
		caption += fmt.Sprintf("<br/>%d errors", r.Errors)
	}
	return caption
}

// mermaidText escapes what would end the text of a box, or be taken for markup in it.
var mermaidText = strings.NewReplacer(
	`"`, "#quot;", "#", "#35;", "&", "#amp;", "<", "#lt;", ">", "#gt;",
	"`", "#96;", "*", "#42;", "_", "#95;", `\`, "#92;", "~", "#126;", "$", "#36;",
)
