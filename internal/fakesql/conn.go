package fakesql

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
)

var errNoTx = errors.New("fakesql: there is no transaction")

type connector struct{ *Server }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	err := c.do(ctx, "connect", "", func() error { return nil })
	if err != nil {
		return nil, err
	}
	c.count("conn", +1)
	return &conn{Server: c.Server}, nil
}

func (c connector) Driver() driver.Driver { return c }

func (c connector) Open(string) (driver.Conn, error) { return c.Connect(context.Background()) }

// A conn is a connection, and the transaction on it if there is one.
type conn struct {
	*Server
	inTx   bool
	locked bool              // the transaction has the lock
	tables map[string]*table // as the transaction sees them; nil before it has written
}

func (c *conn) Close() error {
	c.end(false)
	c.count("conn", -1)
	return nil
}

func (c *conn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

func (c *conn) BeginTx(ctx context.Context, _ driver.TxOptions) (driver.Tx, error) {
	err := c.do(ctx, "begin", "", func() error {
		if c.inTx {
			return errors.New("fakesql: a transaction is open")
		}
		c.inTx = true
		c.count("tx", +1)
		return nil
	})
	if err != nil {
		c.end(false)
	}
	return c, err
}

// Commit ends the transaction, even if it fails.
func (c *conn) Commit() error {
	err := c.do(context.Background(), "commit", "", func() error { return c.end(true) })
	c.end(false)
	return err
}

func (c *conn) Rollback() error {
	err := c.do(context.Background(), "rollback", "", func() error { return c.end(false) })
	c.end(false)
	return err
}

func (c *conn) end(commit bool) error {
	if !c.inTx {
		return errNoTx
	}
	c.inTx = false
	c.count("tx", -1)
	c.mu.Lock()
	if commit && c.tables != nil {
		c.Server.tables = c.tables
	}
	c.tables = nil
	c.mu.Unlock()
	if c.locked {
		c.locked = false
		<-c.lock
	}
	return nil
}

func (c *conn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	err := c.do(ctx, "prepare", query, func() error { return nil })
	if err != nil {
		return nil, err
	}
	c.count("stmt", +1)
	return &stmt{c, query}, nil
}

func (c *conn) ExecContext(
	ctx context.Context, query string, args []driver.NamedValue,
) (result driver.Result, err error) {
	err = c.do(ctx, "exec", query, func() error {
		result, err = c.exec(ctx, query, values(args))
		return err
	})
	return result, err
}

func (c *conn) QueryContext(
	ctx context.Context, query string, args []driver.NamedValue,
) (driver.Rows, error) {
	r := &rows{conn: c, ctx: ctx}
	err := c.do(ctx, "query", query, func() (err error) {
		r.columns, r.rows, err = c.query(query, values(args))
		return err
	})
	if err != nil {
		return nil, err
	}
	c.count("rows", +1)
	return r, nil
}

func values(args []driver.NamedValue) []driver.Value {
	all := make([]driver.Value, len(args))
	for i, arg := range args {
		all[i] = arg.Value
	}
	return all
}

type stmt struct {
	*conn
	text string
}

func (s *stmt) NumInput() int { return -1 }

func (s *stmt) Close() error {
	s.count("stmt", -1)
	return s.do(context.Background(), "close stmt", s.text, func() error { return nil })
}

func (s *stmt) ExecContext(
	ctx context.Context, args []driver.NamedValue,
) (driver.Result, error) {
	return s.conn.ExecContext(ctx, s.text, args)
}

func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return s.conn.QueryContext(ctx, s.text, args)
}

func (s *stmt) Exec([]driver.Value) (driver.Result, error) { panic("fakesql: without context") }
func (s *stmt) Query([]driver.Value) (driver.Rows, error)  { panic("fakesql: without context") }

type rows struct {
	*conn
	ctx     context.Context
	columns []string
	rows    [][]driver.Value
}

func (r *rows) Columns() []string { return r.columns }

func (r *rows) Next(dest []driver.Value) error {
	return r.do(r.ctx, "next", "", func() error {
		if len(r.rows) == 0 {
			return io.EOF
		}
		copy(dest, r.rows[0])
		r.rows = r.rows[1:]
		return nil
	})
}

func (r *rows) Close() error {
	r.count("rows", -1)
	return r.do(context.Background(), "close rows", "", func() error { return nil })
}
