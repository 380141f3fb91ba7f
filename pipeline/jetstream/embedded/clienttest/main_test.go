package clienttest

import (
	"flag"
	"os"
	"testing"
)

// The tests that run beside others wait most of the time, so that it does not matter how
// many processors there are.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
