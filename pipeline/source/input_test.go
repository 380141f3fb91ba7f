package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

// textOf is an input that has that text.
func textOf(text string) source.Input { return source.Reader("in", strings.NewReader(text)) }

// items runs a flow in band, and returns the text of each value and error.
func items[T any](ctx context.Context, flow pipeline.Flow[T]) (all []string) {
	for v, err := range flow(ctx) {
		if err != nil {
			all = append(all, "error "+err.Error())
		} else {
			all = append(all, fmt.Sprint(v))
		}
	}
	return all
}

// wantItems runs a flow and compares its items with the lines of want.
func wantItems[T any](t *testing.T, flow pipeline.Flow[T], want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, items(t.Context(), flow)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.txt")
	lines := source.Lines(source.File(path))
	wantItems(t, lines, "error "+path+": open: no such file or directory")
	if err := os.WriteFile(path, []byte("one\ntwo"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // each run opens anew
		wantItems(t, lines, "one", "two")
	}
	if _, err := source.Lines(source.File("/none")).Collect(t.Context()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want %v", err, fs.ErrNotExist)
	}
}

func TestFileIsADirectory(t *testing.T) {
	dir := t.TempDir()
	for name, flow := range map[string]pipeline.Flow[string]{
		"Lines":     source.Lines(source.File(dir)),
		"JSONLines": source.JSONLines[string](source.File(dir), 1),
		"in two":    source.JSONLines[string](source.File(dir), 2),
		"JSONArray": source.JSONArray[string](source.File(dir)),
		"Gunzip":    source.Lines(source.File(dir).Gunzip()),
	} {
		t.Run(name, func(t *testing.T) {
			wantItems(t, flow, "error "+dir+": read: is a directory")
		})
	}
	wantItems(t, source.Records(source.File(dir)), "error "+dir+": read: is a directory")
}

func TestFileWithoutPermission(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, nil, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(path); err == nil {
		t.Skip("this user may read everything")
	}
	wantItems(t, source.Lines(source.File(path)), "error "+path+": open: permission denied")
}

func TestFS(t *testing.T) {
	fsys := fstest.MapFS{"a/b.txt": {Data: []byte("x\ny\n")}}
	wantItems(t, source.Lines(source.FS(fsys, "a/b.txt")), "x", "y")
	wantItems(t, source.Lines(source.FS(fsys, "c")), "error c: open: file does not exist")
}

// A byte order mark is no part of the text, however it comes.
func TestByteOrderMark(t *testing.T) {
	for name, reader := range readers {
		t.Run(name, func(t *testing.T) {
			of := func(text string) source.Input {
				return source.Reader("in", reader(strings.NewReader(text)))
			}
			wantItems(t, source.Lines(of("\ufeffa\nb")), "a", "b")
			wantItems(t, source.Lines(of("\ufeff")))
			wantItems(t, source.Lines(of("\xef\xbb")), "error in:1:1: invalid UTF-8")
			wantItems(t, source.Lines(of("a\ufeff")), "a\ufeff")
			wantItems(t, source.JSONArray[int](of("\ufeff[1,x]")),
				"1", "error in:1:4: invalid character 'x' looking for beginning of value")
			wantItems(t, source.JSONLines[int](of("\ufeff1\n\n2"), 2), "1", "2")
			wantItems(t, source.CSV[struct{ A string }](of("\ufeffA\n1")), "{1}")
		})
	}
}

var readers = map[string]func(io.Reader) io.Reader{
	"plain":            func(r io.Reader) io.Reader { return r },
	"byte by byte":     iotest.OneByteReader,
	"halves":           iotest.HalfReader,
	"data with io.EOF": iotest.DataErrReader,
}

func zipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.Bytes()
}

func TestGunzip(t *testing.T) {
	one, two := zipped("a\nb\n"), zipped("c\nd")
	damaged := bytes.Clone(one)
	damaged[len(damaged)-5] ^= 1 // of the checksum
	for name, test := range map[string]struct {
		in   []byte
		want []string
	}{
		"gzip":            {one, []string{"a", "b"}},
		"of nothing":      {zipped(""), nil},
		"several members": {append(bytes.Clone(one), two...), []string{"a", "b", "c", "d"}},
		"plain":           {[]byte("a\nb"), []string{"a", "b"}},
		"empty":           {nil, nil},
		"short":           {[]byte("\x1f"), []string{"\x1f"}},
		"nearly":          {[]byte("\x1fa\n"), []string{"\x1fa"}},
		"cut off":         {one[:len(one)-9], []string{"a", "b", "error in:3:1: unexpected EOF"}},
		"cut in the head": {one[:5], []string{"error in: unexpected EOF"}},
		"damaged":         {damaged, []string{"a", "b", "error in:3:1: gzip: invalid checksum"}},
		"garbage behind":  {append(bytes.Clone(one), "xxxxxxxxxx"...), []string{"a", "b", "error in:3:1: gzip: invalid header"}},
	} {
		t.Run(name, func(t *testing.T) {
			for name, reader := range readers {
				in := source.Reader("in", reader(bytes.NewReader(test.in))).Gunzip()
				if got := items(t.Context(), source.Lines(in)); !cmp.Equal(got, test.want) {
					t.Errorf("%s: items %q, want %q", name, got, test.want)
				}
			}
		})
	}
}

// A long file that is cut off, in all formats: what is complete comes, then the error, with
// the line at which the data ends.
func TestGunzipCutOff(t *testing.T) {
	all := zipped(strings.Repeat("[1]\n", 100_000))
	in := source.Input{Name: "in.gz", Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(all[:len(all)/2])), nil
	}}.Gunzip()
	check := func(name string, n int, err error) {
		t.Helper()
		var e *source.Error
		if !errors.As(err, &e) || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("%s: error %v, want one of this package", name, err)
		}
		if n == 0 || e.Line != n+1 {
			t.Errorf("%s: %d lines, error %v, want one in the next line", name, n, err)
		}
	}
	lines, err := source.Lines(in).Collect(t.Context())
	check("Lines", len(lines), err)
	for n := 1; n < 4; n++ {
		values, err := source.JSONLines[[]int](in, n).Collect(t.Context())
		check("JSONLines", len(values), err)
	}
	rows, err := source.Records(in).Collect(t.Context())
	check("Records", len(rows), err)
}

func TestThrough(t *testing.T) {
	upper := func(r io.Reader) (io.Reader, error) {
		text, err := io.ReadAll(r)
		return strings.NewReader(strings.ToUpper(string(text))), err
	}
	wantItems(t, source.Lines(textOf("a\nb").Through(upper)), "A", "B")
	broken := errors.New("broken")
	f := newFile("a\n")
	fails := f.input().Through(func(io.Reader) (io.Reader, error) { return nil, broken })
	wantItems(t, source.Lines(fails), "error in: broken")
	f.wantClosed(t)
}

// What is between is closed as well, after what it reads from.
func TestThroughCloses(t *testing.T) {
	inner, outer := newFile(""), newFile("a\nb\n")
	outer.closing = errors.New("outer")
	in := inner.input().Through(func(io.Reader) (io.Reader, error) { return outer, nil })
	wantItems(t, source.Lines(in), "a", "b", "error in: outer")
	inner.wantClosed(t)
	outer.wantClosed(t)
}
