package pull_test

import (
	"os/exec"
	"strings"
	"testing"
)

// Yield is inlined into bodies: without that, a round trip takes a tenth longer.
// No release of Go has to keep it so, but it should be known when one does not.
func TestYieldIsInlined(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the package once more")
	}
	out, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-o", t.TempDir(), "-gcflags=-m", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("go test -c: %v\n%s", err, out)
	}
	if !strings.Contains(string(out), "inlining call to pull.(*Yielder[go.shape.int,go.shape.int]).Yield") {
		t.Error("calls of Yield are not inlined")
	}
}
