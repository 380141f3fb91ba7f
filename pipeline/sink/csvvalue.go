package sink

import (
	"database/sql"
	"database/sql/driver"
	"reflect"
	"time"
)

// isCellIn is isCell, but that a row T may be a value for a database elsewhere.
func isCellIn[T any](t reflect.Type) bool {
	row := reflect.TypeFor[T]()
	itself := t == row || reflect.PointerTo(t) == row
	return isCell(t) && (!itself || t == positionType || marshals(t))
}

// isNullTime reports whether t is one of the times of database/sql that may be missing.
func isNullTime(t reflect.Type) bool {
	return t == reflect.TypeFor[sql.NullTime]() || t == reflect.TypeFor[sql.Null[time.Time]]()
}

// valueFormatter returns the formatter for fields that are a [driver.Valuer], or point to
// one: it writes their value for a database, nothing for NULL, and times by layout, ""
// being RFC 3339.
func valueFormatter(layout string) formatter {
	return func(dst []byte, v reflect.Value) ([]byte, error) {
		value, err := driver.DefaultParameterConverter.ConvertValue(v.Addr().Interface())
		if value == nil || err != nil {
			return dst, err
		}
		if at, ok := value.(time.Time); ok && layout != "" {
			return appendField(dst, at.Format(layout))
		}
		shown := reflect.New(reflect.TypeOf(value)).Elem()
		shown.Set(reflect.ValueOf(value))
		return formatterOf(shown.Type(), "")(dst, shown)
	}
}
