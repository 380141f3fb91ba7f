package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// All roles together count as a plain loop does.
func TestTogether(t *testing.T) {
	first, second := randomText(1, 5000), "to be,\nor not"
	one, two, empty := write(t, first), write(t, second), write(t, "")
	for name, test := range map[string]struct {
		args  []string
		stdin string
		texts []string
		lines int
	}{
		"made up":        {[]string{"-lines", "3000"}, "", []string{joined(madeUp(3000))}, 3000},
		"no lines":       {[]string{"-lines", "0"}, "", nil, 0},
		"files":          {[]string{one, two, two, empty}, "", []string{first, second, second}, strings.Count(first, "\n") + 4},
		"an empty file":  {[]string{empty}, "", nil, 0},
		"standard input": {[]string{"-workers", "1", two, "-"}, first, []string{second, first}, strings.Count(first, "\n") + 2},
		"a directory":    {[]string{"-dir", t.TempDir(), "-nosync", two}, "", []string{second}, 2},
		"synced":         {[]string{"-dir", t.TempDir(), two}, "", []string{second}, 2},
		"a crash":        {[]string{"-crash", "100", "-lines", "3000", "-ackwait", "1s"}, "", []string{joined(madeUp(3000))}, 3000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := program(t, append([]string{"-top", "0"}, test.args...)...)
			c.Stdin = strings.NewReader(test.stdin)
			c.begin(t)
			c.ends(t, 0)
			if diff := cmp.Diff(plainly(test.texts...), printed(t, c.out.String())); diff != "" {
				t.Errorf("counts differ (-want +got):\n%s", diff)
			}
			if want := fmt.Sprintf("%d lines of %[1]d, 0 of them twice\n", test.lines); !strings.Contains(c.err.String(), want) {
				t.Errorf("report:\n%s, want %s", &c.err, want)
			}
			if crash := "worker-0: signal: killed; the others go on"; strings.Contains(c.err.String(), crash) != (name == "a crash") {
				t.Errorf("report:\n%s", &c.err)
			}
		})
	}
}

func TestTop(t *testing.T) {
	out, _ := runProgram(t, 0, "-top", "2", write(t, "b a c a\nb"))
	if want := "      2 a\n      2 b\n"; out != want {
		t.Errorf("printed:\n%s, want:\n%s", out, want)
	}
}

// All together can use a server that runs elsewhere. They leave nothing there.
func TestTogetherElsewhere(t *testing.T) {
	server, err := embedded.Start(embedded.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	out, _ := runProgram(t, 0, "-url", server.URL(), "-top", "1", write(t, "a a"))
	if want := "      2 a\n"; out != want {
		t.Errorf("printed %q, want %q", out, want)
	}
	j, err := join(t.Context(), options{url: server.URL(), job: "another", replicas: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer j.conn.Close()
	for name := range j.js.StreamNames(t.Context()).Name() {
		if !strings.HasPrefix(name, "another-") {
			t.Errorf("stream %s is left", name)
		}
	}
}

// When the one that has started them stops, or is killed, the others do not stay. They hold
// its standard error, so that Wait returns only when they have gone.
func TestNobodyStays(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM, os.Kill} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			address := freeAddress(t)
			c := program(t, "-lines", "1000000", "-pause", "1ms", "-listen", address)
			c.WaitDelay = 30 * time.Second
			c.begin(t)
			joinTrial(t, "nats://"+address, 1)
			time.Sleep(300 * time.Millisecond) // some of them are at work
			if err := c.Process.Signal(signal); err != nil {
				t.Error(err)
			}
			asked := time.Now()
			_ = c.Wait()
			t.Log("all gone after", time.Since(asked).Round(time.Millisecond))
			if time.Since(asked) > 20*time.Second {
				t.Error("they have stayed too long")
			}
			if c.ProcessState.Success() {
				t.Error("exit status 0, though it was stopped")
			}
			if conn, err := net.Dial("tcp", address); err == nil {
				conn.Close()
				t.Error("the server is still there")
			}
		})
	}
}

// freeAddress returns an address that nobody listens on, and whose port no connection that
// goes out is given meanwhile.
func freeAddress(t *testing.T) string {
	t.Helper()
	for {
		address := fmt.Sprint("127.0.0.1:", 16_384+rand.IntN(16_384))
		if l, err := net.Listen("tcp", address); err == nil {
			l.Close()
			return address
		}
	}
}

// A missing file is said once, and nothing else of those that have to stop for it.
func TestFailsQuietly(t *testing.T) {
	_, stderr := runProgram(t, 1, "no such file")
	if lines := strings.Count(stderr, "\n"); lines != 2 {
		t.Errorf("standard error has %d lines, want 2:\n%s", lines, stderr)
	}
}

// What goes wrong is said by the one who knows, and ends all of them.
func TestFails(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() }) // after what runs in parallel
	address := taken.Addr().String()
	for name, test := range map[string]struct {
		args []string
		code int
		want []string // on standard error
	}{
		"help":          {[]string{"-h"}, 0, []string{"usage: wordcount", "-crash n", "-url url"}},
		"unknown flag":  {[]string{"-frequent"}, 2, []string{"usage: wordcount"}},
		"unknown role":  {[]string{"-role", "boss"}, 2, []string{"-role boss is none of [coordinator"}},
		"a bad job":     {[]string{"-job", "a.b"}, 2, []string{"-job may only"}},
		"no workers":    {[]string{"-workers", "0"}, 2, []string{"at least 1"}},
		"a crash of 1":  {[]string{"-workers", "1", "-crash", "1"}, 2, []string{"another worker"}},
		"bad times":     {[]string{"-ackwait", "0"}, 2, []string{"must be positive"}},
		"files":         {[]string{"-role", "worker", "file"}, 2, []string{"for the producer"}},
		"attached":      {[]string{"-attached", "-"}, 2, []string{"for itself"}},
		"no file":       {[]string{"no such file"}, 1, []string{"producer: no such file: open", "wordcount: producer: exit status 1"}},
		"not UTF-8":     {[]string{write(t, "good\nbad \xff\n")}, 1, []string{"text:2:5: invalid UTF-8"}},
		"address taken": {[]string{"-listen", address}, 1, []string{"address already in use", "the coordinator has not started"}},
		"no server":     {[]string{"-role", "worker", "-url", "nats://127.0.0.1:1"}, 1, []string{"worker: no server at nats://127.0.0.1:1: no answer within 10 s ("}},
		"no cluster":    {[]string{"-replicas", "3"}, 1, []string{"replicas > 1 not supported"}},
		"too late":      {[]string{"-timeout", "1s", "-pause", "1h"}, 1, []string{"not done after 1s"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, stderr := runProgram(t, test.code, test.args...)
			for _, want := range test.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("standard error has no %q:\n%s", want, stderr)
				}
			}
		})
	}
}
