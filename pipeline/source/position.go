package source

// A Position says where a value was read. A field of this type in the struct that a row
// or JSON value is read into is set to the position of that, whatever its name:
//
//	type Order struct {
//		ID    int
//		Price float64
//		At    source.Position `json:"-"`
//	}
//
// Line and Row grow from one value to the next, and are the same in each run over the same
// input: tokens for [pipeline.Track].
type Position struct {
	Name   string `json:"-"` // of the Input, or what else there is to name the source by
	Page   int    `json:"-"` // from 1; 0 if the source has no pages
	Row    int    `json:"-"` // among all values of the source, bad ones too, from 1; 0 if unknown
	Line   int    `json:"-"` // where it begins, from 1; 0 if the source has no lines
	Column int    `json:"-"` // in bytes, from 1; 0 if unknown
}

// Wrap returns err as an [Error] at the position, nil if err is nil.
func (p Position) Wrap(err error) error {
	if err == nil {
		return nil
	}
	return &Error{Position: p, Err: err}
}
