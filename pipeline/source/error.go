package source

import (
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
}

func (e *Error) Unwrap() error { return e.Err }

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Name)
	e.writePlace(&b)
	if e.Field != "" {
		b.WriteString(": " + e.Field)
	}
	b.WriteString(": " + e.Err.Error())
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
