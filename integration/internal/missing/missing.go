// Package missing says what becomes of a test for which a program is not installed.
package missing

import (
	"os"
	"testing"
)

// Required is the name of the environment variable that makes it a failure if something is
// missing. It is set in CI, where a skip would go unnoticed.
const Required = "COSEQ_CI"

// Skip skips the test, or fails it if nothing may be missing. It says why, and which
// package of Debian there is to be installed.
func Skip(tb testing.TB, why, install string) {
	tb.Helper()
	if os.Getenv(Required) != "" {
		tb.Fatalf("%s, and %s is set; apt-get install %s", why, Required, install)
	}
	tb.Skipf("%s; apt-get install %s", why, install)
}
