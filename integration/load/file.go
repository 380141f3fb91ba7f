package load

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// sampled is how many rows are looked at for the types of columns.
const sampled = 1000

// A file is what is to be loaded.
type file struct {
	path     string // absolute
	size     int64
	modified time.Time
	read     atomic.Int64 // bytes of the current run
	records  pipeline.Flow[source.Record]
	header   []string
	headed   bool    // the header is the first record
	guesses  []guess // one for each column
}

// open looks at the file: the header, and the first rows.
func open(ctx context.Context, j Job) (*file, error) {
	info, err := os.Stat(j.CSV)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file, which it has to be: it is read twice", j.CSV)
	}
	path, err := filepath.Abs(j.CSV)
	if err != nil {
		return nil, err
	}
	f := &file{path: path, size: info.Size(), modified: info.ModTime(), header: j.Header}
	in := source.File(j.CSV).Through(f.counted).Gunzip()
	f.records = pipeline.Named("csv", source.Records(in, j.Options...))
	return f, f.look(ctx)
}

func (f *file) look(ctx context.Context) error {
	f.guesses = make([]guess, len(f.header))
	rows := 0
	for record, err := range f.records.All(bare{ctx}) {
		if f.header == nil {
			if err != nil {
				return err
			}
			f.header, f.headed = record.Fields, true
			f.guesses = make([]guess, len(f.header))
			continue
		}
		if err != nil || rows == sampled {
			break // an error is for the run that gets there
		}
		rows++
		f.see(record.Fields)
	}
	if f.header == nil {
		return fmt.Errorf("%s is empty: it has not even a header", f.path)
	}
	return nil
}

// A bare context ends with another one and has no values: looking at a file does not
// belong to the statistics of the run, and is done also if that is to stop at once.
type bare struct{ context.Context }

func (bare) Value(any) any { return nil }

func (f *file) see(fields []string) {
	for i, field := range fields[:min(len(fields), len(f.guesses))] {
		f.guesses[i].see(field)
	}
}

// counted returns r with its bytes counted, from the beginning on.
func (f *file) counted(r io.Reader) (io.Reader, error) {
	f.read.Store(0)
	return &counter{r, &f.read}, nil
}

type counter struct {
	r io.Reader
	n *atomic.Int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// tableName is the name of the file without its directory and endings.
func tableName(path string) string {
	name := filepath.Base(path)
	for _, ending := range []string{".gz", ".csv", ".tsv", ".txt"} {
		rest := name[:max(0, len(name)-len(ending))]
		if rest != "" && strings.EqualFold(name[len(rest):], ending) {
			name = rest
		}
	}
	return name
}
