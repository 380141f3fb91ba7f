package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// program runs wordcount.
func program(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, io.NopCloser(strings.NewReader(stdin)), &out, &errs)
	return code, out.String(), errs.String()
}

// write makes files with the contents and returns their names.
func write(t *testing.T, contents ...string) (names []string) {
	t.Helper()
	dir := t.TempDir()
	for i, content := range contents {
		name := filepath.Join(dir, fmt.Sprint("text", i))
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// randomText is some text with all that may be difficult in one.
func randomText(seed uint64, words int) string {
	r := rand.New(rand.NewPCG(seed, 0))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var text strings.Builder
	for range words {
		switch r.IntN(4) {
		case 0:
			text.WriteString(pick("the", "The", "THE", "a", "x1", "42", "007", "don't", "e-mail"))
		case 1:
			text.WriteString(pick("größer", "naïve", "日本語", "é", "😀", "Ωmega", "\xff\xfe"))
		default:
			fmt.Fprintf(&text, "w%d", r.IntN(1000))
		}
		text.WriteString(pick(" ", " ", " ", ", ", ". ", "\t", "  ", "\n", "\r\n", "\n\n", "\r", "\x00"))
	}
	return text.String()
}

// The counts are those of the tools that everybody has.
func TestAgainstTools(t *testing.T) {
	for _, tool := range []string{"sh", "tr", "sort", "uniq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	long := strings.ReplaceAll(randomText(9, 30_000), "\n", " ")
	for name, contents := range map[string][]string{
		"empty":       {""},
		"no words":    {"... \r\n --"},
		"one":         {"word"},
		"no last end": {"one two\r\ntwo"},
		"random":      {randomText(1, 20_000)},
		"long lines":  {long, long + "\r\n" + long},
		"many files":  {randomText(2, 5000), "", randomText(3, 5000) + "split", "ted", "", randomText(4, 10)},
	} {
		t.Run(name, func(t *testing.T) {
			files := write(t, contents...)
			want := byTools(t, files)
			for _, workers := range []string{"1", "2", "5"} {
				code, stdout, stderr := program(t, "", append([]string{"-workers", workers}, files...)...)
				got := lines(stdout)
				if !isRanked(got) {
					t.Errorf("%s workers: not the most frequent first", workers)
				}
				slices.Sort(got)
				if code != 0 || stderr != "" || !slices.Equal(got, want) {
					t.Errorf("%s workers: exit code %d, %q\n%.2000s\nwant:\n%.2000s", workers, code, stderr,
						strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
		})
	}
}

// byTools returns the counts that tr, sort and uniq find, sorted. A file ends a word, as it
// does in wordcount, though not for cat.
func byTools(t *testing.T, files []string) []string {
	t.Helper()
	const script = `for file; do cat "$file"; echo; done | tr -cs 'A-Za-z0-9\200-\377' '\n' | sort | uniq -c`
	tools := exec.CommandContext(t.Context(), "sh", append([]string{"-c", script, "sh"}, files...)...)
	tools.Env = append(os.Environ(), "LC_ALL=C")
	out, err := tools.Output()
	if err != nil {
		t.Fatal(err)
	}
	// tr makes an empty word of what comes before the first one.
	all := slices.DeleteFunc(lines(string(out)), func(line string) bool { return !strings.Contains(line, " ") })
	slices.Sort(all)
	return all
}

// lines returns the lines of "count word", without the padding.
func lines(out string) (all []string) {
	for line := range strings.Lines(out) {
		all = append(all, strings.TrimSpace(line))
	}
	return all
}

func isRanked(lines []string) bool {
	return slices.IsSortedFunc(lines, func(a, b string) int {
		var m, n int
		var v, w string
		fmt.Sscan(a, &m, &v)
		fmt.Sscan(b, &n, &w)
		return cmp.Or(cmp.Compare(n, m), cmp.Compare(v, w))
	})
}

func TestRun(t *testing.T) {
	const text = "to be or not to be,\r\nthat is the question: to be"
	file := write(t, text)[0]
	for name, test := range map[string]struct {
		args   []string
		code   int
		stdout string
		stderr []string // parts of it
	}{
		"standard input": {nil, 0, "      3 be\n      3 to\n      1 is\n      1 not\n      1 or\n      1 question\n      1 that\n      1 the\n", nil},
		"top":            {[]string{"-top", "2"}, 0, "      3 be\n      3 to\n", nil},
		"a file twice":   {[]string{"-top", "1", file, file}, 0, "      6 be\n", nil},
		"both":           {[]string{"-top", "1", file, "-"}, 0, "      6 be\n", nil},
		"statistics": {
			[]string{"-top", "1", "-stats"},
			0, "      3 be\n",
			[]string{"read -", "count", "flowchart LR", "blocked"},
		},
		"help":          {[]string{"-h"}, 0, "", []string{"usage: wordcount", "-top n", "-quiet"}},
		"missing file":  {[]string{"-quiet", file, "no such file"}, 1, "", []string{"wordcount: no such file: open"}},
		"a directory":   {[]string{t.TempDir()}, 1, "", []string{"is a directory"}},
		"unknown flag":  {[]string{"-frequent"}, 2, "", []string{"usage: wordcount"}},
		"top too small": {[]string{"-top", "-1"}, 2, "", []string{"-top must not"}},
		"no workers":    {[]string{"-workers", "0"}, 2, "", []string{"at least 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := program(t, text, test.args...)
			if code != test.code || stdout != test.stdout {
				t.Errorf("exit code %d, output:\n%swant %d:\n%s", code, stdout, test.code, test.stdout)
			}
			for _, part := range test.stderr {
				if !strings.Contains(stderr, part) {
					t.Errorf("standard error has no %q:\n%s", part, stderr)
				}
			}
			if len(test.stderr) == 0 && stderr != "" {
				t.Errorf("standard error: %s", stderr)
			}
		})
	}
}

func TestProgressLine(t *testing.T) {
	var w strings.Builder
	progressLine(&w)(pipeline.Snapshot{Done: 1200, Rate: 399.8, Elapsed: 3 * time.Second})
	if got, want := w.String(), "\r1200 lines, 400 a second, 3s\x1b[K"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if isTerminal(&w) {
		t.Error("a strings.Builder is no terminal")
	}
}

func FuzzWords(f *testing.F) {
	f.Add("to be, or not: 2b\r\nnaïve")
	f.Fuzz(func(t *testing.T, line string) {
		isSeparator := func(r rune) bool { return r < 0x80 && !inWord[r] }
		got, want := slices.Collect(wordsOf(line)), strings.FieldsFunc(line, isSeparator)
		if !slices.Equal(got, want) {
			t.Errorf("words of %q: %q, want %q", line, got, want)
		}
	})
}
