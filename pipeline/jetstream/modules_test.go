package jetstream_test

import (
	"os/exec"
	"strings"
	"testing"
)

// list runs go list in a directory.
func list(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "go", append([]string{"list"}, args...)...)
	c.Dir = dir
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// The core needs no module of NATS, and the client not the server.
func TestModules(t *testing.T) {
	if core := list(t, "../..", "-m", "all"); strings.Contains(core, "nats") {
		t.Errorf("the core requires\n%s", core)
	}
	for _, args := range [][]string{{"-m", "all"}, {"-deps", "-test", "./..."}} {
		if client := list(t, ".", args...); strings.Contains(client, "nats-server") {
			t.Errorf("go list %q: the client requires\n%s", args, client)
		}
	}
}
