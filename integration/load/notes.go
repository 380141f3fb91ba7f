package load

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/coseq/coseq/pipeline/sink"
)

// A Changed says what is to be done with a file that is not the same as when rows of it
// were loaded, by its size and the time of its last change.
type Changed int

const (
	Refuse   Changed = iota // nothing, and that is an error: ErrChanged
	Continue                // go on: the rows that are loaded are as they were
	Again                   // load all of it, even if it is the same, behind what is in the table
)

// ErrChanged is that rows of a file have been loaded, and that it is not the same any more.
var ErrChanged = errors.New("the file has changed since rows of it were loaded")

// createNotes creates the table with the files that are known.
const createNotes = `CREATE TABLE IF NOT EXISTS coseq_files (
	file     TEXT NOT NULL,
	target   TEXT NOT NULL,
	job      TEXT NOT NULL,
	size     BIGINT NOT NULL,
	modified TEXT NOT NULL,
	PRIMARY KEY (file, target)
)`

// stamp is the time of a change, as exact as file systems have it.
const stamp = "2006-01-02 15:04:05.999999999"

// Notes are what the database knows of a file and the table that it goes to.
type notes struct {
	tx          *sql.Tx
	placeholder sink.Placeholder
	file        *file
	table       string
}

// A note is a row of the notes.
type note struct {
	job      string
	size     int64
	modified string
}

// job returns under which name the file goes to its table: the one that it had before, or
// a new one.
func (n notes) job(ctx context.Context, changed Changed) (string, error) {
	if _, err := n.tx.ExecContext(ctx, createNotes); err != nil {
		return "", err
	}
	before, err := n.read(ctx)
	if err != nil {
		return "", err
	}
	now := note{before.job, n.file.size, n.file.modified.UTC().Format(stamp)}
	switch {
	case before.job == "" || changed == Again:
		now.job = "load of " + time.Now().UTC().Format(time.RFC3339Nano)
	case before == now:
		return now.job, nil
	case changed == Refuse:
		return "", fmt.Errorf("%s: %w into table %s: it had %d bytes of %s and has %d of %s",
			n.file.path, ErrChanged, n.table, before.size, before.modified, now.size, now.modified)
	}
	return now.job, n.write(ctx, now)
}

// read returns the note of the file, the zero note if it has none, or if it has and no
// row was loaded.
func (n notes) read(ctx context.Context) (before note, err error) {
	p := n.placeholder
	err = n.tx.QueryRowContext(ctx, "SELECT f.job, f.size, f.modified "+
		"FROM coseq_files f JOIN coseq_jobs j ON j.job = f.job AND j.token <> 'null' "+
		"WHERE f.file = "+p(1)+" AND f.target = "+p(2), n.file.path, n.table).
		Scan(&before.job, &before.size, &before.modified)
	if errors.Is(err, sql.ErrNoRows) {
		return note{}, nil
	}
	return before, err
}

func (n notes) write(ctx context.Context, now note) error {
	p := n.placeholder
	_, err := n.tx.ExecContext(ctx,
		"DELETE FROM coseq_files WHERE file = "+p(1)+" AND target = "+p(2), n.file.path, n.table)
	if err != nil {
		return err
	}
	_, err = n.tx.ExecContext(ctx, "INSERT INTO coseq_files (file, target, job, size, modified) "+
		"VALUES ("+p(1)+", "+p(2)+", "+p(3)+", "+p(4)+", "+p(5)+")",
		n.file.path, n.table, now.job, now.size, now.modified)
	return err
}
