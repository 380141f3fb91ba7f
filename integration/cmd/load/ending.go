package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/coseq/coseq/integration/load"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// An ending is how a run has ended, in words that say what to do next.
type ending struct {
	file, db string
	took     time.Duration
	result   load.Result
	err      error
}

func (e ending) status() int {
	switch {
	case e.err == nil && e.result.Whole:
		return loaded
	case e.err == nil || errors.Is(e.err, pipeline.ErrGrace):
		return interrupted
	}
	return failed
}

func (e ending) String() string {
	switch e.status() {
	case loaded:
		return e.success()
	case interrupted:
		return fmt.Sprintf("load: stopped by a signal.\n%s. "+
			"The same command loads the rest.", e.sofar())
	}
	return fmt.Sprintf("load: %v\n%s. %s", e.err, e.sofar(), e.advice())
}

func (e ending) success() string {
	r := e.result
	if r.Stored == 0 && r.Earlier > 0 {
		return fmt.Sprintf("Nothing to do: %s of %s %s in table %s. -again loads all once more.",
			rows(r.Earlier), filepath.Base(e.file), isOrAre(r.Earlier), r.Table)
	}
	return fmt.Sprintf("%s in %v, %.0f rows/s.", e.sofar(), e.took.Round(10*time.Millisecond),
		float64(r.Stored)/e.took.Seconds())
}

// sofar says what is in the table.
func (e ending) sofar() string {
	r := e.result
	if r.Stored == 0 {
		return "Nothing was stored"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s stored in table %s", rows(r.Stored), r.Table)
	if r.Created {
		b.WriteString(" (new)")
	}
	fmt.Fprintf(&b, " of %s", e.db)
	if r.Earlier > 0 {
		fmt.Fprintf(&b, ", %d with those from before", r.Earlier+r.Stored)
	}
	return b.String()
}

// advice says what can be done about the error.
func (e ending) advice() string {
	var bad *source.Error
	total := e.result.Earlier + e.result.Stored
	switch {
	case errors.Is(e.err, load.ErrChanged):
		return "If the rows that are loaded are still as they were, " +
			"-continue goes on behind them.\nIf it is another file now, -again loads all of it."
	case errors.As(e.err, &bad) && total > 0:
		return fmt.Sprintf("Mend the file there; "+
			"the same command with -continue then goes on behind row %d.", total)
	case errors.As(e.err, &bad):
		return "Mend the file there, and give the same command again."
	case total > 0:
		return fmt.Sprintf("The same command goes on behind row %d.", total)
	}
	return "When that is mended, give the same command again."
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
