package main

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// plainly counts words by a plain loop.
func plainly(texts ...string) map[string]int {
	words := map[string]int{}
	for _, text := range texts {
		word := ""
		for _, r := range text + "\n" {
			switch {
			case unicode.IsLetter(r), unicode.IsDigit(r):
				word += string(r)
			case word != "":
				words[word]++
				word = ""
			}
		}
	}
	return words
}

// printed returns the counts that the program has printed.
func printed(t *testing.T, stdout string) map[string]int {
	t.Helper()
	words := map[string]int{}
	last := -1
	for line := range strings.Lines(stdout) {
		var n int
		var word string
		if _, err := fmt.Sscan(line, &n, &word); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		if n > last && last >= 0 {
			t.Errorf("%q comes after a word that is rarer", line)
		}
		words[word], last = n, n
	}
	return words
}

func joined(lines iter.Seq[string]) string {
	var text strings.Builder
	for line := range lines {
		text.WriteString(line + "\n")
	}
	return text.String()
}

// write makes a file and returns its name.
func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// randomText has all that may be difficult in one.
func randomText(seed uint64, words int) string {
	r := rand.New(rand.NewPCG(seed, 0))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var text strings.Builder
	for range words {
		text.WriteString(pick("the", "The", "THE", "x1", "007", "größer", "naïve", "日本語", "don't", "😀",
			fmt.Sprint("w", r.IntN(500))))
		text.WriteString(pick(" ", " ", " ", ", ", ". ", "\t", "\n", "\r\n", "\n\n", "\x00"))
	}
	return text.String()
}
