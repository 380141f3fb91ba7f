package sink

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/coseq/coseq/internal/columns"
	"github.com/coseq/coseq/pipeline/source"
)

var (
	timeType     = reflect.TypeFor[time.Time]()
	positionType = reflect.TypeFor[source.Position]()
	valuerType   = reflect.TypeFor[driver.Valuer]()
)

// isColumn reports whether a struct is a value for a database.
func isColumn(t reflect.Type) bool {
	return t == timeType || t == positionType ||
		t.Implements(valuerType) || reflect.PointerTo(t).Implements(valuerType)
}

// fieldsOf returns the columns of T, which is a struct or a pointer to one.
func fieldsOf[T any](caller, tag string, whole func(reflect.Type) bool) []columns.Column {
	t := reflect.TypeFor[T]()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || whole(t) {
		panic(fmt.Sprintf("%s: T must be a struct, not %v", caller, reflect.TypeFor[T]()))
	}
	all, err := columns.Of(t, tag, whole)
	if err != nil {
		panic(caller + ": " + err.Error())
	}
	return slices.DeleteFunc(all, func(c columns.Column) bool { return c.Type == positionType })
}

// selected returns the fields for the given columns, in their order.
func selected(fields []columns.Column, names []string) []columns.Column {
	var all []columns.Column
	for _, name := range names {
		i := slices.IndexFunc(fields, func(c columns.Column) bool {
			return strings.EqualFold(c.Name, name) || Quote(c.Name) == name
		})
		if i < 0 {
			panic("sink.Insert: T has no field for the column " + name)
		}
		all = append(all, fields[i])
	}
	return all
}

var errNilRow = errors.New("a nil pointer is no row")

// structOf returns the struct that v is, or points to.
func structOf(v reflect.Value) (reflect.Value, error) {
	if v.Kind() != reflect.Pointer {
		return v, nil
	}
	if v.IsNil() {
		return v, errNilRow
	}
	return v.Elem(), nil
}

// valueOf returns what is in a field of row, nil if the struct that it is in is missing.
func valueOf(row reflect.Value, c columns.Column) any {
	if f, ok := c.Of(row); ok {
		return f.Interface()
	}
	return nil
}
