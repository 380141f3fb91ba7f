package seqtest

import (
	"fmt"
	"reflect"
)

// same reports whether a and b are equal, deeply. Unlike for reflect.DeepEqual a
// NaN is equal to a NaN, and a nil slice or map to an empty one.
func same(a, b any) bool {
	return make(comparison).equal(reflect.ValueOf(a), reflect.ValueOf(b))
}

// A comparison is the references that have been compared. To come to two of them again
// tells nothing new, and would never end where values refer to themselves.
type comparison map[references]bool

type references struct {
	a, b   uintptr
	length int // of slices, which may begin at the same place
	kind   reflect.Type
}

// again notes that a and b are compared, and reports whether they have been before.
func (c comparison) again(a, b reflect.Value, length int) bool {
	refs := references{a.Pointer(), b.Pointer(), length, a.Type()}
	known := c[refs]
	c[refs] = true
	return known
}

func (c comparison) equal(a, b reflect.Value) bool {
	if !a.IsValid() || !b.IsValid() { // what a nil pointer or interface holds
		return a.IsValid() == b.IsValid()
	}
	if a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Float32, reflect.Float64:
		return equalFloats(a.Float(), b.Float())
	case reflect.Complex64, reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		return equalFloats(real(x), real(y)) && equalFloats(imag(x), imag(y))
	case reflect.Slice:
		return a.Len() == b.Len() && (c.again(a, b, a.Len()) || c.equalElements(a, b))
	case reflect.Array:
		return c.equalElements(a, b)
	case reflect.Map:
		return a.Len() == b.Len() && (c.again(a, b, 0) || c.equalEntries(a, b))
	case reflect.Struct:
		return c.equalFields(a, b)
	case reflect.Pointer:
		return a.Pointer() == b.Pointer() || c.again(a, b, 0) || c.equal(a.Elem(), b.Elem())
	case reflect.Interface:
		return c.equal(a.Elem(), b.Elem())
	case reflect.Func:
		return a.Pointer() == b.Pointer() // as near as can be
	default:
		return a.Equal(b)
	}
}

func equalFloats(a, b float64) bool { return a == b || a != a && b != b }

func (c comparison) equalElements(a, b reflect.Value) bool {
	for i := range a.Len() {
		if !c.equal(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}

func (c comparison) equalEntries(a, b reflect.Value) bool {
	for entry := a.MapRange(); entry.Next(); {
		if !c.equal(entry.Value(), b.MapIndex(entry.Key())) {
			return false
		}
	}
	return true
}

func (c comparison) equalFields(a, b reflect.Value) bool {
	for i := range a.NumField() {
		if !c.equal(a.Field(i), b.Field(i)) {
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
