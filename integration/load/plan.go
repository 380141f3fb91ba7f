package load

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/coseq/coseq/pipeline/sink"
)

// A plan is how the rows of a file go to a table.
type plan struct {
	db      *DB
	table   table
	columns []string
	kinds   []kind
	job     sink.Job
	created bool
}

// makePlan makes the table, if there is none, and finds out under which name the job is
// done. One loader does that at a time, as others make the same tables.
func makePlan(ctx context.Context, db *DB, f *file, j Job) (p *plan, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, db.lock); err != nil {
		return nil, err
	}
	defer func() {
		_, late := conn.ExecContext(context.WithoutCancel(ctx), db.unlock)
		err = cmp.Or(err, late)
	}()
	p = &plan{db: db, table: db.tableOf(j), job: sink.Job{Placeholder: db.placeholder}}
	if err := p.job.CreateTable(ctx, conn); err != nil {
		return nil, err
	}
	return p, p.prepare(ctx, conn, f, j)
}

// prepare makes table and notes in one transaction: a job does not survive its table.
func (p *plan) prepare(ctx context.Context, conn *sql.Conn, f *file, j Job) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	if err := p.makeTable(ctx, tx, f, j.Infer); err != nil {
		return fmt.Errorf("table %s: %w", p.table, err)
	}
	changed := j.Changed
	if p.created {
		changed = Again
	}
	n := notes{tx: tx, placeholder: p.db.placeholder, file: f, table: p.table.name}
	if p.job.Name, err = n.job(ctx, changed); err != nil {
		return err
	}
	return tx.Commit()
}

// makeTable makes sure that there is a table with the columns of the file.
func (p *plan) makeTable(ctx context.Context, tx *sql.Tx, f *file, infer bool) error {
	existing, err := p.db.columns(ctx, tx, p.table)
	if err != nil {
		return err
	}
	if len(existing) > 0 {
		p.columns, p.kinds, err = match(f.header, existing)
		return err
	}
	p.created, p.columns = true, columnNames(f.header, p.db.longest)
	definitions := make([]string, len(p.columns))
	for i, name := range p.columns {
		kind := text
		if infer {
			kind = f.guesses[i].kind
		}
		p.kinds = append(p.kinds, kind)
		definitions[i] = sink.Quote(name) + " " + p.db.types[kind]
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("CREATE TABLE %s (%s)",
		p.table.quoted, strings.Join(definitions, ", ")))
	return err
}

// insert returns what writes rows.
func (p *plan) insert() sink.BatchFunc[row] {
	quoted := make([]string, len(p.columns))
	for i, name := range p.columns {
		quoted[i] = sink.Quote(name)
	}
	table := sink.Table{
		Name: p.table.quoted, Columns: quoted,
		Placeholder: p.db.placeholder, MaxParams: p.db.maxParams,
	}
	return sink.InsertFunc(table, func(dst []any, r row) []any {
		for i, field := range r.fields {
			if field == "" && p.kinds[i] != text {
				dst = append(dst, nil)
			} else {
				dst = append(dst, field)
			}
		}
		return dst
	})
}

// stored returns how many rows of the file are in the table.
func (p *plan) stored(ctx context.Context) (rows int, err error) {
	rows, _, err = sink.Resume[int](ctx, p.db, p.job)
	return rows, err
}
