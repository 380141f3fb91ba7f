package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// A process is one that this one has started, of the same program.
type process struct {
	role, name string
	cmd        *exec.Cmd
	stop       context.CancelFunc // tells it to stop, and does not wait
}

// command prepares a process. If it has no input of its own, it stops when that ends: when
// it is told to, or when this process has gone, in whatever way.
func command(role, name string, std stdio, args ...string) (*process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	p := &process{role: role, name: name, cmd: exec.CommandContext(ctx, program), stop: stop}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = std.in, std.out, std.err
	p.cmd.WaitDelay = 15 * time.Second // from stop on; then it is killed
	if std.in == nil {
		args = append([]string{"-attached"}, args...)
		var in io.Closer
		in, err = p.cmd.StdinPipe()
		p.cmd.Cancel = func() error { return in.Close() }
	}
	p.cmd.Args = append(p.cmd.Args, args...)
	return p, err
}

// An exit is the end of a process.
type exit struct {
	of    *process
	state string // such as "exit status 1"
	ok    bool
}

func (e exit) err() error {
	if e.ok {
		return nil
	}
	return fmt.Errorf("%s: %s", e.of.name, e.state)
}

// A crew is all processes that run. They are started, and waited for, by one goroutine.
type crew struct {
	running map[*process]bool
	ended   chan exit
}

func newCrew() *crew { return &crew{map[*process]bool{}, make(chan exit)} }

func (c *crew) start(p *process) error {
	if err := p.cmd.Start(); err != nil {
		p.stop()
		return fmt.Errorf("%s: %w", p.name, err)
	}
	c.running[p] = true
	go func() {
		defer p.stop()
		err := p.cmd.Wait()
		state := p.cmd.ProcessState
		if state == nil { // it could not be waited for
			c.ended <- exit{p, err.Error(), false}
			return
		}
		c.ended <- exit{p, state.String(), state.Success()}
	}()
	return nil
}

// has reports whether a process of that role runs.
func (c *crew) has(role string) bool {
	for p := range c.running {
		if p.role == role {
			return true
		}
	}
	return false
}

// next waits for the end of a process.
func (c *crew) next(ctx context.Context) (exit, error) {
	select {
	case e := <-c.ended:
		delete(c.running, e.of)
		return e, nil
	case <-ctx.Done():
		return exit{}, context.Cause(ctx)
	}
}

// dismiss tells those processes to stop and waits until they have.
func (c *crew) dismiss(which func(*process) bool) {
	left := 0
	for p := range c.running {
		if which(p) {
			p.stop()
			left++
		}
	}
	for left > 0 {
		e := <-c.ended
		delete(c.running, e.of)
		if which(e.of) {
			left--
		}
	}
}
