package sink

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// A Job is a piece of work that [ExecOnce] does, be it in several runs. How far it has come
// is a row of a table in the database that the work goes to, see [Job.CreateTable].
type Job struct {
	Name        string      // of at most 255 characters, such as that of the file that is loaded
	Table       string      // as in SQL; "" means coseq_jobs
	Placeholder Placeholder // nil means [Question]
}

func (j Job) checked(caller string) Job {
	if j.Name == "" {
		panic(caller + ": the Job must have a Name")
	}
	j.Table = j.table()
	if j.Placeholder == nil {
		j.Placeholder = Question
	}
	return j
}

func (j Job) table() string {
	if j.Table == "" {
		return "coseq_jobs"
	}
	return j.Table
}

// CreateTable creates the table for jobs, unless it is there, in the SQL that SQLite,
// PostgreSQL and MySQL have in common. For other databases, create one with these columns:
//
//	CREATE TABLE IF NOT EXISTS coseq_jobs (
//		job      VARCHAR(255) NOT NULL PRIMARY KEY,
//		token    VARCHAR(1000) NOT NULL,
//		num_rows BIGINT NOT NULL
//	)
//
// token is that of the last row that was committed, in JSON, and num_rows the number of
// rows with this token that have been.
func (j Job) CreateTable(ctx context.Context, db DB) error {
	err := transact(ctx, db, nil, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS "+j.table()+" ("+
			"job VARCHAR(255) NOT NULL PRIMARY KEY, "+
			"token VARCHAR(1000) NOT NULL, "+
			"num_rows BIGINT NOT NULL)")
		return err
	})
	return j.wrap(err)
}

func (j Job) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("table %s: %w", j.table(), err)
}

// A mark is how far a job has come, as it is in the table.
type mark struct {
	token string // JSON; null before the first row
	rows  int64
}

var unmarked = mark{token: "null"}

// A mismatch is that the table does not have the mark that it was to have.
type mismatch struct{ have mark }

func (e *mismatch) Error() string { return "the mark has changed to " + e.have.token }

// read returns the mark of the job, [sql.ErrNoRows] if it has none.
func (j Job) read(ctx context.Context, tx *sql.Tx) (m mark, err error) {
	row := tx.QueryRowContext(ctx,
		"SELECT token, num_rows FROM "+j.Table+" WHERE job = "+j.Placeholder(1), j.Name)
	err = row.Scan(&m.token, &m.rows)
	return m, err
}

// open returns the mark of the job, and begins with it if it has none.
func (j Job) open(ctx context.Context, db DB) (m mark, err error) {
	read := func(tx *sql.Tx) (err error) { m, err = j.read(ctx, tx); return err }
	err = transact(ctx, db, nil, read)
	if !errors.Is(err, sql.ErrNoRows) {
		return m, j.wrap(err)
	}
	err = transact(ctx, db, nil, func(tx *sql.Tx) error { return j.begin(ctx, tx) })
	if err != nil && ctx.Err() == nil && transact(ctx, db, nil, read) == nil {
		return m, nil // somebody else has begun meanwhile
	}
	return unmarked, j.wrap(err)
}

func (j Job) begin(ctx context.Context, tx *sql.Tx) error {
	p := j.Placeholder
	_, err := tx.ExecContext(ctx, "INSERT INTO "+j.Table+" (job, token, num_rows) VALUES ("+
		p(1)+", "+p(2)+", "+p(3)+")", j.Name, unmarked.token, unmarked.rows)
	return err
}

// move replaces one mark of the job by another one. If it does not have the former, that
// is a [*mismatch].
func (j Job) move(ctx context.Context, tx *sql.Tx, from, to mark) error {
	p := j.Placeholder
	result, err := tx.ExecContext(ctx, "UPDATE "+j.Table+
		" SET token = "+p(1)+", num_rows = "+p(2)+
		" WHERE job = "+p(3)+" AND token = "+p(4)+" AND num_rows = "+p(5),
		to.token, to.rows, j.Name, from.token, from.rows)
	if err != nil {
		return j.wrap(err)
	}
	n, err := result.RowsAffected()
	if err != nil || n == 1 {
		return j.wrap(err)
	}
	have, err := j.read(ctx, tx)
	if err != nil {
		return j.wrap(err)
	}
	return &mismatch{have}
}

// Resume returns the token of the last row of the job that [ExecOnce] has committed, if
// there is one. It is for sources that can begin anywhere: let yours begin with that
// token, not behind it, as there may be more rows of it than have been committed; ExecOnce
// leaves out those that have. A source that cannot begins at the beginning.
//
// Resume panics if db is nil or the job has no name.
func Resume[K any](ctx context.Context, db DB, job Job) (token K, found bool, err error) {
	if db == nil {
		panic("sink.Resume: db must not be nil")
	}
	job = job.checked("sink.Resume")
	var m mark
	err = transact(ctx, db, nil, func(tx *sql.Tx) (err error) {
		m, err = job.read(ctx, tx)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return token, false, nil
	}
	if err == nil && m != unmarked {
		found, err = true, json.Unmarshal([]byte(m.token), &token)
	}
	return token, found, job.wrap(err)
}
