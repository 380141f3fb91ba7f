// Package pgtest starts a PostgreSQL server for a test, from the binaries that are
// installed, and stops it at the end. Nothing has to be configured and nothing is left
// behind: its data are in a temporary directory, it listens on a socket in there, and it
// dies with the test's process.
package pgtest

import (
	"os"
	"testing"
)

// Required is the name of the environment variable that makes it a failure if there is no
// PostgreSQL. Without it the test is skipped.
const Required = "COSEQ_CI"

// missing skips the test, or fails it in CI, where a skip would go unnoticed.
func missing(tb testing.TB, why string) {
	tb.Helper()
	const remedy = "apt-get install postgresql"
	if os.Getenv(Required) != "" {
		tb.Fatalf("pgtest: %s; %s", why, remedy)
	}
	tb.Skipf("pgtest: %s; %s", why, remedy)
}
