// Package pipeline measures coseq's pipeline beside libraries that one would
// otherwise take for the same work: conc, errgroup, lo/parallel and samber/ro.
//
//	go -C bench test -run '^$' -bench . ./pipeline
//
// Each does the work as its documentation shows it. Only coseq and conc/stream give
// a stream of results in order; errgroup and lo/parallel fill a slice, and ro, which
// has no parallel map with a bound, runs on one goroutine.
package pipeline
