package enginetest_test

import (
	"context"
	"testing"

	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/engine/enginetest"
)

// memory makes a queue as a test needs it.
func memory(_ *testing.T, c enginetest.Config) enginetest.Engine {
	queue := engine.NewMemory[string](engine.MemoryConfig{
		AckWait: c.AckWait, MaxAttempts: c.MaxAttempts, MaxUnacked: c.MaxUnacked, Prefetch: c.Prefetch,
	})
	dead := func(context.Context) ([]engine.DeadLetter[string], error) {
		return queue.DeadLetters(), nil
	}
	return enginetest.Engine{Source: queue, Sink: queue, DeadLetters: dead}
}

// In the tests of an engine that needs no network:
func ExampleRunInBubble() {
	_ = func(t *testing.T) { // TestMemory
		enginetest.RunInBubble(t, memory)
	}
	// Output:
}

// In those of one that does:
func ExampleRun() {
	_ = func(t *testing.T) { // TestService
		enginetest.Run(t, memory)
	}
	// Output:
}
