package source_test

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"testing"
	"testing/fstest"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

var tree = fstest.MapFS{
	"logs/a.txt":      {Data: []byte("1\n2\n")},
	"logs/b/c.txt":    {Data: []byte("3\n")},
	"logs/b/d.bin":    {},
	"logs/e.txt":      {Data: []byte("4\n")},
	"unrelated/f.txt": {},
}

func pathsOf(flow pipeline.Flow[source.Entry]) pipeline.Flow[string] {
	return pipeline.Map(flow, 1, pipeline.Lift(func(e source.Entry) (string, error) {
		if e.Name() != path.Base(e.Path) {
			return "", errors.New("another name")
		}
		return e.Path, nil
	}))
}

func TestWalk(t *testing.T) {
	wantItems(t, pathsOf(source.Walk(tree, "logs", nil)),
		"logs", "logs/a.txt", "logs/b", "logs/b/c.txt", "logs/b/d.bin", "logs/e.txt")
	skip := func(e source.Entry) bool { return e.Name() == "b" || e.Name() == "e.txt" }
	wantItems(t, pathsOf(source.Walk(tree, "logs", skip)), "logs", "logs/a.txt")
	wantItems(t, pathsOf(source.Walk(tree, "logs/a.txt", nil)), "logs/a.txt")
	wantItems(t, pathsOf(source.Walk(tree, "none", nil)), "error none: open: file does not exist")
	for e, err := range source.Walk(tree, ".", nil).All(t.Context()) {
		if err != nil || e.Path != "." {
			t.Errorf("%v, error %v, want the root", e, err)
		}
		break
	}
}

// Entries are inputs.
func TestWalkAndRead(t *testing.T) {
	files := source.Walk(tree, "logs", func(e source.Entry) bool { return path.Ext(e.Name()) == ".bin" })
	lines := pipeline.FlatMap(files, 2, func(_ context.Context, e source.Entry) (pipeline.Flow[string], error) {
		if e.IsDir() {
			return nil, nil
		}
		return source.Lines(e.Input()), nil
	})
	wantItems(t, lines, "1", "2", "3", "4")
}

// A locked directory cannot be read.
type locked struct {
	fs.FS
	dir string
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == l.dir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return fs.ReadDir(l.FS, name)
}

func TestWalkGoesOnAfterErrors(t *testing.T) {
	flow := source.Walk(locked{tree, "logs/b"}, "logs", nil)
	wantItems(t, pathsOf(flow), "logs", "logs/a.txt", "logs/b",
		"error logs/b: open: permission denied", "logs/e.txt")
	_, err := flow.Collect(t.Context())
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v, want %v", err, fs.ErrPermission)
	}
}

// Also one that leaves out all there is.
func TestWalkCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	calls := 0
	err := source.Walk(tree, ".", func(source.Entry) bool {
		if calls++; calls == 2 {
			cancel(errBroken)
		}
		return calls > 1
	}).Run(ctx)
	if err != errBroken || calls != 2 {
		t.Errorf("error %v after %d calls, want the cause after 2", err, calls)
	}
}
