package pipeline

// Catch returns flow with its errors handled: f is called with each, on the
// goroutine of the consumer. What it returns takes the place of the error; nil drops
// it, and the flow goes on. So f may skip errors, wrap them, write them somewhere for
// later, or end the run by returning those that it cannot deal with. The value that a
// stage failed on is not there any more: a stage whose failures are to be looked into, or
// tried again, says in its error what it was. Errors that end a flow, such as one of a file
// that is cut off, are like the others: to drop all makes a part pass for the whole.
//
// The cause of a cancelled run is no error of the flow: f does not see it, nor what
// stages return because of it. Catch panics if flow or f is nil.
func Catch[T any](flow Flow[T], f func(error) error) Flow[T] {
	check("pipeline.Catch", flow, 1, f != nil)
	return stage("Catch", 1, func(s *scope, yield func(T, error) bool) {
		held := holdsOf[T]()
		for v, err := range flow(s.ctx) {
			if err != nil {
				if s.cancelled() {
					break
				}
				if err = f(err); err == nil {
					held.dropped(v)
					continue
				}
			}
			if !emit(s, yield, v, err) {
				return
			}
		}
		emitCause(s, yield)
	})
}
