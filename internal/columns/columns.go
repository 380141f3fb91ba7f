// Package columns has the columns that a struct stands for: in a file, a result of a
// query, or a table.
package columns

import (
	"fmt"
	"reflect"
	"strings"
)

// A Column is a field of a struct, or of one inside of that.
type Column struct {
	Name  string // "outer.inner" for a field of a struct that is a field
	Type  reflect.Type
	Tag   reflect.StructTag
	Index []int // as for [reflect.Value.FieldByIndex]
}

// Of returns the columns of the struct type t, in the order of its fields. A column is
// named by the tag of that key, up to a comma, else by the field; "-" leaves it out.
//
// Structs are looked into, also behind pointers, unless whole says that one is a value of
// its own. Fields of an embedded one without a tag are columns like the others, and are
// hidden by those of the same name further out, as in Go. It is an error if that leaves
// two of one name, whatever their case, or if a field would be lost, being a struct that
// has nothing to look into.
func Of(t reflect.Type, key string, whole func(reflect.Type) bool) ([]Column, error) {
	w := walk{key: key, whole: whole, nearest: map[string]int{}}
	if err := w.fields(t, "", nil); err != nil {
		return nil, fmt.Errorf("%v: %w", t, err)
	}
	all, seen := w.found[:0], map[string]bool{}
	for _, c := range w.found {
		name := strings.ToLower(c.Name)
		if len(c.Index) > w.nearest[name] {
			continue
		}
		if seen[name] {
			return nil, fmt.Errorf("%v: two fields are called %q", t, c.Name)
		}
		seen[name] = true
		all = append(all, c)
	}
	return all, nil
}

type walk struct {
	key     string
	whole   func(reflect.Type) bool
	inside  []reflect.Type // structs that are being walked through
	found   []Column
	nearest map[string]int // how far in the outermost column of that name is
}

func (w *walk) fields(t reflect.Type, prefix string, index []int) error {
	for _, outer := range w.inside {
		if outer == t {
			return fmt.Errorf("%v is inside of itself", t)
		}
	}
	w.inside = append(w.inside, t)
	defer func() { w.inside = w.inside[:len(w.inside)-1] }()
	for i := range t.NumField() {
		if err := w.field(t.Field(i), prefix, append(index[:len(index):len(index)], i)); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) field(f reflect.StructField, prefix string, index []int) error {
	name, _, _ := strings.Cut(f.Tag.Get(w.key), ",")
	if name == "-" || !f.IsExported() && !f.Anonymous {
		return nil
	}
	inner, pointer := f.Type, f.Type.Kind() == reflect.Pointer
	if pointer {
		inner = inner.Elem()
	}
	walked := inner.Kind() == reflect.Struct && !w.whole(f.Type) && !w.whole(inner)
	switch {
	case walked && f.Anonymous && pointer && !f.IsExported():
		return fmt.Errorf("embedded pointer to the unexported %v cannot be set", inner)
	case walked && f.Anonymous && name == "":
		return w.fields(inner, prefix, index)
	case !f.IsExported():
		return nil
	case name == "":
		name = f.Name
	}
	name = prefix + name
	if walked {
		before := len(w.found)
		if err := w.fields(inner, name+".", index); err != nil || len(w.found) > before {
			return err
		}
		return fmt.Errorf("the field %s: %v has no field for a column", f.Name, inner)
	}
	if depth, ok := w.nearest[strings.ToLower(name)]; !ok || len(index) < depth {
		w.nearest[strings.ToLower(name)] = len(index)
	}
	w.found = append(w.found, Column{Name: name, Type: f.Type, Tag: f.Tag, Index: index})
	return nil
}

// Indirect reports whether the way to the field leads through a pointer in a struct of
// type t.
func (c Column) Indirect(t reflect.Type) bool {
	for _, i := range c.Index[:len(c.Index)-1] {
		if t = t.Field(i).Type; t.Kind() == reflect.Pointer {
			return true
		}
	}
	return false
}

// In returns the field in the struct v. Structs on the way to it that are missing are
// made.
func (c Column) In(v reflect.Value) reflect.Value {
	for n, i := range c.Index {
		if n > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v
}

// Of returns the field in the struct v, unless a struct on the way to it is missing.
func (c Column) Of(v reflect.Value) (field reflect.Value, ok bool) {
	for n, i := range c.Index {
		if n > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return reflect.Value{}, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v, true
}

// Find returns which of the columns has that name, exactly or else regardless of case, or
// -1.
func Find(all []Column, name string) int {
	for i, c := range all {
		if c.Name == name {
			return i
		}
	}
	for i, c := range all {
		if strings.EqualFold(c.Name, name) {
			return i
		}
	}
	return -1
}
