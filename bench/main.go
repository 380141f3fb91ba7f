// Bench measures coseq and what one would take instead, in turn in one run, and writes
// what came of it as a page with tables and plots:
//
//	go run .            # writes BENCHMARKS.md and plots/, in some quarter of an hour
//	go run . -quick     # to see whether all works: some minutes, into a temporary folder
//	go run . -only zip  # the tables of some works, to the standard output
//
// See -h for all flags.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"time"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/bench/traps"
)

func main() {
	if traps.Main() {
		return
	}
	measure.Serve(works())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// settings are the flags.
type settings struct {
	quick   bool
	install bool
	only    *regexp.Regexp // nil: all works, and what else is on the page
	out     string         // "": nowhere
	budget  time.Duration
}

// The time that measuring takes in all, unless the flag says otherwise. What is not
// measured in turns, and works that take longer whatever the turns are, come on top.
const (
	thoroughBudget = 15 * time.Minute
	quickBudget    = time.Minute
)

func parse(args []string, stderr io.Writer) (s settings, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.BoolVar(&s.quick, "quick", false, "few sizes, few and short turns: to see whether all works")
	flags.BoolVar(&s.install, "install", false,
		"install, with apt-get, the other languages that are missing")
	only := flags.String("only", "", "print the tables of the works whose names match this `regexp`")
	flags.StringVar(&s.out, "o", "",
		"write into this `folder` (default: this one, or with -quick a temporary one)")
	flags.DurationVar(&s.budget, "budget", 0, "how long to measure (default 15m, or with -quick 1m)")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if flags.NArg() > 0 {
		return s, fmt.Errorf("what is %q? See -h", flags.Arg(0))
	}
	return s.complete(*only)
}

// complete sets what depends on other flags.
func (s settings) complete(only string) (settings, error) {
	if s.budget == 0 {
		s.budget = thoroughBudget
		if s.quick {
			s.budget = quickBudget
		}
	}
	var err error
	switch {
	case only != "":
		s.only, err = regexp.Compile(only)
	case s.out == "" && s.quick:
		s.out, err = os.MkdirTemp("", "coseq-bench-")
	case s.out == "":
		s.out = "."
	}
	return s, err
}
