package seq_test

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/coseq/coseq/seq"
)

const poem = `Two roads diverged in a yellow wood,
And sorry I could not travel both
And be one traveler, long I stood
And looked down one as far as I could`

// words are the words of a text in lower case, without what is between them.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r)
	})
}

// The words that come most often, and how often they do. Among words that come
// as often as each other, the first of the alphabet comes first.
func Example_wordCount() {
	itself := func(word string) string { return word }
	counts := seq.CountBy(seq.Of(words(poem)...), itself)

	type count = seq.Pair[string, int]
	often := func(a, b count) int { return cmp.Compare(a.Second, b.Second) }
	for _, c := range seq.TopFunc(seq.Pairs(seq.SortedMap(counts)), 4, often) {
		fmt.Println(c.Second, c.First)
	}
	// Output:
	// 3 and
	// 3 i
	// 2 as
	// 2 could
}
