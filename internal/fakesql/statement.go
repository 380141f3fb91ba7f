package fakesql

import (
	"context"
	"database/sql/driver"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// The statements that are known. Parameters are in the order in which they come.
var (
	createTable = regexp.MustCompile(`^CREATE TABLE IF NOT EXISTS (\S+) \((.*)\)$`)
	insertInto  = regexp.MustCompile(`^INSERT INTO (\S+) \(([^)]*)\) VALUES (.*)$`)
	update      = regexp.MustCompile(`^UPDATE (\S+) SET (.*) WHERE (.*)$`)
	selectFrom  = regexp.MustCompile(`^SELECT (.*) FROM (\S+)(?: WHERE (.*))?$`)
)

// exec executes a statement that writes, in the transaction.
func (c *conn) exec(
	ctx context.Context, query string, args []driver.Value,
) (driver.Result, error) {
	if !c.inTx {
		return nil, errNoTx
	}
	if c.Discard {
		return driver.RowsAffected(len(args)), nil
	}
	if err := c.write(ctx); err != nil {
		return nil, err
	}
	if m := createTable.FindStringSubmatch(query); m != nil {
		return c.create(m[1], m[2])
	}
	if m := insertInto.FindStringSubmatch(query); m != nil {
		return c.insert(m[1], list(m[2]), args)
	}
	if m := update.FindStringSubmatch(query); m != nil {
		return c.update(m[1], names(m[2], ", "), names(m[3], " AND "), args)
	}
	return nil, fmt.Errorf("fakesql: syntax error: %s", query)
}

// write has the transaction wait for the others that write.
func (c *conn) write(ctx context.Context) error {
	if c.locked {
		return nil
	}
	select {
	case c.lock <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	c.locked = true
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tables = map[string]*table{}
	for name, t := range c.Server.tables {
		c.tables[name] = t.clone()
	}
	return nil
}

func list(s string) []string { return strings.Split(s, ", ") }

// names returns the columns of "a = ?, b = ?".
func names(s, sep string) (all []string) {
	for part := range strings.SplitSeq(s, sep) {
		name, _, _ := strings.Cut(part, " = ")
		all = append(all, name)
	}
	return all
}

func (c *conn) create(name, columns string) (driver.Result, error) {
	if c.tables[name] == nil {
		t := &table{}
		for column := range strings.SplitSeq(columns, ", ") {
			column, _, _ = strings.Cut(column, " ")
			t.columns = append(t.columns, column)
		}
		c.tables[name] = t
	}
	return driver.RowsAffected(0), nil
}

// indexes returns where the columns are in the table.
func (t *table) indexes(columns []string) ([]int, error) {
	all := make([]int, len(columns))
	for i, name := range columns {
		if all[i] = slices.Index(t.columns, name); all[i] < 0 {
			return nil, fmt.Errorf("fakesql: no column %s", name)
		}
	}
	return all, nil
}

func (c *conn) insert(
	name string, columns []string, args []driver.Value,
) (driver.Result, error) {
	t := c.tables[name]
	if t == nil {
		return nil, fmt.Errorf("fakesql: no table %s", name)
	}
	at, err := t.indexes(columns)
	if err != nil {
		return nil, err
	}
	if len(args)%len(columns) != 0 {
		return nil, fmt.Errorf("fakesql: %d values for %d columns", len(args), len(columns))
	}
	unique := slices.Index(t.columns, c.Unique[name])
	for values := range slices.Chunk(args, len(columns)) {
		row := make([]driver.Value, len(t.columns))
		for i, v := range values {
			row[at[i]] = v
		}
		if unique >= 0 && slices.ContainsFunc(t.rows, func(other []driver.Value) bool {
			return other[unique] == row[unique]
		}) {
			return nil, fmt.Errorf("fakesql: UNIQUE constraint failed: %s.%s", name, c.Unique[name])
		}
		t.rows = append(t.rows, row)
	}
	return driver.RowsAffected(len(args) / len(columns)), nil
}

func (c *conn) update(
	name string, set, where []string, args []driver.Value,
) (driver.Result, error) {
	t := c.tables[name]
	if t == nil {
		return nil, fmt.Errorf("fakesql: no table %s", name)
	}
	targets, err := t.indexes(set)
	if err != nil {
		return nil, err
	}
	matching, err := t.where(where, args[len(set):])
	for _, row := range matching {
		for i, column := range targets {
			row[column] = args[i]
		}
	}
	return driver.RowsAffected(len(matching)), err
}

// where returns the rows with the given values in the given columns.
func (t *table) where(columns []string, values []driver.Value) (rows [][]driver.Value, err error) {
	at, err := t.indexes(columns)
	if err != nil {
		return nil, err
	}
	for _, row := range t.rows {
		differs := false
		for i, column := range at {
			differs = differs || row[column] != values[i]
		}
		if !differs {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// query returns the columns and rows of a SELECT.
func (c *conn) query(query string, args []driver.Value) ([]string, [][]driver.Value, error) {
	m := selectFrom.FindStringSubmatch(query)
	if m == nil {
		return nil, nil, fmt.Errorf("fakesql: syntax error: %s", query)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	tables := maps.Clone(c.Server.tables)
	if c.tables != nil {
		tables = c.tables
	}
	t := tables[m[2]]
	if t == nil {
		return nil, nil, fmt.Errorf("fakesql: no table %s", m[2])
	}
	columns := list(m[1])
	if m[1] == "*" {
		columns = t.columns
	}
	at, err := t.indexes(columns)
	rows := t.rows
	if err == nil && m[3] != "" {
		rows, err = t.where(names(m[3], " AND "), args)
	}
	if err != nil {
		return nil, nil, err
	}
	selected := make([][]driver.Value, len(rows))
	for i, row := range rows {
		for _, column := range at {
			selected[i] = append(selected[i], row[column])
		}
	}
	return columns, selected, nil
}
