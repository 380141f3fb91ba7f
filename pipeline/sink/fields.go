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
	all = slices.DeleteFunc(all, func(c columns.Column) bool { return c.Type == positionType })
	if len(all) == 0 {
		panic(fmt.Sprintf("%s: %v has no field for a column", caller, t))
	}
	return all
}

// unquoted returns the name of a column without the quotes of any database.
func unquoted(name string) string {
	const quotes = "\"\"``[]"
	for i := 0; i < len(quotes); i += 2 {
		inner, begins := strings.CutPrefix(name, quotes[i:i+1])
		if inner, ends := strings.CutSuffix(inner, quotes[i+1:i+2]); begins && ends {
			return strings.ReplaceAll(inner, quotes[i+1:i+2]+quotes[i+1:i+2], quotes[i+1:i+2])
		}
	}
	return name
}

// argsOf returns the functions for the given columns, in their order.
func argsOf(fields []columns.Column, names []string) []func(row reflect.Value) any {
	var all []func(reflect.Value) any
	for _, name := range names {
		i := columns.Find(fields, unquoted(name))
		if i < 0 {
			panic("sink.Insert: T has no field for the column " + name)
		}
		all = append(all, argOf(fields[i]))
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

// argOf returns the function for the argument that a field of row is for a statement: nil
// if the struct that it is in is missing, a pointer to it if that is the [driver.Valuer].
func argOf(c columns.Column) func(row reflect.Value) any {
	pointer := !c.Type.Implements(valuerType) && reflect.PointerTo(c.Type).Implements(valuerType)
	return func(row reflect.Value) any {
		f, ok := c.Of(row)
		switch {
		case !ok:
			return nil
		case pointer:
			f = f.Addr()
		}
		return f.Interface()
	}
}
