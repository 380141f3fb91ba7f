package load

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/coseq/coseq/pipeline/sink"
)

// A plan is how the rows of a file go to a table.
type plan struct {
	db      *DB
	table   string // as it is called
	columns []string
	kinds   []kind
	job     sink.Job
	created bool
}

// makePlan makes the table, if there is none, and finds out under which name the job is
// done. Both happen in one transaction: a job does not survive its table.
func makePlan(ctx context.Context, db *DB, f *file, j Job, table string) (*plan, error) {
	p := &plan{db: db, table: table, job: sink.Job{Placeholder: db.placeholder}}
	if err := (sink.Job{}).CreateTable(ctx, db); err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	if err := p.makeTable(ctx, tx, f, j.Infer); err != nil {
		return nil, fmt.Errorf("table %s: %w", table, err)
	}
	changed := j.Changed
	if p.created {
		changed = Again
	}
	n := notes{tx: tx, placeholder: db.placeholder, file: f, table: table}
	if p.job.Name, err = n.job(ctx, changed); err != nil {
		return nil, err
	}
	return p, tx.Commit()
}

// makeTable makes sure that there is a table with the columns of the file.
func (p *plan) makeTable(ctx context.Context, tx *sql.Tx, f *file, infer bool) error {
	existing, err := p.db.columns(ctx, tx, p.table)
	if err != nil {
		return err
	}
	names := columnNames(f.header, p.db.longest)
	if len(existing) > 0 {
		return p.fit(names, existing)
	}
	p.created, p.columns = true, names
	definitions := make([]string, len(names))
	for i, name := range names {
		p.kinds = append(p.kinds, text)
		if infer {
			p.kinds[i] = f.guesses[i].kind
		}
		definitions[i] = sink.Quote(name) + " " + p.db.types[p.kinds[i]]
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("CREATE TABLE %s (%s)",
		p.db.quote(p.table), strings.Join(definitions, ", ")))
	return err
}

// fit finds columns of a table that exists for those of the file.
func (p *plan) fit(names []string, existing []column) error {
	var err error
	all := make(map[string]kind, len(existing))
	order := make([]string, len(existing))
	for i, c := range existing {
		order[i], all[c.name] = c.name, p.db.kindOf(c.typ)
	}
	if p.columns, err = match(names, order); err != nil {
		return err
	}
	for _, column := range p.columns {
		p.kinds = append(p.kinds, all[column])
	}
	return nil
}

// insert returns what writes rows.
func (p *plan) insert() sink.BatchFunc[row] {
	quoted := make([]string, len(p.columns))
	for i, name := range p.columns {
		quoted[i] = sink.Quote(name)
	}
	table := sink.Table{
		Name: p.db.quote(p.table), Columns: quoted,
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
