package main_test

import (
	"math/rand/v2"
	"os/exec"
	"testing"
	"time"

	"github.com/coseq/coseq/integration/internal/orders"
)

// However often the loader is killed, the runs after it complete the table, and no row is
// in it twice.
func TestKill(t *testing.T) {
	onEach(t, func(t *testing.T, address string) {
		path := orders.File(t, "orders.csv.gz", many)
		args := []string{"-csv", path, "-db", address, "-batch", "500"}
		kills := 0
		// The first runs are killed before they have stored anything, and later ones, in the
		// end, are not killed any more.
		for longest := 100 * time.Millisecond; kill(t, rand.N(longest), args); {
			kills++
			longest += longest / 3
		}
		if kills < 3 {
			t.Errorf("killed only %d times", kills)
		}
		t.Logf("killed %d times", kills)
		check(t, address, many)
	})
}

// kill runs the program and kills it after a while. It reports whether that was before it
// ended.
func kill(t *testing.T, after time.Duration, args []string) bool {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // fails if it has ended
	defer timer.Stop()
	_ = cmd.Wait() // its state says what is to be known
	if status := cmd.ProcessState.ExitCode(); status != 0 && status != -1 {
		t.Fatalf("exit status %d", status)
	}
	return !cmd.ProcessState.Exited()
}
