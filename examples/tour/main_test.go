package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// In a bubble the pauses are real and take no time, and a coroutine that is
// left over fails the test.
func TestPlay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var want strings.Builder
		for n := 1; n <= 5; n++ {
			fmt.Fprintf(&want, "[PRODUER] Producing %d...\n", n)
			fmt.Fprintf(&want, "[CONSUMER] Consuming %d...\n", n)
			fmt.Fprintf(&want, "[PRODUER] Consumer return: 200 OK\n")
		}
		start := time.Now()
		var got strings.Builder
		if err := play(&got, time.Sleep); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want.String(), got.String()); diff != "" {
			t.Errorf("play (-want +got):\n%s", diff)
		}
		if took := time.Since(start); took != 5*time.Second {
			t.Errorf("play paused for %v, want 5s", took)
		}
	})
}
