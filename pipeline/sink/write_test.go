package sink_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/coseq/coseq/pipeline/source"
)

// A terminal writes the orders of a flow.
type terminal func(context.Context, pipeline.Flow[order], sink.Output) error

// terminals are all that there are, with what they write for two orders.
var terminals = map[string]struct {
	run  terminal
	want string
}{
	"CSV": {sink.CSV[order], "ID,Item\n1,tea\n2,tea\n"},
	"JSONLines": {
		sink.JSONLines[order], `{"ID":1,"Item":"tea"}` + "\n" + `{"ID":2,"Item":"tea"}` + "\n",
	},
	"Records": {writeRecords, "1,tea\n2,tea\n"},
	"Lines":   {writeLines, "1 tea\n2 tea\n"},
	"Write":   {writePlain, "1tea2tea"},
}

func writeRecords(ctx context.Context, flow pipeline.Flow[order], to sink.Output) error {
	return sink.Records(ctx, pipeline.Map(flow, 1, pipeline.Lift(func(o order) ([]string, error) {
		return []string{fmt.Sprint(o.ID), o.Item}, nil
	})), to)
}

func writeLines(ctx context.Context, flow pipeline.Flow[order], to sink.Output) error {
	return sink.Lines(ctx, pipeline.Map(flow, 1, pipeline.Lift(func(o order) (string, error) {
		return fmt.Sprint(o.ID, o.Item), nil
	})), to)
}

func writePlain(ctx context.Context, flow pipeline.Flow[order], to sink.Output) error {
	return sink.Write(ctx, pipeline.Map(flow, 1, pipeline.Lift(func(o order) ([]byte, error) {
		return fmt.Append(nil, o.ID, o.Item), nil
	})), to)
}

