package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/coseq/coseq/integration/load"
	"github.com/coseq/coseq/pipeline/source"
)

// Options are what the arguments say.
type options struct {
	load.Job
	db, live string
	quiet    bool
}

// parse says on stderr what is wrong with args.
func parse(args []string, stderr io.Writer) (o options, err error) {
	var comma, columns string
	var again, goOn bool
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.CSV, "csv", "", "load this `file`, plain or compressed by gzip")
	flags.StringVar(&o.db, "db", "",
		"into the database at this `address`: sqlite:PATH or postgres://…")
	flags.StringVar(&o.Table, "table", "", "into the table of this `name`, not that of the file")
	flags.IntVar(&o.Batch, "batch", 1000, "store `n` rows in a transaction")
	flags.BoolVar(&o.Infer, "infer", false,
		"make columns of numbers where the first 1000 rows have them")
	flags.StringVar(&comma, "comma", ",", "what is between fields: a `character`, or tab")
	flags.StringVar(&columns, "columns", "",
		"`names` of the columns, with commas between, if the file has no header")
	flags.BoolVar(&goOn, "continue", false,
		"the file has changed, but not in the rows that are loaded: go on behind them")
	flags.BoolVar(&again, "again", false, "load all of the file, even if it was loaded before")
	flags.StringVar(&o.live, "live", "",
		"serve a page with the running figures at this `address`, such as localhost:8080")
	flags.BoolVar(&o.quiet, "quiet", false, "say nothing but what is wrong")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: load -csv FILE -db sqlite:PATH|postgres://… [flags]")
		fmt.Fprintln(stderr, "Loads a CSV file into a table. "+
			"The same command takes up a run that was stopped.")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.Changed = changed(goOn, again)
	if columns != "" {
		o.Header = strings.Split(columns, ",")
	}
	o.Options, err = separatedBy(comma)
	if err = errors.Join(err, o.check(flags.Args()), contradiction(goOn, again)); err != nil {
		fmt.Fprintf(stderr, "load: %v\nload -h tells about all flags\n", err)
	}
	return o, err
}

// check reports what is missing, or too much.
func (o options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("%q is too much: the file is named by -csv", rest)
	case o.CSV == "":
		return errors.New("-csv is missing: which file is to be loaded?")
	case o.db == "":
		return errors.New("-db is missing: sqlite:PATH or postgres://USER@HOST/DATABASE")
	case o.Batch < 1:
		return errors.New("-batch must be at least 1")
	}
	return nil
}

func changed(goOn, again bool) load.Changed {
	switch {
	case again:
		return load.Again
	case goOn:
		return load.Continue
	}
	return load.Refuse
}

func contradiction(goOn, again bool) error {
	if goOn && again {
		return errors.New("-continue and -again contradict each other")
	}
	return nil
}

// separatedBy reads the flag -comma.
func separatedBy(comma string) ([]source.Option, error) {
	if comma == "tab" || comma == `\t` {
		comma = "\t"
	}
	r, size := utf8.DecodeRuneInString(comma)
	if size != len(comma) || strings.ContainsRune("\"\r\n", r) || r == utf8.RuneError {
		return nil, fmt.Errorf("-comma %q: want a character that is no quote or end of line", comma)
	}
	return []source.Option{source.Comma(r)}, nil
}
