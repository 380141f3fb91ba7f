// Wordcount counts the words of texts by several processes, which may be on several
// machines, and loses nothing and counts nothing twice when some of them are killed.
//
//	go run ./cmd/wordcount                       # of a text that it makes up
//	go run ./cmd/wordcount -crash 2000 *.txt     # and kills one worker in the middle
//
// Without a role it runs all of them as processes of this machine, prints the most frequent
// words, and on the standard error who has done what. The roles are:
//
//	coordinator  runs the server, in memory or in a directory
//	producer     publishes each line of the files, or of the made-up text
//	worker       counts the words of each line, by coroutines, and publishes the counts
//	collector    adds them up, prints the sum, and ends
//
// Each can be started by itself, on any machine, also while the others run; with -url it
// joins a server or cluster that runs elsewhere. Coordinators and workers run until they are
// told to stop: by an interrupt or SIGTERM, after which they finish what they have begun; at
// the second one they leave at once. Whatever a worker has not finished, others get.
//
// The exit status is 0, 1 if something failed, and 2 if the arguments make no sense. See -h
// for all flags.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/coseq/coseq/pipeline"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}))
}

// stdio is where a program reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// run is the program; it returns the exit status. It stops in order when ctx ends.
func run(ctx context.Context, args []string, std stdio) int {
	o, err := parse(args, std.err)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	if o.attached {
		ctx = untilEnd(ctx, std.in)
	}
	if err := o.play(ctx, std); err != nil {
		if o.attached && errors.Is(err, errStopped) {
			return 1 // the one that had it stopped says why
		}
		said := strings.ReplaceAll(err.Error(), "\n", "\n"+o.name+": ") // more than one error
		fmt.Fprintf(std.err, "%s: %s\n", o.name, said)
		return 1
	}
	return 0
}

// play runs the role, or all of them.
func (o options) play(ctx context.Context, std stdio) error {
	switch o.role {
	case "coordinator":
		return coordinate(ctx, o, std)
	case "worker":
		return work(ctx, o, std)
	}
	late := fmt.Errorf("not done after %v", o.timeout)
	ctx, cancel := context.WithTimeoutCause(ctx, o.timeout, late)
	defer cancel()
	switch o.role {
	case "producer":
		return produce(ctx, o, std)
	case "collector":
		return collect(ctx, o, std)
	}
	return together(ctx, o, std)
}

// untilEnd returns a context that ends when in does: that is how a process learns, on every
// system, that the one that started it wants it to stop, or is not there any more.
func untilEnd(ctx context.Context, in io.Reader) context.Context {
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		_, _ = io.Copy(io.Discard, in)
		cancel(errStopped)
	}()
	return ctx
}

var stopSignals = []os.Signal{os.Interrupt, syscall.SIGTERM}

// graceful returns the context for a flow that is to stop in order when ctx ends, or by a
// signal; then, or at a second one, it is cut short.
func graceful(ctx context.Context) (context.Context, func()) {
	const grace = 10 * time.Second
	return pipeline.WithGrace(ctx, grace, stopSignals...)
}

// whyStopped returns why what is to end by itself has ended before.
func whyStopped(ctx context.Context) error {
	return cmp.Or(context.Cause(ctx), errStopped)
}

var errStopped = errors.New("stopped")
