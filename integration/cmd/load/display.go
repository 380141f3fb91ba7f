package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/coseq/coseq/integration/load"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A display shows how far the run has come.
type display interface {
	report(load.Progress)
	end(whole bool)
}

// newDisplay returns a bar if w is a terminal, else lines.
func newDisplay(w io.Writer, file string, quiet bool) display {
	if quiet {
		return silence{}
	}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &bar{w: f, name: filepath.Base(file)}
	}
	return &lines{w: w, name: filepath.Base(file)}
}

type silence struct{}

func (silence) report(load.Progress) {}
func (silence) end(bool)             {}

// Lines are for logs: one every ten seconds.
type lines struct {
	w     io.Writer
	name  string
	count int
}

func (l *lines) report(p load.Progress) {
	if l.count++; l.count%10 == 0 {
		percent := 100 * float64(p.Read) / float64(p.Size)
		fmt.Fprintf(l.w, "%s: %.0f %%, %s\n", l.name, percent, caption(p, true))
	}
}

func (l *lines) end(bool) {}

// widest is how wide a bar gets, in characters. It shrinks with the terminal.
const widest = 40

// A bar is for a terminal. It is drawn when there is something new, by whoever reports.
type bar struct {
	w     *os.File
	name  string
	size  int64
	drawn *progressbar.ProgressBar // nil before the first report
}

func (b *bar) report(p load.Progress) {
	if b.drawn == nil {
		b.size = p.Size
		b.drawn = progressbar.NewOptions64(p.Size,
			progressbar.OptionSetWriter(b.w),
			progressbar.OptionSetWidth(widest),
			progressbar.OptionShowDescriptionAtLineEnd(),
			progressbar.OptionSetPredictTime(false),
			progressbar.OptionSetElapsedTime(false),
			progressbar.OptionUseANSICodes(true),
			progressbar.OptionSetTheme(progressbar.ThemeASCII),
		)
	}
	b.drawn.Describe(b.caption(p))
	// What is read is not yet stored: the bar is full when all is. See end.
	_ = b.drawn.Set64(min(p.Read, b.size-1)) // an error is one of the terminal
}

// caption is as much as there is room for beside a bar.
func (b *bar) caption(p load.Progress) string {
	width, _, err := term.GetSize(int(b.w.Fd()))
	switch {
	case err != nil || width >= 90:
		return b.name + ": " + caption(p, true)
	case width >= 50:
		return caption(p, false)
	}
	return left(p)
}

func (b *bar) end(whole bool) {
	if b.drawn == nil {
		return
	}
	if whole {
		_ = b.drawn.Set64(b.size)
	}
	fmt.Fprintln(b.w)
}

// caption says how far a run has come, in words.
func caption(p load.Progress, rate bool) string {
	if p.Done == 0 {
		return "" // it is looking for its first row
	}
	text := fmt.Sprintf("%d rows", p.Done)
	if rate {
		text += fmt.Sprintf(", %.0f/s", p.Rate)
	}
	if left := left(p); left != "" {
		text += ", " + left
	}
	return text
}

// left is how long the rest of the file takes.
func left(p load.Progress) string {
	if p.ETA <= 0 {
		return ""
	}
	return fmt.Sprintf("%v left", p.ETA.Round(time.Second))
}
