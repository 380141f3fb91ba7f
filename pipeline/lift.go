package pipeline

import "context"

// Lift returns f as a function of a stage. It is for functions that are quick
// and know nothing of contexts, such as [strconv.Atoi]:
//
//	numbers := pipeline.Map(lines, 4, pipeline.Lift(strconv.Atoi))
//
// Lift panics if f is nil.
func Lift[A, B any](f func(A) (B, error)) func(context.Context, A) (B, error) {
	if f == nil {
		panic("pipeline.Lift: f must not be nil")
	}
	return func(_ context.Context, a A) (B, error) { return f(a) }
}
