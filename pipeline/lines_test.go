package pipeline_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

var longLine = strings.Repeat("long ", 14_000)

var texts = []string{
	"", "\n", "\r\n", "a", "a\n", "a\r\n", "a\nb", "a\r\nb\r", "\n\n\n", "\r", "\r\r\n", "a\rb\n",
	"täglich\ngrüßt\n", longLine, longLine + "\n", "a\n" + longLine + "\r\n" + longLine + "\nb",
	strings.Repeat("line\r\n", 30_000), strings.Repeat("\n", 70_000),
	strings.Repeat("x", 64<<10) + "\n",
	strings.Repeat("y", 4095) + "\r\nz\n" + strings.Repeat("y", 4096) + "\n",
	strings.Repeat("y", 9000),
}

// scanned is the model: the standard library's lines, which are limited in length.
func scanned(text string) (lines []string) {
	s := bufio.NewScanner(strings.NewReader(text))
	s.Buffer(nil, len(text)+2)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	return lines
}

func TestLines(t *testing.T) {
	readers := map[string]func(io.Reader) io.Reader{
		"plain":            func(r io.Reader) io.Reader { return r },
		"byte by byte":     iotest.OneByteReader,
		"halves":           iotest.HalfReader,
		"data with io.EOF": iotest.DataErrReader,
	}
	for name, reader := range readers {
		t.Run(name, func(t *testing.T) {
			for _, text := range texts {
				got, err := pipeline.Lines(reader(strings.NewReader(text))).Collect(t.Context())
				if err != nil {
					t.Error(err)
				}
				if diff := cmp.Diff(scanned(text), got); diff != "" {
					t.Errorf("lines of %.20q (-want +got):\n%.300s", text, diff)
				}
			}
		})
	}
}

func FuzzLines(f *testing.F) {
	for _, text := range texts {
		if len(text) < 100 {
			f.Add(text, uint8(3))
		}
	}
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		r := &chunked{strings.NewReader(text), int(size), 0}
		got, err := pipeline.Lines(r).Collect(t.Context())
		if diff := cmp.Diff(scanned(text), got); diff != "" || err != nil {
			t.Errorf("error %v, lines (-want +got):\n%s", err, diff)
		}
	})
}

// A chunked reader gives at most size bytes at once, and every third time none.
type chunked struct {
	r     *strings.Reader
	size  int
	calls int
}

func (c *chunked) Read(p []byte) (int, error) {
	if c.calls++; c.calls%3 == 0 {
		return 0, nil
	}
	return c.r.Read(p[:min(len(p), c.size+1)])
}

func TestLinesOfFailingReader(t *testing.T) {
	broken := errors.New("broken")
	breaksAfter := func(text string) io.Reader {
		return io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))
	}
	for name, test := range map[string]struct {
		r    io.Reader
		want []string
		err  error
	}{
		"at once":          {breaksAfter(""), nil, broken},
		"after some lines": {breaksAfter("a\nb\nha"), []string{"a", "b"}, broken},
		"with data":        {iotest.DataErrReader(breaksAfter("a\nha")), []string{"a"}, broken},
		"reads nothing":    {idle{}, nil, io.ErrNoProgress},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := pipeline.Lines(test.r).Collect(t.Context())
			if !errors.Is(err, test.err) {
				t.Errorf("error %v, want %v", err, test.err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// Lines come as soon as they have been read, also if the reader then blocks.
func TestLinesComeAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe()
		go func() {
			for _, part := range []string{"one\ntwo\nth", "ree\n", "four"} {
				io.WriteString(w, part)
				time.Sleep(time.Second)
			}
			w.Close()
		}()
		start := time.Now()
		var got []time.Duration
		for range pipeline.Lines(r).All(t.Context()) {
			got = append(got, time.Since(start))
		}
		if diff := cmp.Diff([]time.Duration{0, 0, time.Second, 3 * time.Second}, got); diff != "" {
			t.Errorf("times (-want +got):\n%s", diff)
		}
	})
}

func TestLinesCancelled(t *testing.T) {
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	n := 0
	var last error
	for _, err := range pipeline.Lines(strings.NewReader(strings.Repeat("x\n", 100))).All(ctx) {
		if last = err; err != nil {
			break
		}
		if n++; n == 7 {
			cancel(stop)
		}
	}
	if n != 7 || last != stop {
		t.Errorf("%d lines and error %v, want 7 and the cause", n, last)
	}
}

func TestLinesDrained(t *testing.T) {
	ctx, stop := pipeline.WithDrain(t.Context())
	n := 0
	for _, err := range pipeline.Lines(strings.NewReader(strings.Repeat("x\n", 100))).All(ctx) {
		if n++; n == 7 {
			stop()
		}
		if err != nil {
			t.Error(err)
		}
	}
	if n != 7 {
		t.Errorf("%d lines, want 7", n)
	}
}

