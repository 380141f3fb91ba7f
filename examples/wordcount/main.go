// Wordcount counts the words of files, or of the standard input, on all cores.
//
// A word is a run of letters and digits of ASCII, and of whatever is not ASCII. The words
// are printed with their counts, the most frequent first:
//
//	go run ./examples/wordcount -top 10 *.txt
//
// While it runs a line on the terminal tells how far it has come. With -stats it tells in
// the end what each stage of the pipeline has been doing, by a table and by a diagram in
// the language of Mermaid. See -h for all flags.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"

	"github.com/coseq/coseq/pipeline"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program; it returns the exit code: 0, 1 if something failed, and 2 if the
// arguments make no sense.
func run(ctx context.Context, args []string, stdin io.ReadCloser, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	if err := o.count(ctx, stdin, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "wordcount:", err)
		return 1
	}
	return 0
}

type options struct {
	files        []string
	top, workers int
	stats, quiet bool
}

// parse says on stderr what is wrong with args.
func parse(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("wordcount", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.top, "top", 0, "print only the `n` most frequent words; 0 means all")
	flags.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "count on `n` goroutines")
	flags.BoolVar(&o.stats, "stats", false, "tell on standard error what limits the pipeline")
	flags.BoolVar(&o.quiet, "quiet", false, "do not show the progress")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: wordcount [flags] [file ...]")
		fmt.Fprintln(stderr, "Counts the words of the files; - is the standard input, and the default.")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.files = flags.Args(); len(o.files) == 0 {
		o.files = []string{"-"}
	}
	if o.top < 0 || o.workers < 1 {
		err = errors.New("-top must not be negative, and -workers must be at least 1")
		fmt.Fprintln(stderr, "wordcount:", err)
	}
	return o, err
}

// count does what the options say.
func (o options) count(ctx context.Context, stdin io.ReadCloser, stdout, stderr io.Writer) error {
	report := func(pipeline.Snapshot) {}
	if !o.quiet && isTerminal(stderr) {
		report = progressLine(stderr)
		defer fmt.Fprintln(stderr)
	}
	var stats pipeline.Stats
	if o.stats {
		ctx = pipeline.WithStats(ctx, &stats)
		defer func() { fmt.Fprintf(stderr, "%v\n\n%s", &stats, stats.Mermaid()) }()
	}
	words, err := countWords(ctx, o.inputs(stdin), o.workers, report)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(stdout)
	for _, word := range words.top(o.top) {
		fmt.Fprintf(out, "%7d %s\n", *words[word], word)
	}
	return out.Flush()
}

func (o options) inputs(stdin io.ReadCloser) (inputs []input) {
	for _, name := range o.files {
		open := func(context.Context) (io.ReadCloser, error) { return os.Open(name) }
		if name == "-" {
			open = func(context.Context) (io.ReadCloser, error) { return stdin, nil }
		}
		inputs = append(inputs, input{name, open})
	}
	return inputs
}
