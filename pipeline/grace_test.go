//go:build unix

package pipeline_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// slowTicks is the flow of ticking, each value of which takes some seconds.
func slowTicks(seconds int) pipeline.Flow[int] {
	return pipeline.Map(pipeline.FromFunc(ticking), 9, func(ctx context.Context, v int) (int, error) {
		select {
		case <-time.After(time.Duration(seconds) * time.Second):
			return v, nil
		case <-ctx.Done():
			return v, ctx.Err()
		}
	})
}

// The end of the context lets the run finish what it has begun.
func TestGraceDrains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		parent, cancel := context.WithTimeout(context.WithValue(t.Context(), t, "kept"), 3500*ms)
		defer cancel()
		ctx, stop := pipeline.WithGrace(parent, time.Minute)
		defer stop()
		start := time.Now()
		got, err := slowTicks(20).Collect(ctx)
		if err != nil || len(got) != 3 || time.Since(start) != 23*time.Second {
			t.Errorf("got %v after %v, error %v", got, time.Since(start), err)
		}
		if _, bounded := ctx.Deadline(); bounded || ctx.Err() != nil || ctx.Value(t) != "kept" {
			t.Errorf("the context: deadline %t, %v, value %v", bounded, ctx.Err(), ctx.Value(t))
		}
	})
}

// What takes longer than the grace is cancelled.
func TestGraceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		parent, cancel := context.WithTimeout(t.Context(), 3500*ms)
		defer cancel()
		ctx, stop := pipeline.WithGrace(parent, 10*time.Second)
		defer stop()
		start := time.Now()
		_, err := slowTicks(20).Collect(ctx)
		if took := time.Since(start); !errors.Is(err, pipeline.ErrGrace) || took != 13500*ms {
			t.Errorf("error %v after %v", err, took)
		}
		if err == nil || !strings.Contains(err.Error(), "10s") {
			t.Errorf("error %v", err)
		}
	})
}

// stop ends all there is, at any moment, and can be called again.
func TestGraceStops(t *testing.T) {
	for _, after := range []time.Duration{0, time.Second, 5 * time.Second, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			parent, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			defer cancel()
			ctx, stop := pipeline.WithGrace(parent, 10*time.Second)
			time.Sleep(after)
			stop()
			stop()
			if ctx.Err() == nil {
				t.Error("the context has not ended")
			}
		})
	}
}

// A context inside of a WithDrain obeys that, too.
func TestGraceInsideOfDrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		parent, drain := pipeline.WithDrain(t.Context())
		ctx, stop := pipeline.WithGrace(parent, time.Second)
		defer stop()
		time.AfterFunc(2500*ms, drain)
		got, err := slowTicks(20).Collect(ctx)
		if err != nil || len(got) != 2 {
			t.Errorf("got %v, error %v", got, err)
		}
	})
}

func TestGraceBegunLate(t *testing.T) {
	parent, cancel := context.WithCancel(t.Context())
	cancel()
	ctx, stop := pipeline.WithGrace(parent, time.Minute)
	defer stop()
	if got, err := pipeline.FromFunc(ticking).Collect(ctx); err != nil || len(got) > 1 {
		t.Errorf("got %v, error %v", got, err)
	}
}

func TestGraceMisuse(t *testing.T) {
	defer func() {
		if p := recover(); p != "pipeline.WithGrace: grace must be positive" {
			t.Errorf("panic %v", p)
		}
	}()
	pipeline.WithGrace(t.Context(), 0)
}

// waiting is a flow that gives a value, and another one when its source is to end, and
// holds each up for some time. first is closed when the first has come.
func waiting(first chan struct{}, hold time.Duration) pipeline.Flow[string] {
	source := pipeline.FromFunc(func(ctx context.Context, yield func(string) bool) error {
		if yield("first") {
			<-ctx.Done()
		}
		return nil
	})
	return pipeline.Map(source, 2, func(ctx context.Context, v string) (string, error) {
		close(first)
		select {
		case <-time.After(hold):
		case <-ctx.Done():
		}
		return v, ctx.Err()
	})
}

// kill sends the process a signal.
func kill(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(syscall.Getpid(), s); err != nil {
		t.Fatal(err)
	}
}

// A real signal stops a run in order, also if it is sent twice, and a second one at once.
func TestGraceSignals(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	for _, second := range []bool{false, true} {
		ctx, stop := pipeline.WithGrace(t.Context(), time.Minute, syscall.SIGUSR1, syscall.SIGUSR2)
		first, ended := make(chan struct{}), make(chan error, 1)
		hold := 50 * time.Millisecond
		if second {
			hold = time.Hour
		}
		go func() {
			got, err := waiting(first, hold).Collect(ctx)
			if err == nil && len(got) != 1 {
				err = errors.New("nothing has come")
			}
			ended <- err
		}()
		<-first
		kill(t, syscall.SIGUSR1)
		kill(t, syscall.SIGUSR1)
		if second {
			time.Sleep(time.Second)
			kill(t, syscall.SIGUSR2)
		}
		switch err := <-ended; {
		case second && !errors.Is(err, pipeline.ErrGrace):
			t.Errorf("after two signals, error %v", err)
		case !second && err != nil:
			t.Errorf("after one signal, error %v", err)
		}
		stop()
	}
	// The runtime has one goroutine for signals that stays.
	for range 100 {
		if runtime.NumGoroutine() <= goroutines+1 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), goroutines)
}

// When stop has been called, a signal does to the process what it does to others.
func TestGraceStopsListening(t *testing.T) {
	if os.Getenv("GRACE") != "" {
		_, stop := pipeline.WithGrace(context.Background(), time.Minute, syscall.SIGTERM)
		stop()
		kill(t, syscall.SIGTERM)
		time.Sleep(time.Minute)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestGraceStopsListening$")
	cmd.Env = append(os.Environ(), "GRACE=stopped")
	start := time.Now()
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGTERM {
		t.Errorf("the process ended after %v: %v", time.Since(start), err)
	}
}
