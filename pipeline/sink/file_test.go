package sink_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/google/go-cmp/cmp"
)

const two = "ID,Item\n1,tea\n2,tea\n"

// files returns the content of all files in a directory, by name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(text)
	}
	return all
}

func checkFiles(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// A file is replaced by a run that succeeds; until then it is as it was, and another one
// is beside it.
func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "orders.csv")
	for _, old := range []string{"", "old"} {
		if old != "" {
			os.WriteFile(path, []byte(old), 0o644)
		}
		flow := pipeline.Tap(orders(2), func(o order) {
			all := files(t, dir)
			if all["orders.csv"] != old || len(all) != min(1, len(old))+1 {
				t.Errorf("while it is being written: %v", all)
			}
		})
		if err := sink.CSV(t.Context(), flow, sink.File(path)); err != nil {
			t.Error(err)
		}
		checkFiles(t, dir, map[string]string{"orders.csv": two})
	}
}

// However a run fails, the file is as it was, and nothing is beside it.
func TestFileFails(t *testing.T) {
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	for name, flow := range map[string]pipeline.Flow[order]{
		"error":  failing(2),
		"panic":  pipeline.Tap(orders(2), func(order) { panic("boom") }),
		"exit":   pipeline.Tap(orders(2), func(order) { runtime.Goexit() }),
		"cancel": pipeline.Tap(orders(2), func(order) { cancel(stop) }),
	} {
		for _, old := range []map[string]string{{}, {"orders.csv": "old"}} {
			for _, run := range []terminal{sink.CSV[order], sink.JSONLines[order]} {
				dir := t.TempDir()
				for name, text := range old {
					os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)
				}
				to := sink.File(filepath.Join(dir, "orders.csv"))
				done := make(chan error, 1)
				go func() {
					var err error
					defer func() {
						_ = recover()
						done <- err
					}()
					err = errors.New("not returned")
					err = run(ctx, flow, to)
				}()
				if err := <-done; err == nil {
					t.Errorf("%s: no error", name)
				}
				checkFiles(t, dir, old)
			}
		}
	}
}

// A row that cannot be encoded is named, and leaves no file.
func TestFileBadRow(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "orders.csv")
	bad := pipeline.Of(order{1, "tea"}, order{2, "\xff"})
	err := sink.CSV(t.Context(), bad, sink.File(path))
	if want := path + ": row 2: Item: invalid UTF-8"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	err = sink.JSONLines(t.Context(), pipeline.Of[any](1, make(chan int)), sink.File(path))
	want := path + ": row 2: json: unsupported type: chan int"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	checkFiles(t, dir, map[string]string{})
}

func TestFilePermissions(t *testing.T) {
	dir := t.TempDir()
	created := filepath.Join(dir, "created")
	f, err := os.Create(created)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	usual := modeOf(t, created)
	path := filepath.Join(dir, "orders.csv")
	if err := sink.CSV(t.Context(), orders(2), sink.File(path)); err != nil {
		t.Fatal(err)
	}
	if got := modeOf(t, path); got != usual {
		t.Errorf("a new file has %v, want %v", got, usual)
	}
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o666, 0o777} {
		os.Chmod(path, mode)
		if err := sink.CSV(t.Context(), orders(2), sink.File(path)); err != nil {
			t.Fatal(err)
		}
		if got := modeOf(t, path); got != mode {
			t.Errorf("%v has become %v", mode, got)
		}
	}
}

func modeOf(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

// The file that a link leads to is replaced, not the link.
func TestFileBehindLink(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	target, link := filepath.Join(elsewhere, "target"), filepath.Join(dir, "link")
	os.WriteFile(target, []byte("old"), 0o644)
	if err := os.Symlink(target, link); err != nil {
		t.Skip(err)
	}
	if err := sink.CSV(t.Context(), orders(2), sink.File(link)); err != nil {
		t.Fatal(err)
	}
	checkFiles(t, elsewhere, map[string]string{"target": two})
	if got, err := os.Readlink(link); got != target || err != nil {
		t.Errorf("link to %s, error %v", got, err)
	}
}

// A link to a file that is not there yet is followed, too, as by os.Create, and through
// others.
func TestFileBehindLinkToNothing(t *testing.T) {
	dir := t.TempDir()
	os.MkdirAll(filepath.Join(dir, "a", "deep"), 0o755)
	for name, target := range map[string]string{
		"here": "deeper/../two.csv", "deeper": "a/deep", "round": "round",
		"there": filepath.Join(dir, "here"),
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	if err := sink.CSV(t.Context(), orders(2), sink.File(filepath.Join(dir, "there"))); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "a", "two.csv"))
	if string(got) != two || err != nil {
		t.Errorf("wrote %q, error %v", got, err)
	}
	err = sink.CSV(t.Context(), orders(2), sink.File(filepath.Join(dir, "round")))
	if !errors.Is(err, syscall.ELOOP) {
		t.Errorf("error %v for a link to itself", err)
	}
}

func TestFileCannotBeCreated(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]error{
		dir:                              syscall.EISDIR,
		filepath.Join(dir, "no", "file"): fs.ErrNotExist,
		dir + "/slash/":                  syscall.EINVAL,
	} {
		err := sink.CSV(t.Context(), orders(2), sink.File(path))
		if !errors.Is(err, want) || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: error %v, want %v", path, err, want)
		}
	}
}

// A name may be as long as it can be, and the one beside is not cut within a character.
func TestFileOfLongName(t *testing.T) {
	dir := t.TempDir()
	name := "n" + strings.Repeat("é", 126)
	watch := pipeline.Map(orders(1), 1, func(_ context.Context, o order) (order, error) {
		for name := range files(t, dir) {
			if !utf8.ValidString(name) {
				t.Errorf("%q", name)
			}
		}
		return o, nil
	})
	if err := sink.CSV(t.Context(), watch, sink.File(filepath.Join(dir, name))); err != nil {
		t.Error(err)
	}
}

// A device is not replaced, and one that is full says so.
func TestFileIsDevice(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	if err := sink.CSV(t.Context(), orders(2), sink.File(os.DevNull)); err != nil {
		t.Error(err)
	}
	info, err := os.Stat(os.DevNull)
	if err != nil || info.Mode()&fs.ModeDevice == 0 {
		t.Errorf("%s is %v, error %v", os.DevNull, info, err)
	}
	err = sink.CSV(t.Context(), orders(2), sink.File("/dev/full"))
	want := "/dev/full: row 1: write: no space left on device"
	if !errors.Is(err, syscall.ENOSPC) || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
