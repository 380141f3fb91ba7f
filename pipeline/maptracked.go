package pipeline

import "context"

// MapTracked is [Map] for a function of the values of tracked ones: what it returns is in
// the place of what it was given, as by [Carry]. So functions that know nothing of tokens
// can be used, also those made by [Lift], [Retry] and [Timeout]:
//
//	invoices := pipeline.MapTracked(orders.Messages(), 8, pipeline.Retry(bill, pipeline.Backoff{}))
//
// MapTracked panics if n is less than 1 or flow or f is nil.
func MapTracked[A, B, K any](
	flow Flow[Tracked[A, K]], n int, f func(context.Context, A) (B, error), opts ...Option,
) Flow[Tracked[B, K]] {
	check("pipeline.MapTracked", flow, n, f != nil)
	return Map(flow, n, func(ctx context.Context, t Tracked[A, K]) (Tracked[B, K], error) {
		v, err := f(ctx, t.Value)
		return Carry(t, v), err
	}, opts...)
}
