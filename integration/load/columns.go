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

// match finds the columns of a table that exists by their names: those that are the same,
// or else the same but for upper and lower case.
func match(names, existing []string) ([]string, error) {
	matched := make([]string, len(names))
	used := make(map[string]bool, len(names))
	for i, name := range names {
		column, ok := find(name, existing)
		if !ok {
			return nil, fmt.Errorf("it has no column %q; its columns are %s",
				name, strings.Join(existing, ", "))
		}
		if used[column] {
			return nil, fmt.Errorf("two columns of the file go to its column %q", column)
		}
		matched[i], used[column] = column, true
	}
	return matched, nil
}

func find(name string, existing []string) (column string, ok bool) {
	for _, column := range existing {
		if column == name {
			return column, true
		}
	}
	for _, column := range existing {
		if strings.EqualFold(column, name) {
			return column, true
		}
	}
	return "", false
}
