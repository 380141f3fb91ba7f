package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bench is the program with some flags, and what it prints.
func bench(t *testing.T, args ...string) (stdout string, err error) {
	t.Helper()
	var out, progress strings.Builder
	err = run(t.Context(), args, &out, &progress)
	t.Log(progress.String())
	return out.String(), err
}

func TestOnly(t *testing.T) {
	out, err := bench(t, "-quick", "-budget", "1ms", "-only", "^seq-chunk$")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out, "seq-chunk: Chunks of 100 values (3 turns of 1ms)\n") ||
		strings.Count(out, "lo/it") != 2 {
		t.Errorf("printed:\n%s", out)
	}
}

func TestOnlyIntoFolder(t *testing.T) {
	dir := t.TempDir()
	out, err := bench(t, "-quick", "-budget", "1ms", "-only", "^(seq-chunk|green-queue-1)$", "-o", dir)
	if err != nil || out != "" {
		t.Fatalf("error %v, printed:\n%s", err, out)
	}
	for _, file := range []string{
		"BENCHMARKS.md", "plots/seq-chunk.svg", "plots/green-queue-1.svg", "plots/overview-pullgreen.svg",
	} {
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			t.Error(err)
		}
	}
}

func TestMisuse(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"-only nothing-like-it", "there is no such work"},
		{"-only [", "missing closing ]"},
		{"seq", `what is "seq"?`},
		{"-slow", "flag provided but not defined"},
	} {
		_, err := bench(t, strings.Fields(tt.args)...)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one of: %s", tt.args, err, tt.want)
		}
	}
}

// All names are different: a plot of one would take the place of the other.
func TestNames(t *testing.T) {
	seen := make(map[string]bool)
	titles := make(map[string]bool)
	for _, work := range works() {
		if seen[work.Name] || titles[work.Title] {
			t.Errorf("there are two works %s, or of the title %q", work.Name, work.Title)
		}
		seen[work.Name], titles[work.Title] = true, true
	}
}
