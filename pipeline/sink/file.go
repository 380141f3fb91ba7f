package sink

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/coseq/coseq/internal/fault"
)

// File returns an Output that replaces the file of that path, or makes a new one, when all
// has been written: until then, and after a run that has failed, was cancelled or has
// panicked, the file is what it was before. To that end it writes to a file in the same
// directory, .NAME.RANDOM.tmp, which is synced to the disk, renamed, and removed if that
// does not come about. Only a process that is killed leaves it behind.
//
// A new file gets the permissions that [os.Create] would give it, another one keeps its
// own. It must be one that may be written to. A symbolic link is followed, also to a file
// that is not there yet. Owner and hard links are not kept. A device or a named pipe is written to as it is, by [Writer].
func File(path string) Output {
	return Output{Name: path, Create: func(context.Context) (Draft, error) {
		draft, err := create(path)
		if err != nil {
			return nil, err
		}
		return draft, nil
	}}
}

// create returns the draft for the file of that path.
func create(path string) (Draft, error) {
	old, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if target, link := os.Readlink(path); link == nil {
			return create(behindLink(path, target))
		}
		return beside(path, nil)
	case err != nil:
		return nil, err
	case old.IsDir():
		return nil, &fs.PathError{Op: "create", Path: path, Err: syscall.EISDIR}
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	if !old.Mode().IsRegular() {
		return device{f}, nil
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return nil, err
	}
	return beside(path, old)
}

// behindLink returns the path of the target of the link at path. That begins in the
// directory of the link, which may be a link itself, so ".." cannot be left out.
func behindLink(path, target string) string {
	if filepath.IsAbs(target) {
		return target
	}
	dir, _ := filepath.Split(path)
	return dir + target
}

// A device is a file that cannot be replaced.
type device struct{ *os.File }

func (d device) Commit() error { return d.Close() }
func (d device) Abort() error  { return closeOnce(d.File) }

// closeOnce closes f, unless it is closed already.
func closeOnce(f *os.File) error {
	if err := f.Close(); !errors.Is(err, fs.ErrClosed) {
		return err
	}
	return nil
}

// A fileDraft is a file that is to take the place of that at path.
type fileDraft struct {
	*os.File
	path string
}

// beside creates a file beside that of the path, which is old unless that is nil.
func beside(path string, old fs.FileInfo) (*fileDraft, error) {
	mode := fs.FileMode(0o666)
	if old != nil {
		mode = old.Mode().Perm()
	}
	f, err := createUnique(path, mode)
	if err != nil {
		return nil, err
	}
	d := &fileDraft{f, path}
	if old == nil {
		return d, nil
	}
	if err := f.Chmod(mode); err != nil { // whatever the umask
		return nil, fault.Join(err, d.Abort())
	}
	return d, nil
}

// createUnique is os.CreateTemp, but for the permissions and a name that is hidden.
func createUnique(path string, mode fs.FileMode) (f *os.File, err error) {
	const most, tries = 200, 100 // bytes of the name, which may have 255
	dir, name := filepath.Split(path)
	if name == "" {
		return nil, &fs.PathError{Op: "create", Path: path, Err: syscall.EINVAL}
	}
	for range tries {
		unique := dir + "." + strings.ToValidUTF8(name[:min(len(name), most)], "") + "." +
			strconv.FormatUint(uint64(rand.Uint32()), 36) + ".tmp"
		f, err = os.OpenFile(unique, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, err
}

// Commit puts the file in its place. What has been renamed before its content is on the
// disk may be found empty after a power failure.
func (d *fileDraft) Commit() error {
	if err := d.Sync(); err != nil {
		return err
	}
	if err := d.Close(); err != nil {
		return err
	}
	if err := os.Rename(d.Name(), d.path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(d.path))
}

// Abort removes the file, unless it has been renamed.
func (d *fileDraft) Abort() error {
	closing, removing := closeOnce(d.File), os.Remove(d.Name())
	if errors.Is(removing, fs.ErrNotExist) {
		removing = nil
	}
	return fault.Join(closing, removing)
}

// syncDir makes a renaming last, where a directory can be synced.
func syncDir(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := os.Open(path)
	if err == nil {
		err = dir.Sync()
		dir.Close()
	}
	switch {
	case err == nil, errors.Is(err, fs.ErrPermission), // to write into it is permission enough
		errors.Is(err, errors.ErrUnsupported), errors.Is(err, syscall.EINVAL):
		return nil
	}
	return fmt.Errorf("the file is in place, but may be lost if the system fails: %w", err)
}
