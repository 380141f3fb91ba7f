package source

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"sync"

	"github.com/coseq/coseq/pipeline"
)

// JSONLines returns the flow of the values of in, which has a JSON value on each line,
// decoded as [json.Unmarshal] does. Blank lines are skipped; an empty input has no values.
// A line may be of any length: it is held in memory, with space for up to as much again.
//
// With n = 1, lines are decoded on the goroutine of the consumer, and each only when it is
// wanted. Otherwise they are decoded by n goroutines, in blocks of up to 64 KiB, or one
// line if that is longer, 2n+2 of which are read ahead. Then methods of T such as
// UnmarshalJSON run on those. The order is that of the lines.
//
// A line that is not valid JSON, is not a value for T or is not valid UTF-8 is an [Error]
// in its place, and the flow goes on: [SkipBad] can drop it. An error of the input is the
// last item, after the lines that are complete.
//
// JSONLines panics if n is less than 1 or in.Open is nil.
func JSONLines[T any](in Input, n int) pipeline.Flow[T] {
	in.check("source.JSONLines")
	if n < 1 {
		panic("source.JSONLines: n must be at least 1")
	}
	name, d := in.Name, newJSONDecoder[T]()
	if n == 1 {
		return inPlace(func(ctx context.Context, it *item[T], yield func(*item[T]) bool) error {
			return in.attend(ctx, func(t *text) error {
				return eachValue(t, d, it, yield)
			})
		})
	}
	blocks := pipeline.FromFunc(func(ctx context.Context, yield func(block) bool) error {
		return in.attend(ctx, func(t *text) error { return eachBlock(t, yield) })
	})
	return func(ctx context.Context) iter.Seq2[T, error] {
		var spare sync.Pool // of items, from block to block of the run
		decode := func(ctx context.Context, b block) ([]item[T], error) {
			items, _ := spare.Get().(*[]item[T])
			if items == nil {
				items = new([]item[T])
			}
			return decodeBlock(ctx, name, b, d, (*items)[:0]), nil
		}
		decoded := pipeline.Map(blocks, n, decode, pipeline.Window(2*n+2))
		return numbered(d, decoded(ctx), func(items []item[T]) {
			clear(items)
			spare.Put(&items)
		})
	}
}

// eachValue gives the values of the lines, one after the other.
func eachValue[T any](
	t *text, d jsonDecoder[T], it *item[T], yield func(*item[T]) bool,
) error {
	by, row := &lineDecoder{}, 0
	each := func(from, to, number int) bool {
		row++
		var zero T
		it.v = zero
		p := Position{Name: t.Name, Row: row, Line: number, Column: 1}
		it.err = d.decodeLine(by, from, to, p, &it.v)
		return yield(it)
	}
	return eachBlock(t, func(b block) bool {
		defer b.release()
		by.begin(b)
		return b.eachLine(each)
	})
}

// decodeBlock appends the values of the lines of b to items. It cannot know their rows.
func decodeBlock[T any](
	ctx context.Context, name string, b block, d jsonDecoder[T], items []item[T],
) []item[T] {
	defer b.release()
	by := &lineDecoder{}
	by.begin(b)
	items = slices.Grow(items, bytes.Count(b.text, []byte{'\n'})+1)
	b.eachLine(func(from, to, number int) bool {
		items = append(items, item[T]{})
		it := &items[len(items)-1]
		p := Position{Name: name, Line: number, Column: 1}
		it.err = d.decodeLine(by, from, to, p, &it.v)
		return ctx.Err() == nil
	})
	return items
}

// numbered gives the items of the blocks, with their rows. It calls release with those that
// are done with.
func numbered[T any](
	d jsonDecoder[T], blocks iter.Seq2[[]item[T], error], release func([]item[T]),
) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		row := 0
		for items, err := range blocks {
			for i := range items {
				row++
				if it := &items[i]; !yield(it.v, d.setRow(row, it)) {
					return
				}
			}
			release(items)
			var zero T
			if err != nil && !yield(zero, err) {
				return
			}
		}
	}
}
