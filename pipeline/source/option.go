package source

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// An Option says how a CSV file is written, or what may be wrong with it. A source panics
// on options that it does not know.
type Option func(*options)

type options struct {
	comma, comment rune // comment may be 0: none
	lazyQuotes     bool
	trim           bool
	ragged         bool
	unknown        bool
	header         []string // nil: none given
	given          []string
}

// settle applies the options, of which the source named by caller knows all but those
// listed.
func settle(caller string, all []Option, foreign ...string) options {
	o := options{comma: ','}
	for _, set := range all {
		set(&o)
	}
	for _, name := range o.given {
		if slices.Contains(foreign, name) {
			panic(caller + ": option " + name + " is not for this source")
		}
	}
	if o.comma == o.comment {
		panic(caller + ": what begins a comment must not be what separates fields")
	}
	return o
}

func option(name string, set func(*options)) Option {
	return func(o *options) {
		o.given = append(o.given, name)
		set(o)
	}
}

// Comma says what separates the fields, instead of a comma, such as ';' or '\t'. It panics
// on a quote, an end of line and what is no character.
func Comma(separator rune) Option {
	checkRune("source.Comma", separator)
	return option("Comma", func(o *options) { o.comma = separator })
}

// Comment says with what lines begin that are comments, to be skipped; without it there
// are none. It panics on a quote, an end of line and what is no character.
func Comment(begin rune) Option {
	checkRune("source.Comment", begin)
	return option("Comment", func(o *options) { o.comment = begin })
}

func checkRune(caller string, r rune) {
	if r == 0 || r == '"' || r == '\r' || r == '\n' || r == utf8.RuneError || !utf8.ValidRune(r) {
		panic(fmt.Sprintf("%s: %q cannot be used", caller, r))
	}
}

// LazyQuotes allows quotes in fields that are not quoted, and single ones in those that
// are.
func LazyQuotes() Option {
	return option("LazyQuotes", func(o *options) { o.lazyQuotes = true })
}

// TrimLeadingSpace drops white space at the beginning of fields.
func TrimLeadingSpace() Option {
	return option("TrimLeadingSpace", func(o *options) { o.trim = true })
}

// Ragged allows rows that are longer or shorter than others. For [CSV] what a row has too
// much is ignored, and of what it lacks the fields are zero.
func Ragged() Option { return option("Ragged", func(o *options) { o.ragged = true }) }

// AllowUnknown has [CSV] ignore columns for which there is no field.
func AllowUnknown() Option {
	return option("AllowUnknown", func(o *options) { o.unknown = true })
}

// Header gives [CSV] the names of the columns, for a file whose first row is not that. It
// panics if there are none.
func Header(names ...string) Option {
	if len(names) == 0 {
		panic("source.Header: there must be a name")
	}
	return option("Header", func(o *options) { o.header = names })
}
