package sink

import (
	"io/fs"
	"strconv"
)

// An Error is why a row could not be written:
//
//	orders.csv: row 17: item: invalid UTF-8
type Error struct {
	Name  string // of the Output
	Row   int    // from 1; 0 if it was none, as in opening or in writing a header
	Field string // the column; "" if it was none
	Err   error
}

func (e *Error) Unwrap() error { return e.Err }

// Error returns the text of Err after that of where it came up.
func (e *Error) Error() string {
	text := reason(e.Err, e.Name)
	if e.Field != "" {
		text = e.Field + ": " + text
	}
	if e.Row > 0 {
		text = "row " + strconv.Itoa(e.Row) + ": " + text
	}
	if e.Name != "" {
		text = e.Name + ": " + text
	}
	return text
}

// reason is the text of err without what is known, or does not matter: the path of the file
// of that name, or of the one that is written beside it.
func reason(err error, name string) string {
	path, ok := err.(*fs.PathError) //nolint:errorlint // what wraps it has a text of its own
	if ok && (path.Path == name || path.Op == "write") {
		return path.Op + ": " + path.Err.Error()
	}
	return err.Error()
}
