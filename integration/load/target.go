package load

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/coseq/coseq/pipeline/sink"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// A DB is a database with what is particular to its kind.
type DB struct {
	*sql.DB
	name string // for messages, without a password
	dialect
}

// String returns the address of the database, without a password.
func (db *DB) String() string { return db.name }

// Open returns the database at address, which is sqlite:PATH for a file, made if there is
// none, or the URL of a PostgreSQL server: postgres://USER:PASSWORD@HOST/DATABASE. It does
// not connect yet.
func Open(address string) (*DB, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "sqlite" && rest != "":
		db, err := sql.Open("sqlite", sqliteName(rest))
		return &DB{DB: db, name: address, dialect: sqlite}, err
	case scheme == "postgres", scheme == "postgresql":
		u, err := url.Parse(address)
		if err != nil {
			return nil, fmt.Errorf("the address of the database is no URL: %w", err)
		}
		db, err := sql.Open("pgx", address)
		return &DB{DB: db, name: u.Redacted(), dialect: postgres}, err
	}
	return nil, fmt.Errorf("database %q: want sqlite:PATH or postgres://…", address)
}

// sqliteName is the data source name of a file. Its settings: a crash of the process loses
// nothing, one of the machine at most the last transactions, as wholes; a transaction
// locks from its beginning, so that it waits for others there, and not in its middle.
func sqliteName(path string) string {
	const settings = "?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)" +
		"&_pragma=busy_timeout(10000)&_txlock=immediate"
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path) + settings
}

// A dialect is what one kind of database has in ways of its own.
type dialect struct {
	placeholder sink.Placeholder
	maxParams   int             // of a statement
	types       map[kind]string // of columns
	longest     int             // bytes of a name; 0 if there is no limit
	schemas     bool            // a table's name may have that of a schema before it
	columnsOf   string          // query for names and types of a table's columns; none if it does not exist
}

var sqlite = dialect{
	placeholder: sink.Question,
	maxParams:   32766,
	types:       map[kind]string{text: "TEXT", integer: "INTEGER", number: "REAL"},
	columnsOf:   "SELECT name, type FROM pragma_table_info(?)",
}

var postgres = dialect{
	placeholder: sink.Dollar,
	maxParams:   65535,
	types:       map[kind]string{text: "text", integer: "bigint", number: "numeric"},
	longest:     63,
	schemas:     true,
	columnsOf: "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute " +
		"WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
}

// quote returns the name of a table as it stands in statements.
func (d dialect) quote(table string) string {
	if schema, name, ok := strings.Cut(table, "."); ok && d.schemas {
		return sink.Quote(schema) + "." + sink.Quote(name)
	}
	return sink.Quote(table)
}

// A column is one of a table that exists.
type column struct{ name, typ string }

// columns returns those of a table, none if there is no such table.
func (d dialect) columns(ctx context.Context, tx *sql.Tx, table string) (all []column, err error) {
	name := table
	if d.schemas {
		name = d.quote(table) // to_regclass reads it as SQL
	}
	rows, err := tx.QueryContext(ctx, d.columnsOf, name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.typ); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

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

// characters matches types that take an empty text as a value: those for which SQLite
// has the affinity TEXT, and PostgreSQL's character types.
var characters = regexp.MustCompile(`(?i)char|text|clob|name`)
