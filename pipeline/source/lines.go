package source

import (
	"context"
	"errors"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/coseq/coseq/internal/late"
	"github.com/coseq/coseq/pipeline"
)

// errUTF8 is what is wrong with text that is not UTF-8.
var errUTF8 = errors.New("invalid UTF-8")

// Lines returns the flow of the lines of in, without their ends, "\n" or "\r\n". The last
// one need not have an end. An empty input has none. A line may be of any length: it is
// held in memory, with space for up to as much again.
//
// A line that is not valid UTF-8 is an [Error] in its place: [SkipBad] can drop it. For
// bytes of whatever kind take [pipeline.LinesFrom] with in.Open, which otherwise is the same. An error of the
// input is the last item, after the lines that are complete.
//
// Lines panics if in.Open is nil.
func Lines(in Input) pipeline.Flow[string] {
	in.check("source.Lines")
	return func(ctx context.Context) iter.Seq2[string, error] {
		var t *text
		seq := pipeline.LinesFrom(func(ctx context.Context) (r io.ReadCloser, err error) {
			t, err = in.open(ctx)
			return t, err
		})(ctx)
		return func(yield func(string, error) bool) {
			t = nil
			last := checkLines(in.Name, seq, yield)
			if t != nil && t.closing != nil && !errors.Is(last, t.closing) {
				late.Report(ctx, t.closing)
			}
		}
	}
}

// checkLines gives the lines that are UTF-8, and errors for the others. It returns the
// error of the last item.
func checkLines(
	name string, lines iter.Seq2[string, error], yield func(string, error) bool,
) (last error) {
	n := 0
	for line, err := range lines {
		n++
		if !utf8.ValidString(line) {
			at := Position{Name: name, Row: n, Line: n, Column: invalidUTF8([]byte(line)) + 1}
			line, err = "", inItsPlace(at.Wrap(errUTF8))
		}
		if last = err; !yield(line, err) {
			break
		}
	}
	return last
}

// invalidUTF8 returns where text is not UTF-8, or its length.
func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(text)
}
