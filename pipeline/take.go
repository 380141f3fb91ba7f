package pipeline

// Take returns the flow of the first n values of flow, and of the errors that come
// before the last of them. It ends with that value, and never asks flow for another
// one, though flow itself may have read ahead. With n = 0, flow is not run. Take
// panics if n is negative or flow is nil.
func Take[T any](flow Flow[T], n int) Flow[T] {
	if n < 0 {
		panic("pipeline.Take: n must not be negative")
	}
	check("pipeline.Take", flow, 1, true)
	return stage("Take", 1, func(s *scope, yield func(T, error) bool) {
		left := n
		if left == 0 {
			return
		}
		for v, err := range flow(s.ctx) {
			if err == nil {
				left--
			}
			if !emit(s, yield, v, err) || left == 0 {
				return
			}
		}
	})
}
