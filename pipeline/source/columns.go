package source

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A column is what a field of a struct is read from.
type column struct {
	name     string
	optional bool
	index    []int // of the field
	set      setter
	text     bool // any text can be read into it, so that has to be checked
}

// columnsOf returns the columns for the fields of t. It panics if there cannot be any.
func columnsOf(t reflect.Type) []column {
	if t.Kind() != reflect.Struct {
		panic(fmt.Sprintf("source.CSV: T must be a struct, not %v", t))
	}
	columns := appendColumns(nil, t, nil)
	for i, c := range columns {
		if find(columns, c.name) != i {
			panic(fmt.Sprintf("source.CSV: two fields of %v are for column %q", t, c.name))
		}
	}
	return columns
}

// appendColumns adds those for the fields of t, which is at index in T.
func appendColumns(columns []column, t reflect.Type, index []int) []column {
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("csv")
		here := append(slices.Clip(index), i)
		switch {
		case tag == "-" || field.Type == reflect.TypeFor[Position]():
		case tag == "" && field.Anonymous && isGroup(field.Type):
			columns = appendColumns(columns, field.Type, here)
		case field.IsExported():
			columns = append(columns, columnOf(t, field, here))
		}
	}
	return columns
}

// isGroup reports whether an embedded field of type t is there for its fields.
func isGroup(t reflect.Type) bool { return t.Kind() == reflect.Struct && !unmarshalsText(t) }

func columnOf(t reflect.Type, field reflect.StructField, index []int) column {
	name, option, _ := strings.Cut(field.Tag.Get("csv"), ",")
	if name == "" {
		name = field.Name
	}
	if option != "" && option != "optional" {
		panic(fmt.Sprintf("source.CSV: unknown option %q of %v.%s", option, t, field.Name))
	}
	set := setterOf(field.Type, field.Tag.Get("layout"))
	if set == nil {
		panic(fmt.Sprintf("source.CSV: no text can be read into %v.%s, of type %v",
			t, field.Name, field.Type))
	}
	return column{name, option != "", index, set, takesText(field.Type)}
}

// find returns which of the columns has that name, exactly or else regardless of case, or
// -1.
func find(columns []column, name string) int {
	if i := slices.IndexFunc(columns, func(c column) bool { return c.name == name }); i >= 0 {
		return i
	}
	return slices.IndexFunc(columns, func(c column) bool { return strings.EqualFold(c.name, name) })
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
func match(columns []column, header []string, unknown bool) ([]int, *headerError) {
	places := make([]int, len(header))
	for i, name := range header {
		name = strings.TrimSpace(name)
		places[i] = find(columns, name)
		if places[i] < 0 && !unknown {
			return nil, &headerError{name, i, errors.New("there is no field for the column")}
		}
		if places[i] >= 0 && slices.Contains(places[:i], places[i]) {
			return nil, &headerError{name, i, errors.New("the column is there twice")}
		}
	}
	for i, c := range columns {
		if !c.optional && !slices.Contains(places, i) {
			return nil, &headerError{c.name, 0, errors.New("there is no such column")}
		}
	}
	return places, nil
}
