package source

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/coseq/coseq/internal/columns"
)

// A column is what a field of a struct is read from.
type column struct {
	columns.Column
	optional bool
	reader   reader
	text     bool // any text can be read into it, so that has to be checked
	indirect bool // lies behind a pointer
}

// columnsOf returns the columns for the fields of t. It panics if there cannot be any.
func columnsOf(t reflect.Type) []column {
	if t.Kind() != reflect.Struct {
		panic(fmt.Sprintf("source.CSV: T must be a struct, not %v", t))
	}
	fields, err := columns.Of(t, "csv", isWhole)
	if err != nil {
		panic("source.CSV: " + err.Error())
	}
	var all []column
	for _, field := range fields {
		if field.Type != reflect.TypeFor[Position]() {
			all = append(all, columnOf(t, field))
		}
	}
	return all
}

// isWhole reports whether a struct is no group of columns.
func isWhole(t reflect.Type) bool {
	return t == reflect.TypeFor[Position]() || unmarshalsText(t) || scans(t)
}

func columnOf(t reflect.Type, field columns.Column) column {
	_, option, _ := strings.Cut(field.Tag.Get("csv"), ",")
	if option != "" && option != "optional" {
		panic(fmt.Sprintf("source.CSV: unknown option %q of column %s of %v", option, field.Name, t))
	}
	reader := readerOf(field.Type, field.Tag.Get("layout"))
	if reader == nil {
		panic(fmt.Sprintf("source.CSV: no text can be read into column %s of %v, which is a %v",
			field.Name, t, field.Type))
	}
	return column{field, option != "", reader, takesText(field.Type), field.Indirect(t)}
}

// find returns which of the columns has that name, exactly or else regardless of case, or
// -1.
func find(all []column, name string) int {
	if i := slices.IndexFunc(all, func(c column) bool { return c.Name == name }); i >= 0 {
		return i
	}
	return slices.IndexFunc(all, func(c column) bool { return strings.EqualFold(c.Name, name) })
}

// A headerError is what is wrong with a header.
type headerError struct {
	name  string
	place int // in the header; 0 if the column is not there
	err   error
}

func (e *headerError) Error() string { return fmt.Sprintf("%s: %v", e.name, e.err) }

// match returns for each name in a header which of the columns it stands for, or -1 if
// that is none.
func match(all []column, header []string, unknown bool) ([]int, *headerError) {
	places := make([]int, len(header))
	for i, name := range header {
		name = strings.TrimSpace(name)
		places[i] = find(all, name)
		if places[i] < 0 && !unknown {
			return nil, &headerError{name, i, errors.New("there is no field for the column")}
		}
		if places[i] >= 0 && slices.Contains(places[:i], places[i]) {
			return nil, &headerError{name, i, errors.New("the column is there twice")}
		}
	}
	for i, c := range all {
		if !c.optional && !slices.Contains(places, i) {
			return nil, &headerError{c.Name, 0, errors.New("there is no such column")}
		}
	}
	return places, nil
}
