package pipeline

import (
	"sync/atomic"
	"time"
)

// A ProgressFunc is told how far a flow has come. See [Progress].
type ProgressFunc func(Snapshot)

// A Snapshot is how far a flow has come at a moment.
type Snapshot struct {
	Done    int64         // values that have passed; errors are not counted
	Total   int64         // how many there will be, as [Total] has said; 0 if it has not
	Rate    float64       // values a second, from the beginning on
	Elapsed time.Duration // since the beginning
	ETA     time.Duration // how long the rest takes at this rate; 0 if unknown, or if none is left
}

// Total tells [Progress] how many values are to come. A total of 0 is unknown. Total panics
// if it is negative.
func Total(total int64) Option {
	if total < 0 {
		panic("pipeline.Total: total must not be negative")
	}
	return func(o *options) { o.total, o.given = total, append(o.given, "Total") }
}

// reportPause is the time from one report of Progress to the next.
const reportPause = time.Second

// Progress returns flow and calls report once a second while it runs, whether or not
// values come, and once at the end. That is so in whatever way it ends, be it an error, a
// break or a panic. With [Total] the snapshots have an ETA.
//
// report is called on a goroutine of its own but for the last time, when it is called on
// that of the consumer: never twice at once, and never after the loop has been left. The
// flow does not wait for it before that.
//
// Progress panics if flow or report is nil.
func Progress[T any](flow Flow[T], report ProgressFunc, opts ...Option) Flow[T] {
	if report == nil {
		panic("pipeline.Progress: report must not be nil")
	}
	check("pipeline.Progress", flow, 1, true)
	total := settle("pipeline.Progress", opts, "Total").total
	return stage("Progress", 1, func(s *scope, yield func(T, error) bool) {
		p := &progress{report: report, total: total, began: time.Now()}
		c := assemble(s)
		s.meter.readsInTurn()
		defer p.reportEnd(c)
		defer c.dismiss()
		c.start(func() { p.reportSteadily(s.ctx.Done()) })
		for v, err := range flow(s.ctx) {
			if err != nil && c.failed.Load() != nil {
				return // by report, and the error only says that the run has been cancelled
			}
			if err == nil {
				p.done.Add(1)
			}
			if !emit(s, yield, v, err) {
				return
			}
		}
	})
}

type progress struct {
	report ProgressFunc
	total  int64
	began  time.Time
	done   atomic.Int64
}

func (p *progress) reportSteadily(done <-chan struct{}) {
	ticker := time.NewTicker(reportPause)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			p.report(p.snapshot())
		case <-done:
			return
		}
	}
}

// reportEnd reports for the last time, unless report has panicked before. If the consumer
// is leaving by a panic, one of report takes its place.
func (p *progress) reportEnd(c *crew) {
	if c.failed.Load() != nil {
		return
	}
	outside := c.outside
	c.outside = false
	p.report(p.snapshot())
	c.outside = outside
}

func (p *progress) snapshot() Snapshot {
	s := Snapshot{Done: p.done.Load(), Total: p.total, Elapsed: time.Since(p.began)}
	if seconds := s.Elapsed.Seconds(); seconds > 0 {
		s.Rate = float64(s.Done) / seconds
	}
	if left := s.Total - s.Done; left > 0 && s.Rate > 0 {
		const longest = 1 << 62 // some 146 years, lest the conversion overflow
		s.ETA = time.Duration(min(longest, float64(left)/s.Rate*float64(time.Second)))
	}
	return s
}
