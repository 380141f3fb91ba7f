//go:build !race

package load_test

const rows = 50_000
