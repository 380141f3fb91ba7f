package load

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// defaultBatch is how many rows a transaction has if nothing is said.
const defaultBatch = 1000

// A Job is a file to be loaded. The zero value of each field but CSV is a good one.
type Job struct {
	CSV     string          // the path of the file, plain or compressed by gzip
	Options []source.Option // how it is written
	Header  []string        // names of the columns, if it does not begin with them
	Table   string          // "" means the name of the file; made if there is none
	Infer   bool            // columns of a table that is made are numbers where the first rows are
	Batch   int             // rows of a transaction; 0 means 1000
	Changed Changed         // what to do if the file has changed since an earlier run

	// Report is told once a second and at the end how far the run has come, as that of
	// pipeline.Progress.
	Report func(Progress)
}

// Progress is how far a run has come: a Snapshot of the rows that it has read, most of which
// are stored, since the first of them. The size of a file is known and the number of its
// rows is not: it is by bytes that the ETA is told. Total is 0.
type Progress struct {
	pipeline.Snapshot

	Read, Size int64 // bytes of the file as it is on the disk
}

// A Result is what has become of a job.
type Result struct {
	Table   string
	Created bool // the table was made
	Earlier int  // rows of the file that earlier runs had stored
	Stored  int  // rows that this run has stored
	Whole   bool // all rows of the file are stored
}

// settling is for how long the end of a run may take when its context has ended.
const settling = 10 * time.Second

// Run loads what is not yet loaded of the file. When ctx is told to stop, by
// [pipeline.WithDrain], it stores what it has read and returns without an error.
//
// The Result is right also if there is an error: it says what is in the table. The error is
// the cause if ctx has ended.
func (j Job) Run(ctx context.Context, db *DB) (Result, error) {
	result, err := j.run(ctx, db)
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return result, err
}

func (j Job) run(ctx context.Context, db *DB) (result Result, err error) {
	f, err := open(ctx, j)
	if err != nil {
		return result, err
	}
	if err := db.PingContext(ctx); err != nil {
		return result, fmt.Errorf("database %s: %w", db, err)
	}
	result.Table = db.tableOf(j).name
	p, err := makePlan(ctx, db, f, j)
	if err != nil {
		return result, err
	}
	result.Created = p.created
	if result.Earlier, err = p.stored(ctx); err != nil {
		return result, err
	}
	r := &run{plan: p, file: f, skip: result.Earlier}
	err = r.load(ctx, j)
	result.Whole = r.whole && err == nil

	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), settling)
	defer cancel()
	all, unknown := p.stored(late)
	result.Stored = max(0, all-result.Earlier) // none if that is unknown
	return result, errors.Join(err, unknown)
}
