package source

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// An Error is an error with the place in the source where it came up. Its text begins
// with that, as far as it is known:
//
//	orders.csv:17:4: price: …
//	orders: page 3, row 17: price: …
type Error struct {
	Position
	Field string // name of the column, or path to the JSON value; "" if there is none
	Err   error

	// Skippable is whether only a row or value is bad, in whose place the error is: the flow
	// goes on behind it. Otherwise the error is the end of the flow, and what comes behind
	// it is missing. See [SkipBad].
	Skippable bool
}

func (e *Error) Unwrap() error { return e.Err }

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Name)
	e.writePlace(&b)
	if e.Field != "" {
		b.WriteString(": " + e.Field)
	}
	b.WriteString(": " + reason(e.Err))
	return b.String()
}

func (e *Error) writePlace(b *strings.Builder) {
	sep := ": "
	part := func(text string, n int) {
		if n > 0 {
			b.WriteString(sep + text + strconv.Itoa(n))
			sep = ", "
		}
	}
	part("page ", e.Page)
	if e.Line == 0 {
		part("row ", e.Row)
		return
	}
	b.WriteString(":" + strconv.Itoa(e.Line))
	if e.Column > 0 {
		b.WriteString(":" + strconv.Itoa(e.Column))
	}
}

// reason is the text of err without what the position says as well.
func reason(err error) string {
	switch err := err.(type) { //nolint:errorlint // what wraps them has a text of its own
	case *strconv.NumError:
		return fmt.Sprintf("parsing %q: %v", err.Num, err.Err)
	case *json.UnmarshalTypeError:
		return fmt.Sprintf("a JSON %s does not fit into %v", err.Value, err.Type)
	case *fs.PathError:
		return fmt.Sprintf("%s: %v", err.Op, err.Err)
	case *csv.ParseError:
		if err.StartLine != err.Line {
			return fmt.Sprintf("%v (the record begins in line %d)", err.Err, err.StartLine)
		}
		return err.Err.Error()
	default:
		return err.Error()
	}
}
