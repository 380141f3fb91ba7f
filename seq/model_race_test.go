//go:build race

package seq_test

// With the race detector a coroutine costs ten times as much.
const modelLongestOfTwo = 3
