//go:build !linux

package pgtest

import (
	"testing"

	"github.com/coseq/coseq/integration/internal/missing"
)

// Start skips the test: only on Linux does a server end with the process that started it.
func Start(tb testing.TB) string {
	missing.Skip(tb, "a server is started on Linux only", "linux-image-amd64")
	return ""
}
