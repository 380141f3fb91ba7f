package engine_test

import (
	"context"
	"testing"

	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/engine/enginetest"
)

func open(_ *testing.T, c enginetest.Config) enginetest.Engine {
	queue := engine.NewMemory[string](engine.MemoryConfig{
		AckWait: c.AckWait, MaxAttempts: c.MaxAttempts, MaxUnacked: c.MaxUnacked, Prefetch: c.Prefetch,
	})
	return enginetest.Engine{
		Source: queue, Sink: queue,
		DeadLetters: func(context.Context) ([]engine.DeadLetter[string], error) {
			return queue.DeadLetters(), nil
		},
	}
}

func TestMemoryIsAnEngine(t *testing.T) { enginetest.RunInBubble(t, open) }

func TestMemoryIsAnEngineInRealTime(t *testing.T) { enginetest.Run(t, open) }
