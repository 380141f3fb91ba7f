package traps

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
)

// pondGroup bounds the queue, too, which by default has no bound.
func pondGroup(ctx context.Context, j job) error {
	pool := pond.NewResultPool[int](workers, pond.WithQueueSize(workers))
	defer pool.StopAndWait()
	group := pool.NewGroupContext(ctx)
	for v := range j.source {
		group.SubmitErr(func() (int, error) { return j.f(ctx, v) })
	}
	out, err := group.Wait()
	if err != nil {
		return err
	}
	return give(out, j)
}

// antsPool counts its tasks by a WaitGroup, as its examples do. A task that panics ends
// in the handler.
func antsPool(ctx context.Context, j job) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var out []int
	var failure error
	pool, err := ants.NewPool(workers, ants.WithPanicHandler(func(p any) {
		defer wg.Done()
		mu.Lock()
		defer mu.Unlock()
		failure = fmt.Errorf("panic: %v", p)
	}))
	if err != nil {
		return err
	}
	defer pool.ReleaseTimeout(time.Second)
	for v := range j.source {
		wg.Add(1)
		if err := pool.Submit(func() {
			v, _ := j.f(ctx, v)
			mu.Lock()
			out = append(out, v)
			mu.Unlock()
			wg.Done()
		}); err != nil {
			return err
		}
	}
	wg.Wait()
	if failure != nil {
		return failure
	}
	return give(out, j)
}
