//go:build !race

package green_test

const raceEnabled = false
