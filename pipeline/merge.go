package pipeline

import "slices"

// ahead is how many items a stage reads ahead of its consumer in each of several
// flows.
const ahead = 64

// Merge returns the flow of all items of flows, which are read at the same time, each
// on a goroutine of its own that runs ahead by at most 64 items. The items of each
// flow keep their order, and otherwise come in no particular one. Without flows it
// is empty. Merge panics if one of flows is nil.
func Merge[T any](flows ...Flow[T]) Flow[T] {
	flows = checkAll("pipeline.Merge", flows)
	return stage("Merge", 1, func(s *scope, yield func(T, error) bool) {
		c := assemble(s)
		defer c.dismiss()
		bell := make(chan *ring[T], len(flows))
		for i, flow := range flows {
			c.start(func() { fill(asInput(c.ctx, i), newRing(ahead, bell), flow) })
		}
		takeRings(c, bell, len(flows), yield)
		endCancelled(c, yield)
	})
}

// checkAll returns a copy of flows, which must not be nil.
func checkAll[T any](caller string, flows []Flow[T]) []Flow[T] {
	for _, flow := range flows {
		if flow == nil {
			panic(caller + ": no flow may be nil")
		}
	}
	return slices.Clone(flows)
}
