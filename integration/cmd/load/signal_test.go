package main_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coseq/coseq/integration/internal/orders"
)

// A signal stops the loader in order: what it has read is stored, and it says so. The next
// run loads the rest.
func TestSignal(t *testing.T) {
	onEach(t, func(t *testing.T, address string) {
		path := orders.File(t, "orders.csv", few)
		stopped := 0
		for after := 10 * time.Millisecond; ; after += after / 2 {
			signal := []os.Signal{os.Interrupt, syscall.SIGTERM}[stopped%2]
			status, stderr := interrupt(t, signal, after, "-csv", path, "-db", address, "-batch", "700")
			if status == 0 {
				break
			}
			if stopped++; status != 130 || !strings.Contains(stderr, "stopped by a signal") {
				t.Errorf("status %d:\n%s", status, stderr)
			}
		}
		if stopped < 2 {
			t.Errorf("stopped only %d times", stopped)
		}
		check(t, address, few)
	})
}

// interrupt runs the program and sends it a signal a while after it has begun, which it
// tells by the address of its page.
func interrupt(t *testing.T, signal os.Signal, after time.Duration, args ...string) (int, string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, append(args, "-live", "127.0.0.1:0")...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out := bufio.NewReader(stderr)
	if url, err := out.ReadString('\n'); err != nil || !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Errorf("the address is %q, error %v", url, err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Signal(signal) }) // fails if it has ended
	defer timer.Stop()
	text, err := io.ReadAll(out)
	if err != nil {
		t.Error(err)
	}
	_ = cmd.Wait() // its state says what is to be known
	return cmd.ProcessState.ExitCode(), string(text)
}
