package pipeline

import (
	"sync"
	"sync/atomic"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
	"github.com/samber/lo"
	"github.com/samber/lo/parallel"
	"github.com/samber/ro"
	"github.com/sourcegraph/conc/iter"
	"github.com/sourcegraph/conc/pool"
	"github.com/sourcegraph/conc/stream"
	"github.com/zeromicro/go-zero/core/fx"
	"github.com/zeromicro/go-zero/core/mr"
	"golang.org/x/sync/errgroup"
)

func concStream(n, calls int, f func(int) int, add func(sum, v int) int) (sum int) {
	s := stream.New().WithMaxGoroutines(calls)
	for i := range n {
		s.Go(func() stream.Callback {
			v := f(i)
			return func() { sum = add(sum, v) }
		})
	}
	s.Wait()
	return sum
}

func concIter(n, calls int, f func(int) int, add func(sum, v int) int) int {
	m := iter.Mapper[int, int]{MaxGoroutines: calls}
	return sumOf(m.Map(lo.Range(n), func(v *int) int { return f(*v) }), add)
}

func concPool(n, calls int, f func(int) int, add func(sum, v int) int) int {
	p := pool.NewWithResults[int]().WithMaxGoroutines(calls)
	for i := range n {
		p.Go(func() int { return f(i) })
	}
	return sumOf(p.Wait(), add)
}

func errGroup(n, calls int, f func(int) int, add func(sum, v int) int) int {
	var g errgroup.Group
	g.SetLimit(calls)
	results := make([]int, n)
	for i := range n {
		g.Go(func() error {
			results[i] = f(i)
			return nil
		})
	}
	must(g.Wait())
	return sumOf(results, add)
}

func loParallel(n, _ int, f func(int) int, add func(sum, v int) int) int {
	return sumOf(parallel.Map(lo.Range(n), func(v, _ int) int { return f(v) }), add)
}

func roMap(n, _ int, f func(int) int, add func(sum, v int) int) (sum int) {
	mapped := ro.Pipe1(ro.Range(0, int64(n)), ro.Map(func(v int64) int { return f(int(v)) }))
	mapped.Subscribe(ro.OnNext(func(v int) { sum = add(sum, v) }))
	return sum
}

func pondGroup(n, calls int, f func(int) int, add func(sum, v int) int) int {
	p := pond.NewResultPool[int](calls)
	defer p.StopAndWait()
	group := p.NewGroup()
	for i := range n {
		group.Submit(func() int { return f(i) })
	}
	results, err := group.Wait()
	must(err)
	return sumOf(results, add)
}

func pondPool(n, calls int, f func(int) int, _ func(sum, v int) int) int {
	var sum atomic.Int64
	p := pond.NewPool(calls)
	for i := range n {
		p.Submit(func() { sum.Add(int64(f(i))) })
	}
	p.StopAndWait()
	return int(sum.Load())
}

func antsPool(n, calls int, f func(int) int, _ func(sum, v int) int) int {
	var sum atomic.Int64
	var all sync.WaitGroup
	p, err := ants.NewPoolWithFuncGeneric(calls, func(v int) {
		sum.Add(int64(f(v)))
		all.Done()
	})
	must(err)
	defer p.Release()
	for i := range n {
		all.Add(1)
		must(p.Invoke(i))
	}
	all.Wait()
	return int(sum.Load())
}

func zeroFx(n, calls int, f func(int) int, add func(sum, v int) int) (sum int) {
	source := fx.From(func(source chan<- any) {
		for i := range n {
			source <- i
		}
	})
	source.Walk(func(item any, pipe chan<- any) {
		pipe <- f(item.(int))
	}, fx.WithWorkers(calls)).ForEach(func(item any) { sum = add(sum, item.(int)) })
	return sum
}

func zeroMr(n, calls int, f func(int) int, add func(sum, v int) int) int {
	sum, err := mr.MapReduce(func(source chan<- int) {
		for i := range n {
			source <- i
		}
	}, func(v int, writer mr.Writer[int], _ func(error)) {
		writer.Write(f(v))
	}, func(pipe <-chan int, writer mr.Writer[int], _ func(error)) {
		sum := 0
		for v := range pipe {
			sum = add(sum, v)
		}
		writer.Write(sum)
	}, mr.WithWorkers(calls))
	must(err)
	return sum
}
