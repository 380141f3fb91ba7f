package pipeline

import "iter"

// Apply returns the flow of the values of op, which is called once in each run with
// the sequence of the values of flow: any function over plain sequences can be a
// stage. All of it runs on the goroutine of the consumer.
//
// An operator knows of no errors. The first one of flow ends its input, what it
// makes of that still comes, and then the error, which ends the flow. To go on after
// errors, put a [Catch] before it. If op ranges over its input again, flow is run
// again. Apply panics if flow or op is nil.
func Apply[A, B any](flow Flow[A], op func(iter.Seq[A]) iter.Seq[B]) Flow[B] {
	check("pipeline.Apply", flow, 1, op != nil)
	return stage("Apply", 1, func(s *scope, yield func(B, error) bool) {
		var first error
		in := func(give func(A) bool) {
			for v, err := range flow(s.ctx) {
				if err != nil {
					first = err
					return
				}
				if !give(v) {
					return
				}
			}
		}
		for v := range op(in) {
			if !emit(s, yield, v, nil) {
				return
			}
		}
		if first != nil && !s.cancelled() {
			var zero B
			emit(s, yield, zero, first)
		}
		emitCause(s, yield)
	})
}
