// Package traps has libraries for concurrent work walk into the traps that such work
// has, each in a process of its own, and tells who comes out.
//
// Every library is driven in the way its documentation shows, with the options that
// help it, and by code that heeds its context wherever that code is the user's: what
// fails here fails in careful hands. A library that has no place for a trap, as one
// that takes a slice has none for an endless source, is not blamed for it.
package traps
