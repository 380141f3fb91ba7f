package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// progressLine returns what writes over one line of a terminal, again and again.
func progressLine(w io.Writer) pipeline.ProgressFunc {
	return func(s pipeline.Snapshot) {
		const start, wipe = "\r", "\x1b[K" // go to the start of the line; delete its rest
		fmt.Fprintf(w, start+"%d lines, %.0f a second, %v"+wipe,
			s.Done, s.Rate, s.Elapsed.Round(time.Second/10))
	}
}

// isTerminal reports whether w is a terminal, or some other device.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
