package load

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/coseq/coseq/pipeline/source"
)

// A row is what goes to the table.
type row struct {
	at     source.Position
	number int // among the rows of the file, from 1, without the header
	fields []string
}

// A run is one attempt to load what is left.
type run struct {
	plan  *plan
	file  *file
	skip  int  // rows that are in the table
	whole bool // the file has been read to its end

	begun  atomic.Pointer[beginning] // nil before the first row
	failed []source.Position         // of the batch that could not be written
}

// A beginning is when a run has found its first row.
type beginning struct {
	at   time.Time
	read int64 // bytes before it, which took much less time than those with rows to store
}

func (r *run) load(ctx context.Context, j Job) error {
	size := cmp.Or(j.Batch, defaultBatch)
	rows := pipeline.Named("read", pipeline.FromFunc(r.read))
	rows = pipeline.Named("ahead", pipeline.Buffer(rows, 2*size))
	if j.Report != nil {
		rows = pipeline.Progress(rows, func(s pipeline.Snapshot) { j.Report(r.progress(s)) })
	}
	tracked := pipeline.Track(rows, func(row row) int { return row.number })
	err := sink.ExecOnce(ctx, tracked, r.plan.db, r.plan.job, r.noted(r.plan.insert()),
		sink.Batches{Size: size, MaxWait: -1})
	return r.locate(err)
}

// read is the source: the rows that are not in the table.
func (r *run) read(ctx context.Context, yield func(row) bool) error {
	number := 0
	if r.file.headed {
		number = -1
	}
	for record, err := range r.file.records.All(ctx) {
		if err != nil {
			return err
		}
		if number++; number <= r.skip {
			continue
		}
		if r.begun.Load() == nil {
			r.begun.Store(&beginning{time.Now(), r.file.read.Load()})
		}
		if err := r.plan.check(record); err != nil {
			return err
		}
		if !yield(row{record.Position, number, record.Fields}) {
			return nil
		}
	}
	r.whole = true // who is told to stop leaves by an error, or by yield
	return nil
}

// progress returns s as counted from the first row on.
func (r *run) progress(s pipeline.Snapshot) Progress {
	p := Progress{Snapshot: s, Read: r.file.read.Load(), Size: r.file.size}
	begun := r.begun.Load()
	if begun == nil {
		return p
	}
	p.Elapsed = time.Since(begun.at)
	p.Rate = float64(p.Done) / max(p.Elapsed.Seconds(), 1e-9)
	if read := p.Read - begun.read; read > 0 {
		p.ETA = time.Duration(float64(p.Elapsed) * float64(p.Size-p.Read) / float64(read))
	}
	return p
}

// check reports what is wrong with the fields of a record.
func (p *plan) check(record source.Record) error {
	if n := len(record.Fields); n != len(p.columns) {
		return record.Wrap(fmt.Errorf("%d fields, but there are %d columns", n, len(p.columns)))
	}
	for i, field := range record.Fields {
		if err := p.kinds[i].fits(field); err != nil {
			err = fmt.Errorf("%.40q %w", field, err)
			return &source.Error{Position: record.At(i), Field: p.columns[i], Err: err}
		}
	}
	return nil
}

// noted is write, but notes where the rows are from that it cannot write.
func (r *run) noted(write sink.BatchFunc[row]) sink.BatchFunc[row] {
	return func(ctx context.Context, tx *sql.Tx, batch []row) error {
		err := write(ctx, tx, batch)
		if err != nil {
			r.failed = r.failed[:0]
			for _, row := range batch {
				r.failed = append(r.failed, row.at)
			}
		}
		return err
	}
}

// locate says of what the database has refused where in the file it is.
func (r *run) locate(err error) error {
	var batch *sink.BatchError
	if !errors.As(err, &batch) || len(r.failed) == 0 {
		return err
	}
	if i := batch.Row - batch.First; batch.Row > 0 && i < len(r.failed) {
		return r.failed[i].Wrap(batch.Err)
	}
	first, last := r.failed[0], r.failed[len(r.failed)-1]
	return first.Wrap(fmt.Errorf("in this row or one up to line %d: %w", last.Line, batch.Err))
}
