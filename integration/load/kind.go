package load

import (
	"errors"
	"regexp"
	"strconv"
)

// A kind is what the fields of a column are. Every one is a text; the others come by
// looking at them.
type kind int

const (
	text kind = iota
	integer
	number
	other // what the database has to make of it, or to refuse; nothing is known
)

var (
	// With a zero in front it is a code, such as that of a place, which would lose it.
	integerPattern = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	numberPattern  = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

	errInteger = errors.New("is not an integer of 64 bits")
	errNumber  = errors.New("is not a number")
)

// fits reports why a field that is not empty is not of this kind. An empty one is of any:
// it is NULL in columns that are not of text.
func (k kind) fits(field string) error {
	switch {
	case k == text || k == other || field == "":
		return nil
	case k == integer:
		_, err := strconv.ParseInt(field, 10, 64)
		if err != nil || !integerPattern.MatchString(field) {
			return errInteger
		}
	case !numberPattern.MatchString(field):
		return errNumber
	}
	return nil
}

// A guess is what is known of a column: the narrowest kind that its fields fit.
type guess struct {
	seen bool // at least one that is not empty
	kind kind
}

func (g *guess) see(field string) {
	if field == "" {
		return
	}
	if !g.seen {
		g.seen, g.kind = true, integer
	}
	if g.kind == integer && integer.fits(field) != nil {
		g.kind = number
	}
	if g.kind == number && number.fits(field) != nil {
		g.kind = text
	}
}
