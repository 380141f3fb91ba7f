package pipeline

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/conc/stream"
	"github.com/zeromicro/go-zero/core/mr"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pipeline"
)

func text() measure.Work {
	return measure.Work{
		Name:  "pipeline-text",
		Title: "Lines of text",
		About: "Lines of 66 bytes out of a reader: two numbers to be parsed, and words to be " +
			"counted. Blocks of 256 kB, cut at the ends of lines and worked on by hand, are the " +
			"limit.",
		Axis:    "lines",
		Per:     "line",
		Sizes:   measure.Tens(100, 1_000_000),
		Prepare: func(n int) { textOf(n) },
		Ways: []measure.Way{
			{Name: "coseq Map", Run: measure.Time(func(n int) int { return textOfCoseq(n) })},
			{Name: "coseq Map, Unordered", Run: measure.Time(func(n int) int {
				return textOfCoseq(n, pipeline.Unordered())
			})},
			{Name: "channel", Run: measure.Time(textOfChannels)},
			{Name: "conc/stream", Max: 100_000, Run: measure.Time(textOfConc)},
			{Name: "go-zero mr", Max: 100_000, Run: measure.Time(textOfMr)},
			{Name: "goroutines, blocks", Run: measure.Time(textOfBlocks)},
			{Name: "loop", Run: measure.Time(textByHand)},
		},
	}
}

// A record is what there is in a line: two numbers and some words.
type record struct {
	id    int
	value float64
	words int
}

// weigh is one number for all that is in a record.
func (r record) weigh() int { return r.id + int(r.value) + r.words }

func parse(line string) (r record, err error) {
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

// weighLine is what weigh gives for a line that can be parsed.
func weighLine(line string) int {
	r, err := parse(line)
	must(err)
	return r.weigh()
}

var (
	textsMutex sync.Mutex
	texts      = make(map[int][]byte)
)

// textOf is the text of n lines. Each is written once.
func textOf(n int) []byte {
	textsMutex.Lock()
	defer textsMutex.Unlock()
	if text, ok := texts[n]; ok {
		return text
	}
	words := strings.Fields("the quick brown fox jumps over a lazy dog and runs away")
	r := rand.New(rand.NewPCG(1, 2))
	var text bytes.Buffer
	for i := range n {
		fmt.Fprintf(&text, "%d %.4f", i, r.Float64()*1000)
		for range 11 {
			text.WriteString(" " + words[r.IntN(len(words))])
		}
		text.WriteByte('\n')
	}
	texts[n] = text.Bytes()
	return texts[n]
}

func textByHand(n int) (sum int) {
	lines := bufio.NewScanner(bytes.NewReader(textOf(n)))
	for lines.Scan() {
		sum += weighLine(lines.Text())
	}
	must(lines.Err())
	return sum
}

func textOfCoseq(n int, opts ...pipeline.Option) int {
	lines := pipeline.Lines(bytes.NewReader(textOf(n)))
	records := pipeline.Map(lines, workers, pipeline.Lift(parse), opts...)
	add := func(sum int, r record) (int, error) { return sum + r.weigh(), nil }
	sum, err := pipeline.Fold(context.Background(), records, 0, add)
	must(err)
	return sum
}

func textOfChannels(n int) (sum int) {
	lines, weights := make(chan string, workers), make(chan int, workers)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(bytes.NewReader(textOf(n)))
		for scanner.Scan() {
			lines <- scanner.Text()
		}
	}()
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for line := range lines {
				weights <- weighLine(line)
			}
		})
	}
	go func() {
		all.Wait()
		close(weights)
	}()
	for w := range weights {
		sum += w
	}
	return sum
}

func textOfConc(n int) (sum int) {
	s := stream.New().WithMaxGoroutines(workers)
	lines := bufio.NewScanner(bytes.NewReader(textOf(n)))
	for lines.Scan() {
		line := lines.Text()
		s.Go(func() stream.Callback {
			w := weighLine(line)
			return func() { sum += w }
		})
	}
	s.Wait()
	must(lines.Err())
	return sum
}

func textOfMr(n int) int {
	sum, err := mr.MapReduce(func(source chan<- string) {
		lines := bufio.NewScanner(bytes.NewReader(textOf(n)))
		for lines.Scan() {
			source <- lines.Text()
		}
	}, func(line string, writer mr.Writer[int], cancel func(error)) {
		r, err := parse(line)
		if err != nil {
			cancel(err)
			return
		}
		writer.Write(r.weigh())
	}, func(pipe <-chan int, writer mr.Writer[int], _ func(error)) {
		sum := 0
		for w := range pipe {
			sum += w
		}
		writer.Write(sum)
	}, mr.WithWorkers(workers))
	must(err)
	return sum
}

// textOfBlocks cuts the text into blocks of whole lines, which are turned into strings
// at once.
func textOfBlocks(n int) int {
	const size = 256 << 10
	blocks := make(chan []byte, workers)
	go func() {
		defer close(blocks)
		for text := textOf(n); len(text) > 0; {
			end := min(size, len(text))
			end = bytes.LastIndexByte(text[:end], '\n') + 1
			blocks <- bytes.Clone(text[:end])
			text = text[end:]
		}
	}()
	sums := make([]int, workers)
	var all sync.WaitGroup
	for w := range sums {
		all.Go(func() {
			for block := range blocks {
				for line := range strings.Lines(string(block)) {
					sums[w] += weighLine(strings.TrimSuffix(line, "\n"))
				}
			}
		})
	}
	all.Wait()
	return sumOf(sums, plus)
}
