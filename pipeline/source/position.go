package source

import (
	"bytes"
	"reflect"

	"github.com/coseq/coseq/internal/columns"
)

// A Position says where a value was read. In a struct that a row or a JSON value is read
// into, a field of this type, whatever its name, is set to the position of that:
//
//	type Order struct {
//		ID    int
//		Price float64
//		At    source.Position `json:"-"`
//	}
//
// The tag is for encoding/json, which would write an empty object. CSV files and tables do
// without.
//
// Row and Line grow from one value to the next, and are the same in each run over the same
// input. So they are tokens for [pipeline.Track].
type Position struct {
	Name   string `json:"-"` // of the input, the query or what else is read
	Page   int    `json:"-"` // from 1; 0 if there are no pages
	Row    int    `json:"-"` // which of all values it is, bad ones too, from 1; 0 if unknown
	Line   int    `json:"-"` // on which it begins, from 1; 0 if there are no lines
	Column int    `json:"-"` // in bytes, from 1, a byte order mark not counted; 0 if unknown
}

// Wrap returns err as an [Error] at the position, nil if err is nil.
func (p Position) Wrap(err error) error {
	if err == nil {
		return nil
	}
	return &Error{Position: p, Err: err}
}

// after returns the position behind text, which begins at p.
func (p Position) after(text []byte) Position {
	if lines := bytes.Count(text, []byte{'\n'}); lines > 0 {
		p.Line += lines
		p.Column = len(text) - bytes.LastIndexByte(text, '\n')
	} else {
		p.Column += len(text)
	}
	return p
}

// positionField returns the function that finds the field for the position in a T; nil if
// there is none.
func positionField[T any]() func(*T) *Position {
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Struct {
		return nil
	}
	for _, field := range reflect.VisibleFields(t) {
		direct := !columns.Column{Index: field.Index}.Indirect(t)
		if field.Type == reflect.TypeFor[Position]() && field.IsExported() && direct {
			return func(v *T) *Position {
				found := reflect.ValueOf(v).Elem().FieldByIndex(field.Index)
				return found.Addr().Interface().(*Position)
			}
		}
	}
	return nil
}
