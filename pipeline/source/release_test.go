package source_test

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// A format is a source of files, with its items boiled down to whether they are errors.
type format struct {
	flow func(source.Input) pipeline.Flow[int]
	text string // two items, and then the beginning of another one
}

func bare[T any](flow func(source.Input) pipeline.Flow[T]) func(source.Input) pipeline.Flow[int] {
	return func(in source.Input) pipeline.Flow[int] {
		return pipeline.Map(flow(in), 1, func(context.Context, T) (int, error) { return 1, nil })
	}
}

func jsonLines(n int) func(source.Input) pipeline.Flow[int] {
	return func(in source.Input) pipeline.Flow[int] { return source.JSONLines[int](in, n) }
}

var formats = map[string]format{
	"Lines":          {bare(source.Lines), "a\nb\nc"},
	"Records":        {bare(func(in source.Input) pipeline.Flow[source.Record] { return source.Records(in) }), "a\n\"b\"\n\"c\n"},
	"CSV":            {bare(func(in source.Input) pipeline.Flow[point] { return source.CSV[point](in) }), "x,y\n1,2\n3,4\n5"},
	"JSONLines":      {jsonLines(1), "1\n2\n3"},
	"JSONLines of 3": {jsonLines(3), "1\n2\n3"},
	"JSONArray":      {source.JSONArray[int], "[1,2,3"},
	"gzip":           {bare(func(in source.Input) pipeline.Flow[string] { return source.Lines(in.Gunzip()) }), "a\nb\nc"},
}

// inBubbles runs a test for each format, in a bubble, which fails if a goroutine is left.
func inBubbles(t *testing.T, test func(t *testing.T, f format)) {
	t.Helper()
	for name, f := range formats {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { test(t, f) })
		})
	}
}

func TestOpensWhenRun(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		opened, missing := 0, errors.New("missing")
		flow := f.flow(source.Input{Name: "in", Open: func(context.Context) (io.ReadCloser, error) {
			opened++
			return nil, missing
		}})
		seq := flow(t.Context())
		for i := range 2 {
			if opened != i {
				t.Fatalf("opened %d times before run %d", opened, i)
			}
			for _, err := range seq {
				if err.Error() != "in: missing" || !errors.Is(err, missing) {
					t.Errorf("error %v, want that of Open", err)
				}
			}
		}
		ctx, drain := pipeline.WithDrain(t.Context())
		drain()
		if err := flow.Run(ctx); err != nil || opened != 2 {
			t.Errorf("error %v, opened %d times, want none when drained", err, opened)
		}
		cancelled, cancel := context.WithCancelCause(t.Context())
		cancel(errBroken)
		if err := flow.Run(cancelled); err != errBroken || opened != 2 {
			t.Errorf("error %v, opened %d times, want the cause when cancelled", err, opened)
		}
	})
}

func TestClosesAtTheEnd(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := newFile(f.text)
		_ = f.flow(file.input()).Run(t.Context()) // some of the texts are not complete
		file.wantClosed(t)
	})
}

func TestClosesAfterBreak(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := stalled(f.text)
		for range f.flow(file.input()).All(t.Context()) {
			break
		}
		file.wantClosed(t)
	})
}

func TestClosesAfterReturnWhileReading(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := stalled(f.text)
		func() {
			for range pipeline.Batch(f.flow(file.input()), 2, time.Hour).All(t.Context()) {
				synctest.Wait() // until the source waits for more
				return
			}
		}()
		file.wantClosed(t)
	})
}

func TestClosesAfterPanic(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := stalled(f.text)
		defer file.wantClosed(t)
		defer func() {
			if p := recover(); p != errBroken {
				t.Errorf("panic %v, want that of the loop", p)
			}
		}()
		for range f.flow(file.input()).All(t.Context()) {
			panic(errBroken)
		}
	})
}

func TestClosesAfterGoexit(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := stalled(f.text)
		go func() {
			for range f.flow(file.input()).All(t.Context()) {
				runtime.Goexit()
			}
		}()
		synctest.Wait()
		file.wantClosed(t)
	})
}

