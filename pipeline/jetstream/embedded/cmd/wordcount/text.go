package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"strings"
	"unicode"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// wordsOf ranges over the words of a line: letters and digits, of whatever language.
func wordsOf(line string) iter.Seq[string] {
	return strings.FieldsFuncSeq(line, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// A line is a part of a text, and its place there.
type line struct {
	file   string
	number int // from 1
	text   string
}

// id is what the line is published under: a producer that is started again after it was
// killed publishes nothing twice.
func (l line) id() string { return fmt.Sprint(l.file, ":", l.number) }

func content(_ context.Context, l line) (string, error) { return l.text, nil }

// text returns the flow of the lines of all files, or of as many as are to be made up.
func (o options) text(stdin io.Reader) pipeline.Flow[line] {
	if len(o.files) == 0 {
		return numbered("made up", pipeline.FromSeq(madeUp(o.lines)))
	}
	var files []pipeline.Flow[line]
	for i, name := range o.files {
		in := source.File(name)
		if name == "-" {
			in = source.Reader("standard input", stdin)
		}
		// The same file may be given twice.
		files = append(files, numbered(fmt.Sprint(i, ":", name), source.Lines(in)))
	}
	return pipeline.Concat(files...)
}

// numbered returns the flow of the lines of a file.
func numbered(file string, texts pipeline.Flow[string]) pipeline.Flow[line] {
	return pipeline.Apply(texts, func(texts iter.Seq[string]) iter.Seq[line] {
		return func(yield func(line) bool) {
			number := 0
			for text := range texts {
				number++
				if !yield(line{file, number, text}) {
					return
				}
			}
		}
	})
}

// vocabulary is what texts are made up of, the most frequent word first.
var vocabulary = strings.Fields(`the of and to a in that it is was he for on as with his they at be
	this have from or one had by word but not what all were we when your can said there use an each
	which she do how their if will up other about out many then them these so some her would make
	like him into time has look two more write go see number no way could people my than first
	water been call who oil its now find long down day did get come made may part`)

// madeUp ranges over n lines of random words, the same each time. As in a real text the
// second word is about half as frequent as the first one, and so on (Zipf's law).
func madeUp(n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		word := rand.NewZipf(r, 1.1, 1, uint64(len(vocabulary)-1))
		for range n {
			words := make([]string, 5+r.IntN(8))
			for i := range words {
				words[i] = vocabulary[word.Uint64()]
			}
			if !yield(strings.Join(words, " ")) {
				return
			}
		}
	}
}
