// Package enginetest holds engines, which are what package engine calls sources and sinks of
// message queues, to what flows expect of them. It is to be run by the tests of each.
//
//	func TestEngine(t *testing.T) {
//		enginetest.RunInBubble(t, func(t *testing.T, c enginetest.Config) enginetest.Engine {
//			queue := engine.NewMemory[string](engine.MemoryConfig{AckWait: c.AckWait, …})
//			return enginetest.Engine{Source: queue, Sink: queue, …}
//		})
//	}
package enginetest
