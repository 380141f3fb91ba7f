package source

import (
	"context"
	"fmt"

	"github.com/coseq/coseq/pipeline"
)

// A Page is what one request for a page has given.
type Page[T, C any] struct {
	Items []T
	Next  C // where the next page is, such as a URL or a cursor; the zero C if this is the last
}

// Pages returns the flow of the pages of something that is given page by page, each as the
// slice of its items, which may be empty; name is what the source is called in errors.
// fetch gets the first page by first, such as the zero cursor, and each other one by the
// Next of that before:
//
//	get := source.Get(http.DefaultClient, source.LinkedJSON[Order])
//	pages := source.Pages("orders", url, pipeline.Retry(get, pipeline.Backoff{}))
//	orders := pipeline.Unbatch(pipeline.Throttle(pages, limiter)) // so many pages a second
//
// fetch is called on the goroutine that reads the flow, when the page before has been
// passed on; [pipeline.Buffer] reads ahead. Its context ends when the flow is to. A
// [Position] in T, if that is a struct, gets the numbers of the page and of the item.
//
// An error of fetch ends the flow, and is not for [SkipBad] to drop, as an [Error] that names the page. So does a Next that
// has been there before, as the flow would have no end. All of them are remembered, to
// tell: that is the memory of the flow beside one page.
//
// Pages panics if fetch is nil.
func Pages[T any, C comparable](
	name string, first C, fetch func(ctx context.Context, at C) (Page[T, C], error),
) pipeline.Flow[[]T] {
	if fetch == nil {
		panic("source.Pages: fetch must not be nil")
	}
	place := positionField[T]()
	return pipeline.Named("Pages", pipeline.FromFunc(func(ctx context.Context, yield func([]T) bool) error {
		var last C
		at, rows, seen := Position{Name: name}, 0, map[C]int{}
		for next := first; ; {
			at.Page++
			seen[next] = at.Page
			page, err := fetch(ctx, next)
			if err != nil {
				return at.Wrap(err)
			}
			rows = number(page.Items, at, rows, place)
			if next = page.Next; !yield(page.Items) || next == last {
				return nil
			}
			if before := seen[next]; before > 0 {
				return at.Wrap(fmt.Errorf("the next page would be page %d again: %v", before, next))
			}
		}
	}))
}

// number sets the positions of items, which come behind so many rows, and returns how many
// there are now. place finds the position in one.
func number[T any](items []T, at Position, rows int, place func(*T) *Position) int {
	if place != nil {
		for i := range items {
			at.Row = rows + i + 1
			*place(&items[i]) = at
		}
	}
	return rows + len(items)
}
