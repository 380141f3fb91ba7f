//go:build race

package green_test

const raceEnabled = true
