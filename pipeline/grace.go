package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	sys "os/signal"
	"sync"
	"time"
)

// ErrGrace is what the cause is when a context of [WithGrace] ends before its run has.
var ErrGrace = errors.New("pipeline: stopped before the run had come to its end")

// echo is for how long a signal may come again and be the same one.
const echo = 500 * time.Millisecond

// WithGrace returns a context for the runs of a service that is to be stopped in order.
// When ctx ends, or the first of signals comes, the runs are told to stop, as by [WithDrain]:
// sources end, what they have given is finished, and the runs end without an error. If they
// have not ended when grace has passed since then, or when another of signals comes, the
// context ends with a cause that is [ErrGrace], as [context.Cause] tells. What comes within
// half a second of the first signal does not count as another one: there are supervisors
// that send it to the process and to its group.
//
//	ctx, stop := pipeline.WithGrace(ctx, 20*time.Second, syscall.SIGTERM, os.Interrupt)
//	defer stop()
//	err := pipeline.Settle(ctx, results.Publish(pipeline.Map(orders.Messages(), 8, handle)))
//
// The context has the values of ctx, but neither its end nor its deadline. Without signals,
// only ctx counts; so it has to be in bubbles of package testing/synctest. stop ends the
// context and takes back what WithGrace has asked for; when it returns, the one goroutine
// that waits for signals has ended. It must be called, once the runs have ended, and may be
// called more than once, from any goroutine.
//
// WithGrace panics if grace is not positive.
func WithGrace(
	ctx context.Context, grace time.Duration, signals ...os.Signal,
) (_ context.Context, stop func()) {
	if grace <= 0 {
		panic("pipeline.WithGrace: grace must be positive")
	}
	inner, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	drained, drain := WithDrain(inner)
	w := &watchman{come: make(chan os.Signal, 2), drain: drain, cancel: cancel}
	if len(signals) > 0 {
		sys.Notify(w.come, signals...)
	}
	var wait sync.WaitGroup
	wait.Go(func() { w.watch(ctx.Done(), inner.Done(), grace) })
	return drained, func() {
		sys.Stop(w.come)
		cancel(context.Canceled)
		drain()
		wait.Wait()
	}
}

// A watchman waits for what stops a service.
type watchman struct {
	come   chan os.Signal
	drain  func()
	cancel context.CancelCauseFunc
}

func (w *watchman) watch(ended, stopped <-chan struct{}, grace time.Duration) {
	select {
	case <-w.come:
	case <-ended:
	case <-stopped:
		return
	}
	w.drain()
	first, timer := time.Now(), time.NewTimer(grace)
	defer timer.Stop()
	for {
		select {
		case s := <-w.come:
			if time.Since(first) < echo {
				continue
			}
			w.cancel(fmt.Errorf("%w: by signal: %v", ErrGrace, s))
		case <-timer.C:
			w.cancel(fmt.Errorf("%w: after %v", ErrGrace, grace))
		case <-stopped:
		}
		return
	}
}
