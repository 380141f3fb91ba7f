package source

import (
	"encoding"
	"reflect"
	"strconv"
	"time"
)

// A reader returns what reads text into a field, which is zero before that.
type reader func(field reflect.Value) func(text string) error

// readerOf returns the reader for fields of type t; nil if there is none. layout is that of
// times, "" if none is given.
func readerOf(t reflect.Type, layout string) reader {
	switch {
	case t.Kind() == reflect.Pointer:
		return pointerReader(t.Elem(), layout)
	case t == reflect.TypeFor[time.Time]() && layout != "":
		return into(func(text string) (time.Time, error) { return time.Parse(layout, text) })
	case isNullTime(t):
		return nullTimeReader(layout)
	case layout != "":
		return nil
	case unmarshalsText(t):
		return func(field reflect.Value) func(string) error {
			v := field.Addr().Interface().(encoding.TextUnmarshaler)
			return func(text string) error { return v.UnmarshalText([]byte(text)) }
		}
	case scans(t):
		return scannerReader(func(text string) (any, error) { return text, nil })
	}
	if r := usual[t]; r != nil {
		return r
	}
	return readerOfKind(t)
}

func unmarshalsText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// takesText reports whether any text can be read into a field of type t, as far as is
// known.
func takesText(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.String || t.Kind() == reflect.Slice || unmarshalsText(t) || scans(t)
}

// pointerReader is for fields that point to a t, or nowhere if there is no text.
func pointerReader(t reflect.Type, layout string) reader {
	inner := readerOf(t, layout)
	if inner == nil || t.Kind() == reflect.Pointer {
		return nil
	}
	return func(field reflect.Value) func(string) error {
		return func(text string) error {
			if text == "" {
				return nil
			}
			v := reflect.New(t)
			field.Set(v)
			return inner(v.Elem())(text)
		}
	}
}

// usual has the types that most fields are of, for which it is faster.
var usual = map[reflect.Type]reader{
	reflect.TypeFor[string]():        into(asString),
	reflect.TypeFor[bool]():          into(strconv.ParseBool),
	reflect.TypeFor[int]():           into(strconv.Atoi),
	reflect.TypeFor[float64]():       into(asFloat),
	reflect.TypeFor[time.Duration](): into(time.ParseDuration),
}

func asString(text string) (string, error) { return text, nil }

func asFloat(text string) (float64, error) { return strconv.ParseFloat(text, 64) }

// into is the reader for fields of type V.
func into[V any](parse func(text string) (V, error)) reader {
	return func(field reflect.Value) func(string) error {
		v := field.Addr().Interface().(*V)
		return func(text string) (err error) {
			*v, err = parse(text)
			return err
		}
	}
}

// readerOfKind is for types of basic kinds.
func readerOfKind(t reflect.Type) reader {
	var set func(field reflect.Value, text string) error
	switch kind := t.Kind(); {
	case kind == reflect.String:
		set = func(field reflect.Value, text string) error {
			field.SetString(text)
			return nil
		}
	case kind == reflect.Bool:
		set = func(field reflect.Value, text string) error {
			b, err := strconv.ParseBool(text)
			field.SetBool(b)
			return err
		}
	case kind == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		set = func(field reflect.Value, text string) error {
			field.SetBytes([]byte(text))
			return nil
		}
	default:
		set = numberSetter(t)
	}
	if set == nil {
		return nil
	}
	return func(field reflect.Value) func(string) error {
		return func(text string) error { return set(field, text) }
	}
}

func numberSetter(t reflect.Type) func(field reflect.Value, text string) error {
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(field reflect.Value, text string) error {
			n, err := strconv.ParseInt(text, 10, t.Bits())
			field.SetInt(n)
			return err
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(field reflect.Value, text string) error {
			n, err := strconv.ParseUint(text, 10, t.Bits())
			field.SetUint(n)
			return err
		}
	case reflect.Float32, reflect.Float64:
		return func(field reflect.Value, text string) error {
			x, err := strconv.ParseFloat(text, t.Bits())
			field.SetFloat(x)
			return err
		}
	default:
		return nil
	}
}
