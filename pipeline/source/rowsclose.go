package source

import (
	"context"
	"iter"

	"github.com/coseq/coseq/internal/late"
	"github.com/coseq/coseq/pipeline"
)

// OnClose returns flow and calls f, once, if its sources have something to say when the
// loop over it has been left, by break, by an error of another part or by cancellation, so
// that there is no place for it in the flow any more: the errors of [sql.Rows.Close] and
// [sql.Rows.Err] after a break, those of closing files. Several are joined. If the flow is
// read to its end, they come in the flow, and f is not called.
//
// What database/sql closes by itself, because the context of the query has ended, it does
// not tell about: that is when a run is cancelled, or left behind a stage that reads ahead.
//
// f is called on the goroutine of the consumer, after all of the run of flow has ended. The
// terminals of package sink need no OnClose: they join such errors to the one that they
// return. OnClose panics if flow or f is nil.
func OnClose[T any](flow pipeline.Flow[T], f func(error)) pipeline.Flow[T] {
	if flow == nil || f == nil {
		panic("source.OnClose: flow and f must not be nil")
	}
	return func(ctx context.Context) iter.Seq2[T, error] {
		return func(yield func(T, error) bool) {
			inner, errs := late.Gather(ctx)
			defer func() {
				if err := errs.Err(); err != nil {
					f(err)
				}
			}()
			for v, err := range flow(inner) {
				if !yield(v, err) {
					return
				}
			}
		}
	}
}