func TestWrite(t *testing.T) {
	for name, test := range terminals {
		var b bytes.Buffer
		if err := test.run(t.Context(), orders(2), sink.Writer(name, &b)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.ReplaceAll(b.String(), " ", "") != strings.ReplaceAll(test.want, " ", "") {
			t.Errorf("%s: wrote %q, want %q", name, b.String(), test.want)
		}
		plain := b.String()
		b.Reset()
		if err := test.run(t.Context(), orders(2), sink.Writer(name, &b).Gzip()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := gunzipped(t, &b); got != plain {
			t.Errorf("%s: wrote %q compressed, want %q", name, got, plain)
		}
	}
}

func gunzipped(t *testing.T, r io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A full takes so many bytes and then fails, or takes less than it is given and does not.
type full struct {
	bytes.Buffer
	room int
	err  error
}

func (f *full) Write(p []byte) (int, error) {
	if len(p) <= f.room {
		f.room -= len(p)
		return f.Buffer.Write(p)
	}
	n, _ := f.Buffer.Write(p[:f.room])
	f.room = 0
	return n, f.err
}

var errFull = errors.New("no space left on device")

// Wherever the disk is full, the error names the first row that is not whole.
func TestWriteToFullDisk(t *testing.T) {
	const n = 9
	for name, test := range terminals {
		var whole bytes.Buffer
		test.run(t.Context(), orders(n), sink.Writer("", &whole))
		for room := range whole.Len() {
			for _, unbuffered := range []bool{false, true} {
				w := &full{room: room, err: errFull}
				to := sink.Writer("disk", w)
				if unbuffered {
					to = to.Unbuffered()
				}
				err := test.run(t.Context(), orders(n), to)
				// The rows that the disk would have had room for.
				rows := 0
				for i := range n {
					var b bytes.Buffer
					if test.run(t.Context(), orders(i+1), sink.Writer("", &b)); b.Len() <= room {
						rows = i + 1
					}
				}
				want := fmt.Sprintf("disk: row %d: %v", rows+1, errFull)
				if err == nil || err.Error() != want || !errors.Is(err, errFull) {
					t.Fatalf("%s, room for %d bytes: error %v, want %s", name, room, err, want)
				}
				if w.String() != whole.String()[:room] {
					t.Fatalf("%s, room for %d bytes: wrote %q", name, room, w.String())
				}
				w = &full{room: room}
				err = test.run(t.Context(), orders(n), sink.Writer("", w))
				if !errors.Is(err, io.ErrShortWrite) {
					t.Fatalf("%s: short write: error %v", name, err)
				}
			}
		}
	}
}

// A compressed output fails in some row, or at the end.
func TestGzipToFullDisk(t *testing.T) {
	var whole bytes.Buffer
	sink.CSV(t.Context(), orders(9), sink.Writer("", &whole).Gzip())
	for room := range whole.Len() {
		disk := sink.Writer("disk", &full{room: room, err: errFull})
		err := sink.CSV(t.Context(), orders(9), disk.Gzip())
		if !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "disk: ") {
			t.Errorf("room for %d bytes: error %v", room, err)
		}
	}
	big := strings.Repeat("0123456789abcdef", 1<<10)
	err := sink.Lines(t.Context(), pipeline.Of(big, big, big, big, big, big),
		sink.Writer("disk", &full{room: 5, err: errFull}).Gzip())
	if !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// failing is the flow of n orders and an error.
func failing(n int) pipeline.Flow[order] {
	fail := func(context.Context, func(order) bool) error { return errBroken }
	return pipeline.Concat(orders(n), pipeline.FromFunc(fail))
}

// What came before an error of the flow is written, and the error is that of the flow.
func TestWriteFlowFails(t *testing.T) {
	for name, test := range terminals {
		var want, got bytes.Buffer
		test.run(t.Context(), orders(5), sink.Writer(name, &want))
		err := test.run(t.Context(), failing(5), sink.Writer(name, &got))
		if err != errBroken || got.String() != want.String() {
			t.Errorf("%s: wrote %q, error %v", name, got.String(), err)
		}
		err = test.run(t.Context(), failing(5), sink.Writer(name, &full{err: errFull}))
		if !errors.Is(err, errBroken) || !errors.Is(err, errFull) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// A run that is cancelled writes whole rows, and ends with the cause.
func TestWriteCancelled(t *testing.T) {
	stop := errors.New("stop")
	for name, test := range terminals {
		ctx, cancel := context.WithCancelCause(t.Context())
		var want, got bytes.Buffer
		test.run(t.Context(), orders(4), sink.Writer("", &want))
		flow := pipeline.Tap(orders(9), func(o order) {
			if o.ID == 5 {
				cancel(stop)
			}
		})
		err := test.run(ctx, flow, sink.Writer(name, &got).Unbuffered())
		if err != stop || got.String() != want.String() {
			t.Errorf("%s: wrote %q, error %v", name, got.String(), err)
		}
		if err := test.run(ctx, orders(1), sink.File("/does/not/exist")); err != stop {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// Without a buffer, rows are written as they come.
func TestUnbuffered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, test := range terminals {
			r, w := io.Pipe()
			slow := pipeline.Tap(orders(3), func(order) { time.Sleep(time.Second) })
			go func() {
				defer w.Close()
				if err := test.run(t.Context(), slow, sink.Writer(name, w).Unbuffered()); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}()
			start, p := time.Now(), make([]byte, 100)
			for i := range 3 {
				if _, err := r.Read(p); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if got := time.Since(start); got != time.Duration(i+1)*time.Second {
					t.Errorf("%s: row %d after %v", name, i+1, got)
				}
			}
			io.Copy(io.Discard, r)
		}
	})
}

// A draft is an Output of one's own, which says what happens to it.
type draft struct {
	bytes.Buffer
	commit, abort error
	said          string
}

func (d *draft) Commit() error { d.said += "commit "; return d.commit }
func (d *draft) Abort() error  { d.said += "abort "; return d.abort }

func (d *draft) output() sink.Output {
	return sink.Output{Name: "draft", Create: func(context.Context) (sink.Draft, error) {
		return d, nil
	}}
}

// A draft is committed or aborted, or both if it cannot be committed.
func TestDraft(t *testing.T) {
	boom := pipeline.Tap(orders(1), func(order) { panic("boom") })
	for _, test := range []struct {
		flow pipeline.Flow[order]
		d    draft
		said string
		err  string
	}{
		{orders(2), draft{}, "commit ", "<nil>"},
		{failing(2), draft{}, "abort ", "broken"},
		{failing(2), draft{abort: errFull}, "abort ", "broken\nno space left on device"},
		{orders(2), draft{commit: errFull}, "commit abort ", "draft: no space left on device"},
		{boom, draft{}, "abort ", "panic"},
	} {
		err := errors.New("panic")
		p := panicOf(func() { err = sink.CSV(t.Context(), test.flow, test.d.output().Gzip()) })
		panicked := test.err == "panic"
		if test.d.said != test.said || fmt.Sprint(err) != test.err || (p != nil) != panicked {
			t.Errorf("%s: %s, error %v, panic %v", test.said, test.d.said, err, p)
		}
	}
}

func TestWriteMisuse(t *testing.T) {
	for want, f := range map[string]func(){
		"sink.CSV: flow must not be nil": func() {
			sink.CSV[order](t.Context(), nil, sink.Writer("", io.Discard))
		},
		"sink.CSV: the Output must have a Create": func() {
			sink.CSV(t.Context(), orders(1), sink.Output{})
		},
		"sink.Output.Gzip: the Output must have a Create": func() { sink.Output{}.Gzip() },
		"sink.CSV: T must be a struct, not int": func() {
			sink.CSV(t.Context(), pipeline.Of(1), sink.Writer("", io.Discard))
		},
		"sink.CSV: struct { hidden int; Where source.Position } has no field for a column": func() {
			sink.CSV(t.Context(), pipeline.Of(struct {
				hidden int
				Where  source.Position
			}{}), sink.Writer("", io.Discard))
		},
		"sink.CSV: the field for column \"A\" cannot be of type chan int": func() {
			sink.CSV(t.Context(), pipeline.Of(struct{ A chan int }{}), sink.Writer("", io.Discard))
		},
		"sink.CSV: the name of a column is not valid UTF-8": func() {
			sink.CSV(t.Context(), pipeline.Of(struct {
				A int `csv:"\xff"`
			}{}), sink.Writer("", io.Discard))
		},
	} {
		if p := panicOf(f); p != want {
			t.Errorf("panicked with %v, want %v", p, want)
		}
	}
}