// A Read that blocks is interrupted. What was there before has come.
func TestClosesWhenCancelled(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := stalled(f.text)
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errBroken) })
		got, err := f.flow(file.input()).Collect(ctx)
		if len(got) != 2 || err != errBroken {
			t.Errorf("%d items, error %v, want 2 and the cause", len(got), err)
		}
		file.wantClosed(t)
	})
}

func TestClosesWhenDrained(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := stalled(f.text)
		ctx, drain := pipeline.WithDrain(t.Context())
		time.AfterFunc(time.Second, drain)
		got, err := f.flow(file.input()).Collect(ctx)
		if len(got) != 2 || err != nil {
			t.Errorf("%d items, error %v, want 2 and none", len(got), err)
		}
		file.wantClosed(t)
	})
}

// Items come as soon as they are complete.
func TestItemsComeAtOnce(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		r, w := io.Pipe()
		text := strings.NewReader(f.text)
		go func() {
			for text.Len() > 0 {
				time.Sleep(time.Second)
				io.CopyN(w, text, 1)
			}
			time.Sleep(time.Hour)
			w.Close()
		}()
		start, n := time.Now(), 0
		in := source.Input{Name: "in", Open: func(context.Context) (io.ReadCloser, error) { return r, nil }}
		for range f.flow(in)(t.Context()) {
			n++
			if waited := time.Since(start); n <= 2 && waited > time.Minute {
				t.Errorf("item %d after %v", n, waited)
			}
		}
		if n < 3 {
			t.Errorf("%d items, want 3", n)
		}
	})
}

// What Close says comes at the end, unless the loop was left: see also OnClose.
func TestCloseFails(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		file := newFile(f.text)
		file.closing = errors.New("disk full")
		var last error
		for _, err := range f.flow(file.input())(t.Context()) {
			last = err
		}
		if !errors.Is(last, file.closing) || !strings.Contains(last.Error(), "in: disk full") {
			t.Errorf("last error %v, want that of Close", last)
		}
		for _, leave := range []bool{true, false} {
			file := newFile(f.text)
			if leave {
				file = stalled(f.text)
			}
			file.closing = errors.New("disk full")
			var late []error
			flow := source.OnClose(f.flow(file.input()), func(err error) { late = append(late, err) })
			for _, err := range flow(t.Context()) {
				if leave || errors.Is(err, file.closing) {
					break
				}
			}
			if leave && (len(late) != 1 || !errors.Is(late[0], file.closing)) {
				t.Errorf("late errors %v, want that of Close", late)
			}
			if !leave && len(late) != 0 {
				t.Errorf("late errors %v, want none: the flow had it", late)
			}
		}
	})
}

// A panic in Open, Read or Close comes out of the loop, and so does a Goexit.
func TestPanicsOfInputs(t *testing.T) {
	inBubbles(t, func(t *testing.T, f format) {
		for name, in := range map[string]source.Input{
			"Open":  {Open: func(context.Context) (io.ReadCloser, error) { panic(errBroken) }},
			"Read":  bad{read: func() { panic(errBroken) }}.input(),
			"Close": bad{close: func() { panic(errBroken) }}.input(),
		} {
			func() {
				defer func() {
					var p *pipeline.PanicError
					if err, _ := recover().(error); !errors.As(err, &p) || p.Value != errBroken {
						t.Errorf("%s: panic %v, want a PanicError", name, err)
					}
				}()
				t.Errorf("%s: error %v, want a panic", name, f.flow(in).Run(t.Context()))
			}()
		}
		for name, in := range map[string]source.Input{
			"Read":  bad{read: runtime.Goexit}.input(),
			"Close": bad{close: runtime.Goexit}.input(),
		} {
			returned := false
			go func() {
				_ = f.flow(in).Run(t.Context())
				returned = true
			}()
			synctest.Wait()
			if returned {
				t.Errorf("%s: the goroutine of the consumer has not exited", name)
			}
		}
	})
}

// A bad input does what it is told to.
type bad struct{ read, close func() }

func (b bad) Read([]byte) (int, error) {
	if b.read != nil {
		b.read()
	}
	return 0, io.EOF
}

func (b bad) Close() error {
	if b.close != nil {
		b.close()
	}
	return nil
}

func (b bad) input() source.Input {
	return source.Input{Open: func(context.Context) (io.ReadCloser, error) { return b, nil }}
}
