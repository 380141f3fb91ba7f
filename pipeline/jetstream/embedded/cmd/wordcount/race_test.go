//go:build race

package main

// raced tells that the race detector is on. Three servers with it, beside all else, leave
// two cores so little that elections take longer than what waits for their outcome.
const raced = true
