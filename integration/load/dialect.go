package load

import (
	"cmp"
	"context"
	"database/sql"
	"regexp"
	"strings"

	"github.com/coseq/coseq/pipeline/sink"
)

// A dialect is what one kind of database has in ways of its own.
type dialect struct {
	placeholder  sink.Placeholder
	maxParams    int             // of a statement
	types        map[kind]string // of columns
	longest      int             // bytes of a name; 0 if there is no limit
	schemas      bool            // the name of a table may have that of a schema before it
	columnsOf    string          // query for names and types of a table's columns
	lock, unlock string          // statements: one loader at a time
}

var sqlite = dialect{
	placeholder: sink.Question,
	maxParams:   1000, // to prepare a longer one in each transaction would cost more
	types:       map[kind]string{text: "TEXT", integer: "INTEGER", number: "REAL"},
	columnsOf:   "SELECT name, type FROM pragma_table_info(?)",
	lock:        "SELECT 1", // each transaction locks the file
	unlock:      "SELECT 1",
}

var postgres = dialect{
	placeholder: sink.Dollar,
	maxParams:   65535,
	types:       map[kind]string{text: "text", integer: "bigint", number: "numeric"},
	longest:     63,
	schemas:     true,
	columnsOf: "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute " +
		"WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
	lock:   "SELECT pg_advisory_lock(hashtext('coseq'))",
	unlock: "SELECT pg_advisory_unlock(hashtext('coseq'))",
}

// A table is one of the database, which need not be there.
type table struct {
	name   string
	quoted string // as it stands in statements
}

func (t table) String() string { return t.name }

// tableOf returns where the rows of j go.
func (d dialect) tableOf(j Job) table {
	if schema, name, ok := strings.Cut(j.Table, "."); ok && d.schemas {
		return table{j.Table, sink.Quote(schema) + "." + sink.Quote(name)}
	}
	name := cmp.Or(j.Table, tableName(j.CSV))
	return table{name, sink.Quote(name)}
}

// A column is one of a table that exists.
type column struct {
	name string
	kind kind
}

// columns returns those of a table, none if there is no such table.
func (d dialect) columns(ctx context.Context, tx *sql.Tx, t table) (all []column, err error) {
	name := t.name
	if d.schemas {
		name = t.quoted // to_regclass reads it as SQL
	}
	rows, err := tx.QueryContext(ctx, d.columnsOf, name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, typ string
		if err := rows.Scan(&name, &typ); err != nil {
			return nil, err
		}
		all = append(all, column{name, d.kindOf(typ)})
	}
	return all, rows.Err()
}

// characters matches types that take an empty text as a value: those for which SQLite
// has the affinity TEXT, and PostgreSQL's character types.
var characters = regexp.MustCompile(`(?i)char|text|clob|name`)

// kindOf returns what fields have to be for a column of that type.
func (d dialect) kindOf(typ string) kind {
	for kind, name := range d.types {
		if strings.EqualFold(name, typ) {
			return kind
		}
	}
	if typ == "" || characters.MatchString(typ) {
		return text
	}
	return other
}