// A file is a reader that counts how often it is closed, and whose Read is
// interrupted by that.
type file struct {
	io.Reader
	closed int
	err    error // of Close
	unread chan struct{}
}

func newFile(text string, err error) *file {
	return &file{Reader: strings.NewReader(text), err: err}
}

// stalled is a file that blocks after its text.
func stalled(text string) *file {
	f := newFile(text, nil)
	f.unread = make(chan struct{})
	return f
}

func (f *file) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err == io.EOF && f.unread != nil {
		<-f.unread
		return n, io.ErrClosedPipe
	}
	return n, err
}

func (f *file) Close() error {
	f.closed++
	if f.unread != nil && f.closed == 1 {
		close(f.unread)
	}
	return f.err
}

func (f *file) flow() pipeline.Flow[string] {
	return pipeline.LinesFrom(func(context.Context) (io.ReadCloser, error) { return f, nil })
}

func (f *file) wantClosed(t *testing.T) {
	t.Helper()
	if f.closed != 1 {
		t.Errorf("closed %d times, want once", f.closed)
	}
}

func TestLinesFrom(t *testing.T) {
	full := errors.New("disk full")
	broken := errors.New("broken")
	for name, test := range map[string]struct {
		file *file
		want []string
		errs []error
	}{
		"lines":       {newFile("a\nb", nil), []string{"a", "b"}, nil},
		"close error": {newFile("a\nb", full), []string{"a", "b"}, []error{full}},
		"both errors": {
			&file{Reader: io.MultiReader(strings.NewReader("a\n"), iotest.ErrReader(broken)), err: full},
			[]string{"a"},
			[]error{broken, full},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, err := test.file.flow().Collect(t.Context())
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("lines (-want +got):\n%s", diff)
				}
				for _, want := range test.errs {
					if !errors.Is(err, want) {
						t.Errorf("error %v, want %v", err, want)
					}
				}
				if len(test.errs) == 0 && err != nil || len(test.errs) == 1 && err != test.errs[0] {
					t.Errorf("error %v, want %v", err, test.errs)
				}
				test.file.wantClosed(t)
			})
		})
	}
}

func TestLinesFromOpensWhenRun(t *testing.T) {
	missing := errors.New("missing")
	opened := 0
	flow := pipeline.LinesFrom(func(context.Context) (io.ReadCloser, error) {
		if opened++; opened == 2 {
			return nil, missing
		}
		return newFile("a\n", nil), nil
	})
	for i, want := range []error{nil, missing, nil} {
		if opened != i {
			t.Fatalf("opened %d times before run %d", opened, i)
		}
		if _, err := flow.Collect(t.Context()); err != want {
			t.Errorf("run %d: error %v, want %v", i, err, want)
		}
	}
}

// The context of open is that of the reader, too: it lives while the run does.
func TestLinesFromContextLives(t *testing.T) {
	var opened context.Context
	flow := pipeline.LinesFrom(func(ctx context.Context) (io.ReadCloser, error) {
		opened = ctx
		return newFile("a\nb\n", nil), nil
	})
	for range flow.All(t.Context()) {
		if opened.Err() != nil {
			t.Error("ended before the flow")
		}
	}
	if opened.Err() == nil {
		t.Error("outlived the flow")
	}
}

// Every way out closes, and those that are not the end interrupt the read.
func TestLinesFromClosesOnEveryWayOut(t *testing.T) {
	stop := errors.New("stop")
	t.Run("break", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			f := stalled("a\nb\n")
			for range f.flow().All(t.Context()) {
				break
			}
			f.wantClosed(t)
		})
	})
	t.Run("break while a read blocks", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			f := stalled("a\n")
			for range pipeline.Batch(f.flow(), 1, time.Hour).All(t.Context()) {
				synctest.Wait()
				break
			}
			f.wantClosed(t)
		})
	})
	t.Run("panic", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			f := stalled("a\n")
			defer f.wantClosed(t)
			defer func() {
				if p := recover(); p != stop {
					t.Errorf("panic %v, want the body's", p)
				}
			}()
			for range f.flow().All(t.Context()) {
				panic(stop)
			}
		})
	})
	t.Run("cancel", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			f := stalled("a\nb\nc")
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(stop) })
			got, err := f.flow().Collect(ctx)
			if len(got) != 2 || err != stop {
				t.Errorf("%q, error %v, want 2 lines and the cause", got, err)
			}
			f.wantClosed(t)
		})
	})
	t.Run("drain", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			f := stalled("a\nb\nc")
			ctx, drain := pipeline.WithDrain(t.Context())
			time.AfterFunc(time.Second, drain)
			got, err := f.flow().Collect(ctx)
			if len(got) != 2 || err != nil {
				t.Errorf("%q, error %v, want 2 lines and none", got, err)
			}
			f.wantClosed(t)
		})
	})
}
