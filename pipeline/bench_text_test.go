package pipeline_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/coseq/coseq/pipeline"
)

// A record is what there is in a line of the text: two numbers and some words.
type record struct {
	id    int
	value float64
	words int
}

func parseRecord(line string) (r record, err error) {
	id, rest, _ := strings.Cut(line, " ")
	value, rest, _ := strings.Cut(rest, " ")
	if r.id, err = strconv.Atoi(id); err != nil {
		return r, err
	}
	if r.value, err = strconv.ParseFloat(value, 64); err != nil {
		return r, err
	}
	for range strings.FieldsSeq(rest) {
		r.words++
	}
	return r, nil
}

// recordText is a million lines, 66 MB.
var recordText = sync.OnceValue(func() []byte {
	words := strings.Fields("the quick brown fox jumps over a lazy dog and runs away")
	r := rand.New(rand.NewPCG(1, 2))
	var text bytes.Buffer
	for i := range million {
		fmt.Fprintf(&text, "%d %.4f", i, r.Float64()*1000)
		for range 11 {
			text.WriteString(" " + words[r.IntN(len(words))])
		}
		text.WriteByte('\n')
	}
	return text.Bytes()
})

// BenchmarkText reads lines, parses the numbers in each, and counts the words.
func BenchmarkText(b *testing.B) {
	text := recordText()
	check := func(words int, err error) {
		if err != nil || words != 11*million {
			b.Fatalf("%d words, error %v", words, err)
		}
	}
	perItem(b, "with=loop", million, func() {
		words := 0
		lines := bufio.NewScanner(bytes.NewReader(text))
		for lines.Scan() {
			r, err := parseRecord(lines.Text())
			if err != nil {
				b.Fatal(err)
			}
			words += r.words
		}
		check(words, lines.Err())
	})
	parse := func(opts ...pipeline.Option) {
		lines := pipeline.Lines(bytes.NewReader(text))
		records := pipeline.Map(lines, 2, pipeline.Lift(parseRecord), opts...)
		check(pipeline.Fold(b.Context(), records, 0, func(words int, r record) (int, error) {
			return words + r.words, nil
		}))
	}
	perItem(b, "with=Map", million, func() { parse() })
	perItem(b, "with=Map unordered", million, func() { parse(pipeline.Unordered()) })
}
