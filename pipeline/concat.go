package pipeline

// Concat returns the flow of the items of flows, one flow after another. A flow
// begins when the one before it has ended, and none begins once the run has been
// told to stop; see [WithDrain]. Without flows it is empty. Concat runs on the
// goroutine of the consumer. It panics if one of flows is nil.
func Concat[T any](flows ...Flow[T]) Flow[T] {
	flows = checkAll("pipeline.Concat", flows)
	return stage("Concat", 1, func(s *scope, yield func(T, error) bool) {
		for i, flow := range flows {
			if s.stopping() {
				break
			}
			for v, err := range flow(asInput(s.ctx, i)) {
				if !emitResult(s, yield, v, err) {
					return
				}
			}
		}
		emitCause(s, yield)
	})
}
