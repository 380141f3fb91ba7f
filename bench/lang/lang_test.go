package lang

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/bench/works/worktest"
)

// All programs that can run here do the same as ours. A machine without other languages
// has nothing to compare.
func TestWorks(t *testing.T) {
	works, skipped := Works(t.Context())
	for _, line := range skipped {
		t.Log("skipped:", line)
	}
	worktest.Check(t, works)
}

// Who is missing is skipped, with what would install it.
func TestSkipped(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	works, skipped := Works(t.Context())
	if lines := strings.Join(skipped, "\n"); !strings.Contains(lines, "LuaJIT: ") ||
		!strings.Contains(lines, "(apt-get install luajit)") {
		t.Errorf("skipped are\n%s", lines)
	}
	for _, work := range works {
		for _, way := range work.Ways {
			if way.Name == "LuaJIT" {
				t.Errorf("%s has a way of %s", work.Name, way.Name)
			}
		}
	}
}

// Install asks apt-get for what is missing, and goes on without what it does not have.
func TestInstall(t *testing.T) {
	bin := t.TempDir()
	script := `#!/bin/sh
echo "$@" >>` + bin + `/log
case "$*" in *luajit*) echo "E: Unable to locate package" >&2; exit 100 ;; esac
`
	if err := os.WriteFile(filepath.Join(bin, "apt-get"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	var said strings.Builder
	if err := Install(t.Context(), &said); err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(filepath.Join(bin, "log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"update", "install -y --no-install-recommends lua5.4"} {
		if !strings.Contains(string(log), line+"\n") {
			t.Errorf("apt-get was not called with %q, but with\n%s", line, log)
		}
	}
	if !strings.Contains(said.String(), "luajit: exit status 100: E: Unable to locate package") {
		t.Errorf("it says\n%s", &said)
	}
}

func TestParse(t *testing.T) {
	cost, err := parse("3 1500 1200 7 4096\n")
	if err != nil || cost.Runs != 3 || cost.Wall != 1500*time.Nanosecond ||
		cost.CPU != 1200*time.Nanosecond || cost.Result != 7 || cost.Bytes != 4096 || cost.Allocs >= 0 {
		t.Errorf("%+v, %v", cost, err)
	}
	for _, said := range []string{"", "3 1500", "Traceback (most recent call last):"} {
		if _, err := parse(said); err == nil {
			t.Errorf("parse(%q) has no error", said)
		}
	}
}

// A program that fails says why.
func TestRunnerFails(t *testing.T) {
	p := &player{command: []string{"/bin/sh", "-c", "echo no such work >&2; exit 3"}}
	_, err := p.runner(t.Context(), "dance")(7, 0)
	if err == nil || err.Error() != "dance of 7: exit status 3: no such work" {
		t.Errorf("the error is %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.runner(ctx, "dance")(7, 0); err == nil {
		t.Error("a run that was cancelled has no error")
	}
}

func TestReason(t *testing.T) {
	tests := []struct{ said, want string }{
		{"f.cpp:2: fatal error: no file\n 2 | #include\nterminated.", "f.cpp:2: fatal error: no file"},
		{"Traceback:\n  line 1\nImportError: no gevent", "ImportError: no gevent"},
	}
	for _, tt := range tests {
		if got := reason(tt.said); got != tt.want {
			t.Errorf("reason(%q) = %q", tt.said, got)
		}
	}
}
