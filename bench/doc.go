// Package bench is the map of a module of benchmarks that need more than the
// library does: each of its packages measures one of coseq's beside the
// libraries that its users would otherwise take, in one run.
//
//	go -C bench test -run '^$' -bench . ./...
//
// Read the ratios, not the times.
package bench
