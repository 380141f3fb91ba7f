package seqtest

import (
	"fmt"
	"reflect"
)

// same reports whether a and b are equal, deeply. Unlike for reflect.DeepEqual a
// NaN is equal to a NaN, and a nil slice or map to an empty one.
func same[V any](a, b V) bool {
	x, y := any(a), any(b)
	if t := reflect.TypeFor[V](); t.Kind() <= reflect.Uintptr || t.Kind() == reflect.String {
		return x == y // the usual case, and a fast one
	}
	return sameValue(reflect.ValueOf(x), reflect.ValueOf(y), 0)
}

// maxDepth is the depth from which on values are taken to refer to themselves.
const maxDepth = 100

func sameValue(a, b reflect.Value, depth int) bool {
	if !a.IsValid() || !b.IsValid() { // what a nil pointer or interface holds
		return a.IsValid() == b.IsValid()
	}
	if a.Type() != b.Type() {
		return false
	}
	if depth++; depth > maxDepth {
		return true
	}
	switch a.Kind() {
	case reflect.Float32, reflect.Float64:
		return a.Float() == b.Float() || a.Float() != a.Float() && b.Float() != b.Float()
	case reflect.Complex64, reflect.Complex128:
		return sameComplex(a.Complex(), b.Complex())
	case reflect.Slice, reflect.Array:
		return sameElements(a, b, depth)
	case reflect.Map:
		return sameEntries(a, b, depth)
	case reflect.Struct:
		for i := range a.NumField() {
			if !sameValue(a.Field(i), b.Field(i), depth) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		return a.Pointer() == b.Pointer() || sameValue(a.Elem(), b.Elem(), depth)
	case reflect.Interface:
		return sameValue(a.Elem(), b.Elem(), depth)
	case reflect.Func:
		return a.Pointer() == b.Pointer() // as near as can be
	default:
		return a.Equal(b)
	}
}

func sameComplex(a, b complex128) bool {
	return same(real(a), real(b)) && same(imag(a), imag(b))
}

func sameElements(a, b reflect.Value, depth int) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !sameValue(a.Index(i), b.Index(i), depth) {
			return false
		}
	}
	return true
}

func sameEntries(a, b reflect.Value, depth int) bool {
	if a.Len() != b.Len() {
		return false
	}
	for entry := a.MapRange(); entry.Next(); {
		if !sameValue(entry.Value(), b.MapIndex(entry.Key()), depth) {
			return false
		}
	}
	return true
}

// show formats a value for a sentence, and shortens it.
func show(v any) string {
	const most = 80
	text := fmt.Sprintf("%v", v)
	if s, ok := v.(string); ok {
		text = fmt.Sprintf("%q", s)
	}
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}
