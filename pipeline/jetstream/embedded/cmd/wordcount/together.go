package main

import (
	"bufio"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A company is a process for each role of one job, and several workers.
type company struct {
	options
	std stdio
	*crew
	server, collector *process // server is nil if it is elsewhere
}

// together counts the words by processes of this machine.
func together(ctx context.Context, o options, std stdio) error {
	ctx, stop := signal.NotifyContext(ctx, stopSignals...)
	defer stop()
	once := o.job == ""
	if once {
		o.job = "wordcount-" + rand.Text()
	}
	c := &company{options: o, std: std, crew: newCrew()}
	defer c.close(once)
	if err := c.open(); err != nil {
		return err
	}
	return c.untilCollected(ctx)
}

// open starts all processes.
func (c *company) open() (err error) {
	if c.url == "" {
		if err := c.openServer(); err != nil {
			return err
		}
	}
	for i := range c.workers {
		crash := 0
		if i == 0 {
			crash = c.crash
		}
		_, err := c.add("worker", fmt.Sprint("worker-", i), "-crash", fmt.Sprint(crash),
			"-pause", c.pause.String(), "-ackwait", c.ackWait.String(), fmt.Sprint("-ids=", c.ids))
		if err != nil {
			return err
		}
	}
	c.collector, err = c.add("collector", "collector", "-top", fmt.Sprint(c.top))
	if err == nil {
		args := append([]string{"-lines", fmt.Sprint(c.lines), "--"}, c.files...)
		_, err = c.add("producer", "producer", args...)
	}
	return err
}

// add starts a process with that role and name.
func (c *company) add(role, name string, args ...string) (*process, error) {
	std := c.std
	if !slices.Contains(args, "-") {
		std.in = nil
	}
	all := []string{
		"-role", role, "-name", name, "-url", c.url, "-job", c.job,
		"-replicas", fmt.Sprint(c.replicas), "-timeout", c.timeout.String(),
	}
	p, err := command(role, name, std, append(all, args...)...)
	if err != nil {
		return nil, err
	}
	return p, c.start(p)
}

// openServer starts the server and waits until it says where it is.
func (c *company) openServer() error {
	const anyPort = "127.0.0.1:0"
	from, to, err := os.Pipe()
	if err != nil {
		return err
	}
	defer from.Close()
	std := stdio{out: to, err: c.std.err}
	c.server, err = command("coordinator", "coordinator", std, "-role", "coordinator",
		"-listen", cmp.Or(c.listen, anyPort), "-dir", c.dir, fmt.Sprint("-nosync=", c.noSync))
	if err == nil {
		err = c.start(c.server)
	}
	_ = to.Close() // it is the server's now, so that it ends with that
	if err != nil {
		return err
	}
	url, err := bufio.NewReader(from).ReadString('\n')
	if err != nil {
		return errors.New("the coordinator has not started")
	}
	c.url = strings.TrimSpace(url)
	return nil
}

// untilCollected returns when the collector has done its work, or nobody can do it any more.
func (c *company) untilCollected(ctx context.Context) error {
	for {
		e, err := c.next(ctx)
		switch {
		case err != nil:
			return err
		case e.of == c.collector:
			return e.err()
		case e.of.role == "worker" && c.has("worker"):
			fmt.Fprintf(c.std.err, "%s: %s; the others go on\n", e.of.name, e.state)
		case !e.ok || e.of.role != "producer":
			return fmt.Errorf("%s: %s", e.of.name, e.state)
		}
	}
}

// close ends all processes, the server last. What was stored for this once is deleted.
func (c *company) close(once bool) {
	c.dismiss(func(p *process) bool { return p != c.server })
	if once && c.url != "" {
		c.forget()
	}
	c.dismiss(func(*process) bool { return true })
}

// forget deletes the streams of the job.
func (c *company) forget() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	j, err := c.dial(ctx)
	for _, stream := range []string{c.linesStream(), c.countsStream()} {
		if err == nil {
			err = j.js.DeleteStream(ctx, stream)
		}
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			err = nil
		}
	}
	if err == nil {
		err = j.leave()
	}
	if err != nil {
		fmt.Fprintf(c.std.err, "%s: streams of job %s may be left: %v\n", c.name, c.job, err)
	}
}
