package traps

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/coseq/coseq/bench/report"
	"github.com/coseq/coseq/pipeline"
)

// Section has every peer walk into every trap, a few at a time, and returns the table of
// who comes out. It takes half a minute; quick or not, it is whole. The process must
// have called [Main] first.
func Section(ctx context.Context, _ bool) (report.Section, error) {
	table, err := tableOf(ctx, peers)
	return report.Section{
		Title: "Traps", Text: intro + legend(), Tables: []report.Table{table},
	}, err
}

func tableOf(ctx context.Context, peers []peer) (report.Table, error) {
	table := report.Table{Head: []string{"", "passes"}, Words: true}
	for _, t := range traps {
		table.Head = append(table.Head, t.name)
	}
	// Most of a walk is waiting, so that there may be more of them than cores.
	rows, err := pipeline.Map(pipeline.Of(peers...), 4, row).Collect(ctx)
	table.Rows = rows
	return table, err
}

const intro = `Each library calls a function for the values of a source, by 4 workers, and ` +
	`a loop consumes the results, in the way that its documentation shows, with the options ` +
	`that help it, and by code that heeds its context wherever that is the user's own. Each ` +
	`cell is a process of its own, which may crash or hang. Nothing may be left behind or go ` +
	`on, whatever the trap. ✓: passes; –: the interface has no place for it.

`

// legend says what the traps are, and how each peer is used.
func legend() string {
	var b strings.Builder
	for _, t := range traps {
		fmt.Fprintf(&b, "- *%s*: %s\n", t.name, t.about)
	}
	b.WriteString("\nUsed are:\n\n")
	versions := versions()
	for _, p := range peers {
		fmt.Fprintf(&b, "- **%s**", p.name)
		if version := versions[p.module]; version != "" {
			fmt.Fprintf(&b, " %s", version)
		}
		fmt.Fprintf(&b, ": %s\n", p.how)
	}
	return b.String()
}

// versions are those of the modules in this program. A module that is replaced by a
// directory, as ours is, has none.
func versions() map[string]string {
	versions := make(map[string]string)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return versions
	}
	for _, module := range info.Deps {
		if module.Replace == nil {
			versions[module.Path] = module.Version
		}
	}
	return versions
}

// row has one peer walk into all traps.
func row(ctx context.Context, p peer) ([]string, error) {
	cells := []string{p.name, ""}
	passes, walks := 0, 0
	for _, t := range traps {
		if why := t.applies(p); why != "" {
			cells = append(cells, "– <sub>"+why+"</sub>")
			continue
		}
		wrong, err := verdict(ctx, p, t)
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", p.name, t.name, err)
		}
		walks++
		if wrong != "" {
			cells = append(cells, "**"+wrong+"**")
			continue
		}
		passes++
		cells = append(cells, "✓")
	}
	cells[1] = fmt.Sprintf("%d of %d", passes, walks)
	return cells, nil
}
