//go:build race

package load_test

// rows is how many rows are loaded. The race detector makes SQLite, which is in the
// process, some ten times slower.
const rows = 5_000
