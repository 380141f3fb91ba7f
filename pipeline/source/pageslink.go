package source

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// NextLink returns the address of the next page, as the Link header of a response has it
// (RFC 8288), "" if it has none:
//
//	Link: <https://example.com/orders?page=3>; rel="next", <…>; rel="last"
//
// An address that is relative is resolved. Links from somewhere else, by "anchor", are left
// out, and of several to a next page the first is taken. A header that cannot be read is an
// error, as there might be more pages.
func NextLink(r *http.Response) (string, error) {
	for _, header := range r.Header.Values("Link") {
		links, err := parseLinks(header)
		if err != nil {
			return "", fmt.Errorf("header Link: %w: %q", err, header)
		}
		for _, l := range links {
			if l.isNext() {
				return resolve(r, l.target)
			}
		}
	}
	return "", nil
}

// A link is one of a Link header.
type link struct {
	target string
	rel    string
	named  bool // there was a rel: another one does not count
	anchor string
}

func (l link) isNext() bool {
	for rel := range strings.FieldsSeq(l.rel) {
		if strings.EqualFold(rel, "next") {
			return l.anchor == ""
		}
	}
	return false
}

var (
	errTarget = errors.New(`a link does not begin with "<" or end with ">"`)
	errParam  = errors.New("a parameter is malformed")
)

// parseLinks reads a Link header, as in appendix B.2 of RFC 8288.
func parseLinks(text string) (links []link, err error) {
	const space = " \t"
	for {
		if text = strings.TrimLeft(text, space+","); text == "" {
			return links, nil
		}
		target, rest, ok := strings.Cut(text, ">")
		if !ok || target == "" || target[0] != '<' {
			return nil, errTarget
		}
		l := link{target: strings.TrimSpace(target[1:])}
		for {
			if text = strings.TrimLeft(rest, space); text == "" || text[0] == ',' {
				break
			}
			if text[0] != ';' {
				return nil, errParam
			}
			if rest, err = l.param(strings.TrimLeft(text[1:], space)); err != nil {
				return nil, err
			}
		}
		links = append(links, l)
	}
}

// param reads a parameter, which may be nothing, and returns what comes behind it.
func (l *link) param(text string) (rest string, err error) {
	name, rest := until(text, " \t=;,")
	rest = strings.TrimLeft(rest, " \t")
	value := ""
	if strings.HasPrefix(rest, "=") {
		rest = strings.TrimLeft(rest[1:], " \t")
		if value, rest, err = paramValue(rest); err != nil {
			return "", err
		}
	}
	switch strings.ToLower(name) {
	case "rel":
		if !l.named {
			l.rel, l.named = value, true
		}
	case "anchor":
		l.anchor = value
	}
	return rest, nil
}

// paramValue reads a token or a quoted string.
func paramValue(text string) (value, rest string, err error) {
	if !strings.HasPrefix(text, `"`) {
		value, rest = until(text, " \t;,")
		return value, rest, nil
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '"':
			return b.String(), text[i+1:], nil
		case text[i] == '\\' && i+1 < len(text):
			i++
		}
		b.WriteByte(text[i])
	}
	return "", "", errParam
}

// until cuts text before the first of the given characters.
func until(text, stops string) (before, rest string) {
	if i := strings.IndexAny(text, stops); i >= 0 {
		return text[:i], text[i:]
	}
	return text, ""
}
