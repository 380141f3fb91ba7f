// Package late has the errors that come up when a flow has been left, so that there is no
// place in it for them any more.
package late

import (
	"context"
	"sync"

	"github.com/coseq/coseq/internal/fault"
)

// An Errors gathers late errors, from any goroutine.
type Errors struct {
	mu   sync.Mutex
	errs []error
}

type key struct{}

// Gather returns a context for a flow, the late errors of which it gathers.
func Gather(ctx context.Context) (context.Context, *Errors) {
	e := &Errors{}
	return context.WithValue(ctx, key{}, e), e
}

// Report notes err, if it is one and somebody downstream gathers it.
func Report(ctx context.Context, err error) {
	e, _ := ctx.Value(key{}).(*Errors)
	if e == nil || err == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.errs = append(e.errs, err)
}

// Err returns what has been gathered, joined; nil if nothing has.
func (e *Errors) Err() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return fault.Join(e.errs...)
}
