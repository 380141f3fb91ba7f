package source

import (
	"cmp"
	"database/sql"
	"reflect"
	"time"
)

// scans reports whether a variable of type t is a [sql.Scanner].
func scans(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[sql.Scanner]())
}

// scannerReader is for fields that scan what value makes of the text, or NULL if there is
// none.
func scannerReader(value func(text string) (any, error)) reader {
	return func(field reflect.Value) func(string) error {
		v := field.Addr().Interface().(sql.Scanner)
		return func(text string) error {
			if text == "" {
				return v.Scan(nil)
			}
			scanned, err := value(text)
			if err != nil {
				return err
			}
			return v.Scan(scanned)
		}
	}
}

// isNullTime reports whether t is one of the times of database/sql that may be missing.
// They scan no text.
func isNullTime(t reflect.Type) bool {
	return t == reflect.TypeFor[sql.NullTime]() || t == reflect.TypeFor[sql.Null[time.Time]]()
}

func nullTimeReader(layout string) reader {
	layout = cmp.Or(layout, time.RFC3339)
	return scannerReader(func(text string) (any, error) { return time.Parse(layout, text) })
}
