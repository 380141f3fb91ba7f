package source

import (
	"context"
	"io/fs"

	"github.com/coseq/coseq/pipeline"
)

// An Entry is a file or directory that [Walk] has found.
type Entry struct {
	fs.DirEntry
	Path string // as it is opened in FS
	FS   fs.FS
}

// Input returns the file.
func (e Entry) Input() Input { return FS(e.FS, e.Path) }

// Walk returns the flow of the files and directories below root, and root itself, in the
// order of [fs.WalkDir]: a directory before what is in it, and that by name. Symbolic
// links are not followed. Those that skip returns true for are left out, directories with
// all that is in them; a nil skip leaves out nothing. It is called on the goroutine of the
// consumer.
//
// Each directory is read at once when the flow gets there. One that cannot be read is an
// [Error] after the directory itself, and the flow goes on behind it: [SkipBad] can drop it.
// That of a root which is not there, or cannot be read, is the last item.
//
// Walk panics if fsys is nil.
func Walk(fsys fs.FS, root string, skip func(Entry) bool) pipeline.Flow[Entry] {
	if fsys == nil {
		panic("source.Walk: fsys must not be nil")
	}
	return inBand(func(ctx context.Context, yield func(Entry, error) bool) error {
		return fs.WalkDir(fsys, root, func(path string, d fs.DirEntry, err error) error {
			e := Entry{DirEntry: d, Path: path, FS: fsys}
			switch {
			case ctx.Err() != nil:
				return fs.SkipAll
			case err != nil && path == root:
				return Position{Name: path}.Wrap(err) // there is nothing behind it
			case err != nil:
				e, err = Entry{}, Position{Name: path}.Wrap(err)
			case skip == nil || !skip(e):
			case d.IsDir():
				return fs.SkipDir
			default:
				return nil
			}
			if !yield(e, err) {
				return fs.SkipAll
			}
			return nil
		})
	})
}
