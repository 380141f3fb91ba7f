package sink

import (
	"bytes"
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"time"

	"github.com/coseq/coseq/internal/columns"
)

var (
	durationType  = reflect.TypeFor[time.Duration]()
	marshalerType = reflect.TypeFor[encoding.TextMarshaler]()
	appenderType  = reflect.TypeFor[encoding.TextAppender]()
)

// isCell reports whether a struct is a value for one cell of a CSV file.
func isCell(t reflect.Type) bool {
	return marshals(t) || isColumn(t)
}

// marshals reports whether a variable of type t is a TextMarshaler.
func marshals(t reflect.Type) bool { return reflect.PointerTo(t).Implements(marshalerType) }

// A cell is a column of a CSV file.
type cell struct {
	columns.Column
	text formatter
}

// A formatter appends the text of a value, in quotes if need be.
type formatter func(dst []byte, v reflect.Value) ([]byte, error)

func cellsOf(fields []columns.Column) []cell {
	cells := make([]cell, len(fields))
	for i, f := range fields {
		cells[i] = cell{f, formatterOf(f.Type, f.Tag.Get("layout"))}
		if cells[i].text == nil {
			panic(fmt.Sprintf("sink.CSV: the field for column %q cannot be of type %v", f.Name, f.Type))
		}
	}
	return cells
}

// formatterOf returns the formatter for values of type t; nil if there is none.
func formatterOf(t reflect.Type, layout string) formatter {
	switch {
	case t == timeType && layout != "":
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return appendField(dst, v.Interface().(time.Time).Format(layout))
		}
	case t.Kind() == reflect.Pointer && t.Elem().Kind() != reflect.Pointer:
		return behind(formatterOf(t.Elem(), layout))
	case isNullTime(t):
		return valueFormatter(layout)
	case layout != "":
		return nil
	case reflect.PointerTo(t).Implements(appenderType):
		return formatAppender
	case marshals(t):
		return formatMarshaler
	case reflect.PointerTo(t).Implements(valuerType):
		return valueFormatter("")
	case t == durationType:
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return append(dst, time.Duration(v.Int()).String()...), nil
		}
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return appendField(dst, v.Bytes())
		}
	}
	return formatterOfKind(t)
}

// behind returns the formatter for pointers to what format is for.
func behind(format formatter) formatter {
	if format == nil {
		return nil
	}
	return func(dst []byte, v reflect.Value) ([]byte, error) {
		if v.IsNil() {
			return dst, nil
		}
		return format(dst, v.Elem())
	}
}

func formatMarshaler(dst []byte, v reflect.Value) ([]byte, error) {
	text, err := v.Addr().Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return dst, err
	}
	return appendField(dst, text)
}

// formatAppender is formatMarshaler for types that need no memory of their own.
func formatAppender(dst []byte, v reflect.Value) ([]byte, error) {
	start := len(dst)
	dst, err := v.Addr().Interface().(encoding.TextAppender).AppendText(dst)
	if err != nil {
		return dst, err
	}
	for _, b := range dst[start:] {
		if meaning[b] != 0 {
			return appendField(dst[:start], bytes.Clone(dst[start:]))
		}
	}
	return dst, nil
}

func formatterOfKind(t reflect.Type) formatter {
	switch t.Kind() {
	case reflect.String:
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return appendField(dst, v.String())
		}
	case reflect.Bool:
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return strconv.AppendBool(dst, v.Bool()), nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return strconv.AppendInt(dst, v.Int(), 10), nil
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return strconv.AppendUint(dst, v.Uint(), 10), nil
		}
	case reflect.Float32, reflect.Float64:
		bits := t.Bits()
		return func(dst []byte, v reflect.Value) ([]byte, error) {
			return appendFloat(dst, v.Float(), bits), nil
		}
	}
	return nil
}

// appendFloat appends the shortest text that is read as f, without an exponent where a
// person would write none.
func appendFloat(dst []byte, f float64, bits int) []byte {
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(dst, f, format, -1, bits)
}
