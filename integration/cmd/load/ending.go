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
		return fmt.Sprintf("load: stopped by a signal; %s.\n%s", e.sofar(), "Give the same command again to load the rest.")
	}
	return fmt.Sprintf("load: %v\n%s.%s", e.err, e.sofar(), e.advice())
}

func (e ending) success() string {
	r := e.result
	if r.Stored == 0 && r.Earlier > 0 {
		return fmt.Sprintf("Nothing to do: all %d rows of %s are in table %s. -again loads them once more.",
			r.Earlier, filepath.Base(e.file), r.Table)
	}
	return fmt.Sprintf("%s in %v, %.0f rows/s.", e.sofar(), e.took.Round(10*time.Millisecond),
		float64(r.Stored)/e.took.Seconds())
}

// sofar says what is in the table.
func (e ending) sofar() string {
	r := e.result
	var b strings.Builder
	fmt.Fprintf(&b, "%d rows stored", r.Stored)
	if r.Table != "" {
		fmt.Fprintf(&b, " in table %s", r.Table)
	}
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
	switch {
	case errors.Is(e.err, load.ErrChanged):
		return "\nIf the rows that are loaded are as they were, -continue goes on behind them." +
			" If it is another file now, -again loads all of it."
	case errors.As(e.err, &bad):
		return fmt.Sprintf("\nMend the file there; the same command with -continue goes on behind row %d.",
			e.result.Earlier+e.result.Stored)
	case e.result.Table == "":
		return ""
	}
	return "\nThe same command goes on where this one was."
}
