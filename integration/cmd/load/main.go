// Load moves a CSV file, plain or compressed by gzip, into a table of a database:
//
//	go run ./cmd/load -csv orders.csv -db sqlite:shop.db
//	go run ./cmd/load -csv orders.csv.gz -db postgres://me@localhost/shop -table orders -infer
//
// The table is made if there is none, with the columns of the header. They are of text; with
// -infer, those whose first 1000 fields are all numbers are of numbers. If there is one, its
// columns are found by their names, whatever their types are.
//
// Every row is there once, whatever happens: a run that was stopped, by an error, Ctrl-C
// or SIGKILL, is taken up where it was by giving the same command again. A file that is
// loaded is not loaded again; see -again and -continue. What it takes to know that is in
// the tables coseq_jobs and coseq_files of the same database.
//
// While it runs, a bar shows the part of the file that is read; what does not go to a
// terminal gets a line every ten seconds. Ctrl-C and SIGTERM have it store what it has read
// and stop; the second one, or ten seconds, stop it at once. With -live it serves a page
// that shows what each stage is doing.
//
// The exit status is
//
//	0    all rows of the file are in the table
//	1    the file or the database has a fault, which is on standard error, with what to do
//	2    the arguments make no sense, such as an address for -live that cannot be served at
//	130  it was stopped by a signal: rows are missing, which the same command loads
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/coseq/coseq/integration/live"
	"github.com/coseq/coseq/integration/load"
	"github.com/coseq/coseq/pipeline"
)

// The exit status.
const (
	loaded      = 0
	failed      = 1
	misused     = 2
	interrupted = 130 // as a shell has it for SIGINT
)

// grace is for how long what was read may be stored after a signal.
const grace = 10 * time.Second

func main() {
	ctx, stop := pipeline.WithGrace(context.Background(), grace, os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(status)
}

// run is the program. It returns the exit status.
func run(ctx context.Context, args []string, stderr io.Writer) int {
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return loaded
	case err != nil:
		return misused
	}
	db, err := load.Open(o.db)
	if err != nil {
		fmt.Fprintln(stderr, "load:", err)
		return misused
	}
	defer db.Close()
	status, err := o.load(ctx, db, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "load:", err)
	}
	return status
}

// load does what the options say.
func (o options) load(ctx context.Context, db *load.DB, stderr io.Writer) (int, error) {
	var stats pipeline.Stats
	view := live.New(o.CSV, &stats)
	if o.live != "" {
		url, stop, err := live.Serve(o.live, view)
		if err != nil {
			return misused, fmt.Errorf("-live: %w", err)
		}
		defer stop()
		fmt.Fprintln(stderr, url)
	}
	display := newDisplay(stderr, o.CSV, o.quiet)
	job := o.Job
	job.Report = display.report
	began := time.Now()
	result, err := job.Run(pipeline.WithStats(ctx, &stats), db)
	view.End(err)
	display.end(result.Whole)
	e := ending{file: o.CSV, db: db.String(), took: time.Since(began), result: result, err: err}
	if !o.quiet && result.Stored > 0 {
		fmt.Fprintf(stderr, "%v\n%s limits it.\n\n", &stats, bottleneck(&stats))
	}
	if err != nil || !o.quiet {
		fmt.Fprintln(stderr, e)
	}
	return e.status(), nil
}

// bottleneck names what limits the flow, the consumer of which is the database.
func bottleneck(stats *pipeline.Stats) string {
	if name := stats.Bottleneck(); name != "consumer" {
		return "The stage " + name
	}
	return "The database"
}
