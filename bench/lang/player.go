package lang

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/coseq/coseq/bench/measure"
)

// A player is a program in another language that is ready to be started.
type player struct {
	command  []string
	stdin    string
	versions []string // of what it needs: "CPython 3.11.2", "gevent 22.10.2"
}

// runner starts the program for each run of a work, in a process of its own, and takes
// what it has measured.
func (p *player) runner(ctx context.Context, work string) measure.Runner {
	return func(n int, atLeast time.Duration) (measure.Cost, error) {
		args := append(p.command[1:len(p.command):len(p.command)],
			work, strconv.Itoa(n), strconv.FormatInt(int64(atLeast), 10))
		command := exec.CommandContext(ctx, p.command[0], args...)
		command.Stdin = strings.NewReader(p.stdin)
		said, err := output(command)
		if err != nil {
			return measure.Cost{}, fmt.Errorf("%s of %d: %w", work, n, err)
		}
		return parse(said)
	}
}

// parse reads what a program prints: how many runs it has done, the nanoseconds that
// they took on the clock and of the processor, the result of one, and the bytes held.
func parse(said string) (measure.Cost, error) {
	cost := measure.Cost{Allocs: -1}
	_, err := fmt.Sscan(said, &cost.Runs, (*int64)(&cost.Wall), (*int64)(&cost.CPU), &cost.Result,
		&cost.Bytes)
	if err != nil {
		return measure.Cost{}, fmt.Errorf("%w in %q", err, said)
	}
	return cost, nil
}
