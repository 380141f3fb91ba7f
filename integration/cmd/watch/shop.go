package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A shop is what is to be watched.
type shop struct {
	orders  int // from each of the two places
	lookups int // at once
}

type order struct{ number int }

var errUnknown = errors.New("unknown customer")

// flow is the whole of it. Orders of unknown customers are left out.
func (s shop) flow() pipeline.Flow[order] {
	orders := pipeline.Merge(
		pipeline.Named("web shop", s.incoming(4*time.Millisecond)),
		pipeline.Named("branch office", s.incoming(7*time.Millisecond)),
	)
	found := pipeline.Named("look up", pipeline.Map(orders, s.lookups, lookUp))
	known := pipeline.Named("leave out unknown", pipeline.Catch(found, leaveOut))
	batches := pipeline.Named("collect 50", pipeline.Batch(known, 50, time.Second))
	stored := pipeline.Named("store", pipeline.Map(batches, 1, store))
	return pipeline.Unbatch(stored)
}

// incoming is the flow of orders that come one after the other, a pause apart.
func (s shop) incoming(pause time.Duration) pipeline.Flow[order] {
	return pipeline.FromFunc(func(ctx context.Context, yield func(order) bool) error {
		for number := range s.orders {
			if err := sleep(ctx, pause); err != nil {
				return err
			}
			if !yield(order{number: number}) {
				break
			}
		}
		return nil
	})
}

func lookUp(ctx context.Context, o order) (order, error) {
	err := sleep(ctx, rand.N(40*time.Millisecond))
	if err == nil && o.number%97 == 0 {
		err = errUnknown
	}
	return o, err
}

func leaveOut(err error) error {
	if errors.Is(err, errUnknown) {
		return nil
	}
	return err
}

func store(ctx context.Context, batch []order) ([]order, error) {
	return batch, sleep(ctx, 100*time.Millisecond)
}

// sleep returns early, with the cause, when the run is over.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
