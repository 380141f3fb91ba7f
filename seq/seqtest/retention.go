package seqtest

import (
	"reflect"
	"slices"
)

// retained checks that what was yielded has not changed since.
func (tr *trial) retained(w *walk, name string) {
	if changed := w.changed(); changed != "" {
		tr.fail(retentionLaw, "in %s, %s", name, changed)
	}
}

// A margin is the room that a yielded slice has between its length and its
// capacity: where an append to it writes.
type margin struct {
	room, before reflect.Value
	k            int // the slice is in this value
}

// appends walks the sequence and writes to the margin of every slice as soon as it
// has been yielded, which must not change another value; nor must the sequence
// write there later. All is put back in the end.
func (tr *trial) appends() {
	w := tr.body(tr.whole())
	var margins []margin
	tr.meter.begin(nil)
	s := tr.seq()
	out := tr.call(func() {
		for v := range s {
			if !w.yield(v) {
				break
			}
			margins = appendMargins(margins, reflect.ValueOf(v), len(w.got), 0)
		}
	})
	tr.unmoved(w, out, margins)
	for _, m := range slices.Backward(margins) {
		reflect.Copy(m.room, m.before)
	}
}

func (tr *trial) unmoved(w *walk, out outcome, margins []margin) {
	const name = "a walk whose body appends to the slices"
	differs := w.differs()
	if differs == "" {
		differs = w.changed()
	}
	switch {
	case len(margins) == 0:
	case out.how != returned:
		tr.fail(retentionLaw, "%s %s", name, out)
	case differs != "":
		tr.fail(retentionLaw, "%s changes others by that: %s", name, differs)
	}
	for _, m := range margins {
		if !isZero(m.room) {
			tr.fail(retentionLaw, "%s has value %d overwritten: its capacity is not its own", name, m.k)
		}
	}
}

// maxDepth is how deep slices are looked for in values, which may hold themselves.
const maxDepth = 8

// appendMargins clears the margins of all slices in v and adds them to list.
func appendMargins(list []margin, v reflect.Value, k, depth int) []margin {
	if !v.IsValid() || !v.CanInterface() || depth > maxDepth {
		return list
	}
	depth++
	switch v.Kind() {
	case reflect.Slice:
		if v.Cap() > v.Len() {
			room := v.Slice(v.Len(), v.Cap())
			before := reflect.MakeSlice(v.Type(), room.Len(), room.Len())
			reflect.Copy(before, room)
			room.Clear()
			list = append(list, margin{room, before, k})
		}
		return appendInner(list, v, k, depth)
	case reflect.Array:
		return appendInner(list, v, k, depth)
	case reflect.Struct:
		for i := range v.NumField() {
			list = appendMargins(list, v.Field(i), k, depth)
		}
	case reflect.Interface:
		return appendMargins(list, v.Elem(), k, depth)
	}
	return list
}

func appendInner(list []margin, v reflect.Value, k, depth int) []margin {
	switch v.Type().Elem().Kind() {
	case reflect.Slice, reflect.Array, reflect.Struct, reflect.Interface:
		for i := range v.Len() {
			list = appendMargins(list, v.Index(i), k, depth)
		}
	}
	return list
}

func isZero(v reflect.Value) bool {
	for i := range v.Len() {
		if !v.Index(i).IsZero() {
			return false
		}
	}
	return true
}
