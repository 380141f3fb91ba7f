package pipeline

import (
	"context"
	"sync"
)

// WithDrain returns a context for runs that can be told to come to an end, and
// the function that does: the sources stop, what has been read is finished and
// delivered, and the run ends without an error. Cancelling ctx, in contrast,
// drops what is in flight. stop may be called from any goroutine, more than once, and
// it need not be called. It does not wait for the end of the run.
//
// Each source says how soon it can stop. Flows that the function of a stage runs are
// no sources: sub-flows of [FlatMap], and those run inside f, come to their own ends.
// A context inside of another one that can be told to stop obeys both; the outer one
// remembers it until stop has been called.
func WithDrain(ctx context.Context) (drained context.Context, stop func()) {
	d := &drain{done: make(chan struct{})}
	forget := drainOf(ctx).call(d.begin)
	return context.WithValue(ctx, drainKey{}, d), func() {
		d.begin()
		forget()
	}
}

type drainKey struct{}

// A drain is what WithDrain makes. The nil drain never begins.
type drain struct {
	mu   sync.Mutex
	done chan struct{} // closed once draining has begun
	stop map[*func()]struct{}
}

func drainOf(ctx context.Context) *drain {
	d, _ := ctx.Value(drainKey{}).(*drain)
	return d
}

// undrained returns ctx for flows that are to finish in spite of a drain.
func undrained(ctx context.Context) context.Context {
	if drainOf(ctx) == nil {
		return ctx
	}
	return context.WithValue(ctx, drainKey{}, (*drain)(nil))
}

func (d *drain) begin() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.begun() {
		return
	}
	close(d.done)
	for f := range d.stop {
		(*f)()
	}
	d.stop = nil
}

// begun reports whether sources are to stop.
func (d *drain) begun() bool {
	if d == nil {
		return false
	}
	select {
	case <-d.done:
		return true
	default:
		return false
	}
}

// channel is closed once draining begins; nil if it never does.
func (d *drain) channel() <-chan struct{} {
	if d == nil {
		return nil
	}
	return d.done
}

// call has f called when draining begins, at once if it has. forget takes that
// back; f is not running when it returns.
func (d *drain) call(f func()) (forget func()) {
	if d == nil {
		return func() {}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.begun() {
		f()
		return func() {}
	}
	if d.stop == nil {
		d.stop = make(map[*func()]struct{})
	}
	d.stop[&f] = struct{}{}
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.stop, &f)
	}
}
