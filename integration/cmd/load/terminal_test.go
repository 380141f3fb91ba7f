package main_test

import (
	"errors"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/creack/pty"

	"github.com/coseq/coseq/integration/internal/orders"
)

// escape matches what moves the cursor or deletes.
var escape = regexp.MustCompile(`\x1b\[[0-9;]*[A-Za-z]`)

// On a terminal there is a bar, which fits the window and is full in the end.
func TestBar(t *testing.T) {
	path := orders.File(t, "orders.csv", few)
	for _, width := range []uint16{30, 60, 100, 200} {
		status, screen := onTerminal(t, width, "-csv", path, "-db", "sqlite:"+t.TempDir()+"/test.db")
		if status != 0 {
			t.Errorf("status %d", status)
		}
		drawn := bars(screen)
		last := strings.TrimSpace(drawn[len(drawn)-1])
		if !strings.HasPrefix(last, "100% [=") || strings.Contains(last, "20000 rows") != (width >= 50) {
			t.Errorf("on %d columns, the last bar is %q", width, last)
		}
		for _, bar := range drawn {
			if n := utf8.RuneCountInString(bar); n > int(width) {
				t.Errorf("on %d columns, a bar has %d: %q", width, n, bar)
			}
		}
	}
}

// onTerminal runs the program on a terminal and returns what has been written there.
func onTerminal(t *testing.T, width uint16, args ...string) (status int, screen string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: width})
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	text, err := io.ReadAll(terminal)
	if err != nil && !errors.Is(err, syscall.EIO) { // as Linux tells the end
		t.Error(err)
	}
	_ = cmd.Wait() // its state says what is to be known
	return cmd.ProcessState.ExitCode(), string(text)
}

// bars returns the bars that were drawn, one over the other, or "none".
func bars(screen string) (all []string) {
	ends := func(r rune) bool { return r == '\r' || r == '\n' }
	for _, line := range strings.FieldsFunc(escape.ReplaceAllString(screen, ""), ends) {
		if strings.Contains(line, "% [") {
			all = append(all, line)
		}
	}
	return append(all, "none")[:max(1, len(all))]
}

// What does not go to a terminal has no bar in it.
func TestNoTerminal(t *testing.T) {
	path := orders.File(t, "orders.csv", 1000)
	_, stderr := command(t, "-csv", path, "-db", "sqlite:"+t.TempDir()+"/test.db")
	if strings.ContainsAny(stderr, "\r\x1b") || strings.Contains(stderr, "% [") {
		t.Errorf("not on a terminal: %q", stderr)
	}
	const stored, header = "1000 rows stored in table orders (new)", "in flight"
	if !strings.Contains(stderr, stored) || !strings.Contains(stderr, header) {
		t.Errorf("want a summary and statistics:\n%s", stderr)
	}
}
