package main

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// asProgram has the binary of the tests be the program, with its arguments. What the program
// starts is the program, too, since it inherits the environment.
const asProgram = "WORDCOUNT_TEST_AS_PROGRAM"

// withoutDelay has a program that looks for data races end when it ends, not a second later.
const withoutDelay = "GORACE=atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// A child is the program as a process.
type child struct {
	*exec.Cmd
	out, err bytes.Buffer // to be read after it has ended
}

// program prepares a process of the program, which is killed if it lasts too long.
func program(t *testing.T, args ...string) *child {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	c := &child{Cmd: exec.CommandContext(ctx, os.Args[0], args...)}
	// A server that is killed leaves its temporary directory behind.
	c.Env = append(os.Environ(), asProgram+"=1", withoutDelay, "TMPDIR="+t.TempDir())
	c.Stdout, c.Stderr = &c.out, &c.err
	c.WaitDelay = time.Second
	return c
}

// start starts the program. At the end of the test it must not run any more.
func start(t *testing.T, args ...string) *child {
	t.Helper()
	c := program(t, args...)
	c.begin(t)
	return c
}

func (c *child) begin(t *testing.T) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if c.ProcessState == nil {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
		if t.Failed() {
			t.Logf("%v\n%s%s", c.Args[1:], &c.out, &c.err)
		}
	})
}

// ends waits for the end of the program and fails the test unless that has the exit status.
func (c *child) ends(t *testing.T, code int) {
	t.Helper()
	if err := c.Wait(); c.ProcessState.ExitCode() != code {
		t.Errorf("%v: %v, want exit status %d\n%s", c.Args[1:], err, code, &c.err)
	}
}

// startServer starts a coordinator and returns its address.
func startServer(t *testing.T, args ...string) (server *child, url string) {
	t.Helper()
	server = program(t, append([]string{"-role", "coordinator", "-listen", "127.0.0.1:0"}, args...)...)
	server.Stdout = nil
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	server.begin(t)
	url, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return server, strings.TrimSpace(url)
}

// run runs the program to its end.
func runProgram(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	c := start(t, args...)
	c.ends(t, code)
	return c.out.String(), c.err.String()
}
