// Package oracle holds what Go programs print to what the Python programs that they
// are ports of have printed.
package oracle

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// A Set has the lines that each of the programs printed, by their names.
type Set map[string][]string

// Read returns what is recorded in files. There, "=== name" opens a program, "---" and
// some words open a part of it, and "--- stdout" the part that it printed. Where
// versions of Python differ there is "--- stdout (py3.13)", too, which is the one that
// is followed.
func Read(t *testing.T, files ...string) Set {
	t.Helper()
	recorded := Set{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		recorded.add(string(text))
	}
	return recorded
}

func (s Set) add(text string) {
	name, printed := "", false
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "=== "):
			name, printed = strings.TrimPrefix(line, "=== "), false
			s[name] = nil
		case strings.HasPrefix(line, "--- "):
			printed = line == "--- stdout" || line == "--- stdout (py3.13)"
		case printed:
			s[name] = append(s[name], line)
		}
	}
}

// Compare calls compare with the lines that each of the ports, which print to a P, is
// to print: those of Python, unless differences has others. It does so in a bubble,
// which fails the test if a coroutine is left suspended. All of the set must have been
// ported, and all that differs must differ.
func Compare[P any](
	t *testing.T, s Set, ports map[string]func(*P), differences map[string][]string,
	compare func(t *testing.T, want []string, port func(*P)),
) {
	t.Helper()
	for name := range s {
		if ports[name] == nil {
			t.Errorf("oracle %s has no port", name)
		}
	}
	for name, lines := range differences {
		if ports[name] == nil {
			t.Errorf("there is no oracle %s to differ from", name)
		}
		if slices.Equal(lines, s[name]) {
			t.Errorf("oracle %s: the lines that should differ are Python's", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(ports)) {
		t.Run(name, func(t *testing.T) {
			want, ok := s[name]
			if !ok {
				t.Fatal("the port has no oracle")
			}
			if lines, ok := differences[name]; ok {
				want = lines
			}
			synctest.Test(t, func(t *testing.T) { compare(t, want, ports[name]) })
		})
	}
}
