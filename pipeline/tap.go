package pipeline

// Tap returns flow as it is. It calls f with each value before passing it on, on
// the goroutine of the consumer. Tap panics if flow or f is nil.
func Tap[T any](flow Flow[T], f func(T)) Flow[T] {
	check("pipeline.Tap", flow, 1, f != nil)
	return stage("Tap", 1, func(s *scope, yield func(T, error) bool) {
		for v, err := range flow(s.ctx) {
			if err == nil {
				f(v)
			}
			if !emit(s, yield, v, err) {
				return
			}
		}
	})
}
