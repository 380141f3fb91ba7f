package pipeline_test

import (
	"context"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A run that is told to stop ends, without an error, although LinesFrom waits: for what
// it opens, or for what that has.
func TestTrapDrainWhileBlocked(t *testing.T) {
	for name, open := range map[string]func(context.Context) (io.ReadCloser, error){
		"open": func(ctx context.Context) (io.ReadCloser, error) {
			<-ctx.Done()
			return nil, context.Cause(ctx)
		},
		"read": func(context.Context) (io.ReadCloser, error) {
			r, _ := io.Pipe()
			return r, nil
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := pipeline.WithDrain(t.Context())
			time.AfterFunc(time.Second, stop)
			start := time.Now()
			err := pipeline.LinesFrom(open).Run(ctx)
			if took := time.Since(start); err != nil || took != time.Second {
				t.Errorf("%s: %v after %v, want nil after 1s", name, err, took)
			}
		})
	}
}
