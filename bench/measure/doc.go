// Package measure compares the ways in which one work can be done: it runs them in
// turn, A B C B C A C A B, so that whatever else the machine does meets them all alike,
// and sums up the ratios of each turn.
//
// The cost of a run is the time on the clock, the time on all processors together, and
// the allocations; or the memory that something holds. A figure is the median of the
// turns, and beside it stand the ends of the confidence interval of that median: no
// assumption is made of how times are distributed.
package measure
