package source

import (
	"encoding"
	"reflect"
	"strconv"
	"time"
)

// A setter reads text into a field.
type setter func(field reflect.Value, text string) error

// setterOf returns the setter of fields of type t; nil if there is none. layout is that of
// times, "" if none is given.
func setterOf(t reflect.Type, layout string) setter {
	switch {
	case t.Kind() == reflect.Pointer:
		return pointerSetter(t.Elem(), layout)
	case t == reflect.TypeFor[time.Time]() && layout != "":
		return func(field reflect.Value, text string) error {
			at, err := time.Parse(layout, text)
			field.Set(reflect.ValueOf(at))
			return err
		}
	case layout != "":
		return nil
	case unmarshalsText(t):
		return func(field reflect.Value, text string) error {
			return field.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
		}
	case t == reflect.TypeFor[time.Duration]():
		return func(field reflect.Value, text string) error {
			d, err := time.ParseDuration(text)
			field.SetInt(int64(d))
			return err
		}
	default:
		return basicSetter(t)
	}
}

func unmarshalsText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// takesText reports whether all text can be read into a field of type t, as far as is
// known.
func takesText(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.String || t.Kind() == reflect.Slice || unmarshalsText(t)
}

// pointerSetter is for fields that point to a t, or nowhere if there is no text.
func pointerSetter(t reflect.Type, layout string) setter {
	if t.Kind() == reflect.Pointer {
		return nil
	}
	set := setterOf(t, layout)
	if set == nil {
		return nil
	}
	return func(field reflect.Value, text string) error {
		if text == "" {
			return nil
		}
		v := reflect.New(t)
		field.Set(v)
		return set(v.Elem(), text)
	}
}

func basicSetter(t reflect.Type) setter {
	switch t.Kind() {
	case reflect.String:
		return func(field reflect.Value, text string) error {
			field.SetString(text)
			return nil
		}
	case reflect.Bool:
		return func(field reflect.Value, text string) error {
			b, err := strconv.ParseBool(text)
			field.SetBool(b)
			return err
		}
	case reflect.Slice:
		return bytesSetter(t)
	default:
		return numberSetter(t)
	}
}

func bytesSetter(t reflect.Type) setter {
	if t.Elem().Kind() != reflect.Uint8 {
		return nil
	}
	return func(field reflect.Value, text string) error {
		field.SetBytes([]byte(text))
		return nil
	}
}

func numberSetter(t reflect.Type) setter {
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
