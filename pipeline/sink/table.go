package sink

import (
	"strconv"
	"strings"
)

// A Placeholder writes the n-th parameter of a statement, from 1, as the database has it.
type Placeholder func(n int) string

// Question writes "?", as SQLite and MySQL have it.
func Question(int) string { return "?" }

// Dollar writes "$1", as PostgreSQL and SQLite have it.
func Dollar(n int) string { return "$" + strconv.Itoa(n) }

// AtP writes "@p1", as SQL Server has it.
func AtP(n int) string { return "@p" + strconv.Itoa(n) }

// Colon writes ":1", as Oracle has it.
func Colon(n int) string { return ":" + strconv.Itoa(n) }

// Quote returns a name as a quoted one of standard SQL: that of a column from a file's
// header, say, whatever is in it.
func Quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// A Table is where [Insert] and [InsertFunc] insert rows.
type Table struct {
	Name        string      // as in SQL, such as by [Quote]
	Columns     []string    // as in SQL
	Placeholder Placeholder // nil means [Question]
	Suffix      string      // what comes after the values, such as "ON CONFLICT DO NOTHING"
	// MaxParams is how many parameters a statement has at most; 0 means 999, which all
	// databases take. 1 makes a statement for each row, for those that take no more, such
	// as Oracle.
	MaxParams int
}

func (t Table) checked(caller string) Table {
	switch {
	case t.Name == "":
		panic(caller + ": the Table must have a Name")
	case len(t.Columns) == 0:
		panic(caller + ": the Table must have Columns")
	case t.MaxParams < 0:
		panic(caller + ": MaxParams must not be negative")
	case t.MaxParams == 0:
		t.MaxParams = 999
	}
	if t.Placeholder == nil {
		t.Placeholder = Question
	}
	return t
}

// rows returns how many rows a statement has at most.
func (t Table) rows() int { return max(1, t.MaxParams/len(t.Columns)) }

// insert returns the statement for n rows.
func (t Table) insert(n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + t.Name + " (" + strings.Join(t.Columns, ", ") + ") VALUES ")
	sep := "("
	for p := range n * len(t.Columns) {
		b.WriteString(sep)
		b.WriteString(t.Placeholder(p + 1))
		if sep = ", "; (p+1)%len(t.Columns) == 0 {
			sep = "), ("
		}
	}
	b.WriteString(")")
	if t.Suffix != "" {
		b.WriteString(" " + t.Suffix)
	}
	return b.String()
}
