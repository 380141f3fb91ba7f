package sink

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

var errUTF8 = errors.New("invalid UTF-8")

// What a byte in a field of a CSV file means for it.
const (
	inQuotes = 1 << iota // the field has to be in quotes
	atFirst              // so it may have to be, if this is the first one
	notASCII             // the field has to be valid UTF-8
)

// meaning is what each byte means.
var meaning = func() (all [256]byte) {
	for b := range all {
		switch {
		case b == ',' || b == '"' || b == '\r' || b == '\n':
			all[b] = inQuotes
		case b >= utf8.RuneSelf:
			all[b] = atFirst | notASCII
		case b == '\\' || unicode.IsSpace(rune(b)):
			all[b] = atFirst
		}
	}
	return all
}()

// appendField appends a field, in quotes where encoding/csv has them.
func appendField[S string | []byte](dst []byte, field S) ([]byte, error) {
	means := byte(0)
	for i := range len(field) {
		means |= meaning[field[i]]
	}
	switch {
	case means == 0:
		return append(dst, field...), nil
	case means&notASCII != 0 && !utf8.ValidString(string(field)):
		return dst, errUTF8
	case means&inQuotes != 0 || quotedForFirst(field):
		return appendQuoted(dst, field), nil
	}
	return append(dst, field...), nil
}

// quotedForFirst reports whether the first character of a field has it in quotes: a space
// does, and what is the end of the data for PostgreSQL.
func quotedForFirst[S string | []byte](field S) bool {
	first, _ := utf8.DecodeRuneInString(string(field[:min(len(field), utf8.UTFMax)]))
	return unicode.IsSpace(first) || string(field) == `\.`
}

func appendQuoted[S string | []byte](dst []byte, field S) []byte {
	dst = append(dst, '"')
	for i := range len(field) {
		if field[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, field[i])
	}
	return append(dst, '"')
}

// endRecord replaces the last comma by the end of the line. An empty line would be no
// record.
func endRecord(dst []byte, width int) []byte {
	last := len(dst) - 1
	if width == 1 && (last == 0 || dst[last-1] == '\n') {
		dst = append(dst[:last], `"",`...)
		last += 2
	}
	dst[last] = '\n'
	return dst
}
