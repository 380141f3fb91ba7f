//go:build !race

package seq_test

// modelLongestOfTwo is how long each of two sequences is, at most.
const modelLongestOfTwo = 4
