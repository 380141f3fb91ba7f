package load

import (
	"database/sql"
	"fmt"
	"net/url"
	"strings"

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
	escaped := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
	return "file:" + escaped + settings
}
