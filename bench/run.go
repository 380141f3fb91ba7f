package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/bench/report"
	"github.com/coseq/coseq/bench/works/green"
	"github.com/coseq/coseq/bench/works/pipeline"
	"github.com/coseq/coseq/bench/works/pull"
	"github.com/coseq/coseq/bench/works/seq"
)

// works are those in Go.
func works() []measure.Work {
	return slices.Concat(seq.Works(), pull.Works(), green.Works(), pipeline.Works())
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	page := &report.Page{Quick: s.quick, Date: time.Now(), Machine: measure.ThisMachine()}
	if err := compare(ctx, s, page, stderr); err != nil {
		return err
	}
	if s.only == nil {
		if page.Sections, err = others(ctx, s, stderr); err != nil {
			return err
		}
	}
	page.Took = time.Since(page.Date)
	if s.out == "" {
		return page.Print(stdout)
	}
	if err := page.Write(s.out); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%v in all: see %s/BENCHMARKS.md\n", page.Took.Round(time.Second), s.out)
	return page.Verify(s.out)
}

// compare tries all works that are asked for, and then measures them.
func compare(ctx context.Context, s settings, page *report.Page, stderr io.Writer) error {
	foreign, err := otherLanguages(ctx, s, page, stderr)
	if err != nil {
		return err
	}
	trials, err := try(ctx, s, chosen(append(works(), foreign...), s), stderr)
	if err != nil {
		return err
	}
	plan := measure.Thorough
	if s.quick {
		plan = measure.Quick
	}
	page.Plan = plan.Within(s.budget, trials)
	return measureAll(ctx, page, trials, stderr)
}

// chosen are the works that -only asks for.
func chosen(works []measure.Work, s settings) []measure.Work {
	if s.only == nil {
		return works
	}
	return slices.DeleteFunc(works, func(w measure.Work) bool { return !s.only.MatchString(w.Name) })
}

func try(
	ctx context.Context, s settings, works []measure.Work, stderr io.Writer,
) (trials []*measure.Trial, err error) {
	if len(works) == 0 {
		return nil, errors.New("there is no such work")
	}
	fmt.Fprintf(stderr, "trying %d works\n", len(works))
	begin := time.Now()
	for i := range works {
		sizes := works[i].Sizes
		if s.quick {
			sizes = works[i].QuickSizes()
		}
		t, err := measure.Try(ctx, &works[i], sizes)
		if err != nil {
			return nil, err
		}
		trials = append(trials, t)
	}
	fmt.Fprintf(stderr, "all ways of %d works give the same results (%v)\n",
		len(works), time.Since(begin).Round(time.Second/10))
	return trials, nil
}

func measureAll(
	ctx context.Context, page *report.Page, trials []*measure.Trial, stderr io.Writer,
) error {
	left := page.Plan.Estimate(trials...)
	fmt.Fprintf(stderr, "turns of %v, about %v in all\n", page.Plan.AtLeast, left.Round(time.Second))
	for i, t := range trials {
		begin := time.Now()
		result, err := page.Plan.Compare(ctx, t)
		if err != nil {
			return err
		}
		page.Results = append(page.Results, result)
		left -= page.Plan.Estimate(t)
		fmt.Fprintf(stderr, "[%2d/%d] %-28s %6.1f s, about %v left\n", i+1, len(trials),
			t.Work.Name, time.Since(begin).Seconds(), left.Round(time.Second))
	}
	return nil
}
