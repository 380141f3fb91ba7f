package pipeline

import (
	"sync/atomic"
	"time"
)

const (
	// aim is the work that is worth a chunk: handing one over costs about a
	// microsecond, and nobody minds waiting for a tenth of a millisecond.
	aim = 100 * time.Microsecond
	// tooLong is after what time a chunk is split. It is longer than the pause of
	// a goroutine that has to give way to another.
	tooLong = 4 * aim
)

// A pace is the size that chunks are to have, so that there is a good deal of work
// in each, and the most it may become.
type pace struct {
	size atomic.Int32
	most int32
}

func (p *pace) begin(most int) {
	p.size.Store(1)
	p.most = int32(most)
}

// note learns from a chunk of n items that a worker has finished. The size grows
// only by full chunks: others say that the source is what is slow.
func (p *pace) note(n int, full bool, took time.Duration) {
	size := p.size.Load()
	switch {
	case full && n == int(size) && took < aim/2:
		p.size.CompareAndSwap(size, min(2*size, p.most))
	case took > 2*aim && n > 1 && n <= int(size):
		p.size.CompareAndSwap(size, max(size/2, 1))
	}
}
