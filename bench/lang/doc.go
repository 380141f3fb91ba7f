// Package lang has works in other languages beside the same works with coseq: what a
// program in Python, Lua or C++ would take for coroutines, tasks and simulations.
//
// Their programs lie in the folder programs. Each is a process of its own, which is told
// a work, a size and how long to repeat it, and prints what it has measured on its own
// clock, so that the start of an interpreter does not count.
package lang
