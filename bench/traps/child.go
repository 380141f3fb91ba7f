package traps

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/zeromicro/go-zero/core/logx"
)

// variable names the peer and the trap for a process that is to walk into one.
const variable = "COSEQ_TRAP"

// passed is what a process prints that came out of its trap; one that did not prints
// failed and how.
const passed, failed = "passed", "failed: "

// Main is to be called first by main, and by TestMain: a process that Section or Walk
// has started walks into its trap here, and Main returns true.
func Main() bool {
	walks := os.Getenv(variable)
	if walks == "" {
		return false
	}
	peerName, trapName, _ := strings.Cut(walks, ": ")
	p, t := find(peerName, trapName)
	log.SetOutput(io.Discard) // some libraries log what they swallow
	logx.Disable()
	if wrong := walk(p, t); wrong != "" {
		fmt.Println(failed + wrong)
	} else {
		fmt.Println(passed)
	}
	return true
}

func find(peerName, trapName string) (peer, trap) {
	for _, p := range peers {
		for _, t := range traps {
			if p.name == peerName && t.name == trapName {
				return p, t
			}
		}
	}
	log.Fatalf("traps.Main: no trap %q for %q", trapName, peerName)
	return peer{}, trap{}
}

// verdict has a process of its own walk p into t, and returns how that fails, or "".
func verdict(ctx context.Context, p peer, t trap) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), variable+"="+p.name+": "+t.name)
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	return interpret(string(out), err)
}

func interpret(out string, err error) (string, error) {
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		if line == passed {
			return "", nil
		}
		if wrong, ok := strings.CutPrefix(line, failed); ok {
			return wrong, nil
		}
		switch {
		case strings.HasPrefix(line, "panic: "), strings.HasPrefix(line, "fatal error: "):
			return "crashes the process", nil
		}
	}
	if err == nil {
		err = fmt.Errorf("no verdict")
	}
	return "", fmt.Errorf("%w: %q", err, out)
}
