// Package seq has what is missing around the iterators of package [iter].
package seq
