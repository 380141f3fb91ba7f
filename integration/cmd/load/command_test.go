package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/coseq/coseq/integration/internal/orders"
	"github.com/coseq/coseq/integration/internal/pgtest"
	"github.com/coseq/coseq/integration/load"
)

const (
	many = 200_000 // rows, for some seconds
	few  = 20_000
)

// program is the command, built without the race detector, which makes SQLite slow.
var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "load")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program = filepath.Join(dir, "load")
	status := 1
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
	} else {
		status = m.Run()
	}
	os.RemoveAll(dir)
	os.Exit(status)
}

// onEach runs test with the address of an empty database of each kind.
func onEach(t *testing.T, test func(t *testing.T, address string)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		test(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		test(t, pgtest.Start(t))
	})
}

// check checks the first n orders in the table orders.
func check(t *testing.T, address string, n int) {
	t.Helper()
	db, err := load.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	orders.Check(t, db.DB, "orders", n)
}

// command runs the program to its end and returns its exit status and what it has said.
func command(t *testing.T, args ...string) (status int, stderr string) {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Stderr = &out
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String()
}
