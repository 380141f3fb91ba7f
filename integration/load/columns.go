package load

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// columnNames makes names for columns of a header: without space around them, "column_3"
// for the third one if it has none, cut to the longest that is allowed, and with a number
// if another one is the same but for upper and lower case.
func columnNames(header []string, longest int) []string {
	names := make([]string, len(header))
	taken := make(map[string]bool, len(header))
	for i, field := range header {
		name := strings.TrimSpace(field)
		if name == "" {
			name = fmt.Sprintf("column_%d", i+1)
		}
		names[i] = distinct(name, longest, taken)
	}
	return names
}

// distinct returns the name, with the first number that it needs to be told from those
// that are taken, and takes it.
func distinct(name string, longest int, taken map[string]bool) string {
	candidate := cut(name, longest)
	for n := 2; taken[strings.ToLower(candidate)]; n++ {
		suffix := fmt.Sprintf("_%d", n)
		candidate = cut(name, longest-len(suffix)) + suffix
	}
	taken[strings.ToLower(candidate)] = true
	return candidate
}

// cut shortens a name to so many bytes, but not in the middle of a character. A longest
// that is not positive is no limit.
func cut(name string, longest int) string {
	if longest <= 0 || len(name) <= longest {
		return name
	}
	for !utf8.RuneStart(name[longest]) {
		longest--
	}
	return name[:longest]
}

// match finds the columns of a table that exists by the names in the header: those that
// are the same, or else the same but for upper and lower case.
func match(header []string, existing []column) (names []string, kinds []kind, err error) {
	used := make(map[string]bool, len(header))
	for _, field := range header {
		c, ok := find(strings.TrimSpace(field), existing)
		if !ok {
			return nil, nil, fmt.Errorf("it has no column %q; its columns are %s",
				field, list(existing))
		}
		if used[c.name] {
			return nil, nil, fmt.Errorf("two columns of the file go to its column %q", c.name)
		}
		used[c.name] = true
		names, kinds = append(names, c.name), append(kinds, c.kind)
	}
	return names, kinds, nil
}

func find(name string, existing []column) (found column, ok bool) {
	for _, c := range existing {
		if c.name == name {
			return c, true
		}
		if !ok && strings.EqualFold(c.name, name) {
			found, ok = c, true
		}
	}
	return found, ok
}

func list(columns []column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}
