package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/internal/pipenet"
	"github.com/coseq/coseq/internal/sites"
	"github.com/google/go-cmp/cmp"
)

const (
	generator = `# A generator as a consumer
[PRODUER] Producing 1...
[CONSUMER] Consuming 1...
[PRODUER] Consumer return: 200 OK
[PRODUER] Producing 2...
[CONSUMER] Consuming 2...
[PRODUER] Consumer return: 200 OK
[PRODUER] Producing 3...
[CONSUMER] Consuming 3...
[PRODUER] Consumer return: 200 OK
[PRODUER] Producing 4...
[CONSUMER] Consuming 4...
[PRODUER] Consumer return: 200 OK
[PRODUER] Producing 5...
[CONSUMER] Consuming 5...
[PRODUER] Consumer return: 200 OK
`
	inTurn = `
# Greenlets in turn
<Task 1: f(5)> 0
<Task 1: f(5)> 1
<Task 1: f(5)> 2
<Task 1: f(5)> 3
<Task 1: f(5)> 4
<Task 2: f(5)> 0
<Task 2: f(5)> 1
<Task 2: f(5)> 2
<Task 2: f(5)> 3
<Task 2: f(5)> 4
<Task 3: f(5)> 0
<Task 3: f(5)> 1
<Task 3: f(5)> 2
<Task 3: f(5)> 3
<Task 3: f(5)> 4
`
	alternating = `
# Greenlets that alternate
<Task 1: f(5)> 0
<Task 2: f(5)> 0
<Task 3: f(5)> 0
<Task 1: f(5)> 1
<Task 2: f(5)> 1
<Task 3: f(5)> 1
<Task 1: f(5)> 2
<Task 2: f(5)> 2
<Task 3: f(5)> 2
<Task 1: f(5)> 3
<Task 2: f(5)> 3
<Task 3: f(5)> 3
<Task 1: f(5)> 4
<Task 2: f(5)> 4
<Task 3: f(5)> 4
`
	fetches = `
# Three GETs at once
GET: https://www.python.org/
GET: https://www.yahoo.com/
GET: https://github.com/
47067 bytes received from https://www.python.org/.
282652 bytes received from https://www.yahoo.com/.
18189 bytes received from https://github.com/.
`
)

// In a bubble the pauses are real and take no time, and a coroutine that is left over
// fails the test.
func TestPlay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := pipenet.Listen()
		server := sites.ServeOn(ln, time.Sleep, ln.Dial)
		defer server.Close()
		start := time.Now()
		var got strings.Builder
		if err := play(&got, time.Sleep, server.Transport()); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(generator+inTurn+alternating+fetches, got.String()); diff != "" {
			t.Errorf("play (-want +got):\n%s", diff)
		}
		want := 5*time.Second + 300*time.Millisecond
		if took := time.Since(start); took != want {
			t.Errorf("play took %v, want five pauses of 1s and the longest delay: %v", took, want)
		}
	})
}
