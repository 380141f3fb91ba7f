// Package pgtest starts a PostgreSQL server for a test, from the binaries that are
// installed, and stops it at the end. Nothing has to be configured and nothing is left
// behind: its data are in a temporary directory, it listens on a socket in there, and it
// dies with the test's process.
package pgtest
