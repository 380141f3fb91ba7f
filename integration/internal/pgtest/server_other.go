//go:build !linux

package pgtest

import "testing"

// Start skips the test: only on Linux does a server end with the process that started it.
func Start(tb testing.TB) string {
	missing(tb, "a server is started on Linux only")
	return ""
}
