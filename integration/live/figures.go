package live

import (
	"fmt"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// figures are what the page says of a stage.
type figures struct {
	node
	Rate float64 // values a second, since the figures before these
}

// A meter tells what has come since it was read before, at first since the flow began.
// Each page has its own.
type meter struct {
	before map[string]int64
	at     time.Time
}

func (m *meter) read(stats *pipeline.Stats, now time.Time) []figures {
	g := newGraph(stats)
	seconds := now.Sub(m.at).Seconds()
	counts := make(map[string]int64, len(g))
	all := make([]figures, len(g))
	for i, n := range g {
		all[i] = figures{node: n}
		if seconds > 0 {
			all[i].Rate = float64(n.Out-m.before[n.Name]) / seconds
		}
		counts[n.Name] = n.Out
	}
	m.before, m.at = counts, now
	return all
}

// A share is what part of its time a stage has spent in one way.
type share struct {
	Kind    string
	Percent float64
	Time    time.Duration
}

// Shares returns busy, starved and blocked, which are 100 % together, or none at all.
func (f figures) Shares() []share {
	shares := []share{{"busy", 0, f.Busy}, {"starved", 0, f.Starved}, {"blocked", 0, f.Blocked}}
	if sum := f.Busy + f.Starved + f.Blocked; sum > 0 {
		for i := range shares {
			shares[i].Percent = 100 * float64(shares[i].Time) / float64(sum)
		}
	}
	return shares
}

// Fill returns the load as a part of width.
func (f figures) Fill(width float64) float64 { return width * min(f.Load, 1) }

// count writes a number with thin spaces between thousands.
func count(n int64) string {
	if n < 0 {
		return "−" + count(-n)
	}
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s\u2009%03d", count(n/1000), n%1000)
}

// compact writes a number for where there is little room.
func compact(n int64) string {
	switch {
	case n < 100_000:
		return count(n)
	case n < 1_000_000:
		return fmt.Sprintf("%d k", n/1000)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.3g M", float64(n)/1e6)
	}
	return fmt.Sprintf("%.3g G", float64(n)/1e9)
}

// rate writes values a second.
func rate(perSecond float64) string {
	if perSecond > 0 && perSecond < 10 {
		return fmt.Sprintf("%.1f/s", perSecond)
	}
	return compact(int64(perSecond)) + "/s"
}

// percent writes a part of a whole.
func percent(part float64) string { return fmt.Sprintf("%.0f\u00a0%%", 100*part) }

// span writes a duration to some three digits.
func span(d time.Duration) string {
	for unit := time.Duration(1); ; unit *= 10 {
		if d < 1000*unit {
			return d.Truncate(unit).String()
		}
	}
}

// short cuts a name to what fits into a box.
func short(name string, runes int) string {
	if r := []rune(name); len(r) > runes {
		return string(r[:runes-1]) + "…"
	}
	return name
}
