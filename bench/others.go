package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/coseq/coseq/bench/lang"
	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/bench/report"
	"github.com/coseq/coseq/bench/trace"
	"github.com/coseq/coseq/bench/traps"
)

// foreignRounds are fewer than others have, as each of their turns starts a process.
const foreignRounds = 5

// otherLanguages are the works with programs of other languages. A line about each that
// is missing here goes to the page.
func otherLanguages(
	ctx context.Context, s settings, page *report.Page, stderr io.Writer,
) ([]measure.Work, error) {
	if s.install {
		if err := lang.Install(ctx, stderr); err != nil {
			return nil, err
		}
	}
	works, skipped := lang.Works(ctx)
	for i := range works {
		works[i].Rounds = foreignRounds
	}
	for _, line := range skipped {
		fmt.Fprintln(stderr, "not here:", line)
	}
	if len(skipped) > 0 {
		page.Missing = "Not on this machine: " + strings.Join(skipped, "; ") + "."
	}
	return works, nil
}

// others are the sections of the page that are not of works.
func others(ctx context.Context, s settings, stderr io.Writer) ([]report.Section, error) {
	var sections []report.Section
	for _, part := range []struct {
		name    string
		section func(context.Context, bool) (report.Section, error)
	}{{"traces", trace.Section}, {"traps", traps.Section}} {
		begin := time.Now()
		section, err := part.section(ctx, s.quick)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part.name, err)
		}
		fmt.Fprintf(stderr, "%-36s %6.1f s\n", part.name, time.Since(begin).Seconds())
		sections = append(sections, section)
	}
	return sections, nil
}
