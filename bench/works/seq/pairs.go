package seq

import (
	"iter"

	"github.com/samber/lo/it"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/seq"
)

func zip() measure.Work {
	return measure.Work{
		Name:  "seq-zip",
		Title: "Zip two sequences",
		About: "Two sequences that are only known as `iter.Seq` are walked side by side, and the " +
			"products added up. The loop has two slices instead.",
		Ways: []measure.Way{
			{Name: "coseq", Run: over(zipOfSeq)},
			{Name: "lo/it", Run: over(zipOfLo)},
			{Name: "iter.Pull of one", Run: over(zipOfPull)},
			{Name: "iter.Pull of both", Run: over(zipOfPulls)},
			{Name: "loop", Run: over(zipByHand)},
		},
	}
}

func zipOfSeq(vs []int) (sum int) {
	for v, w := range seq.Zip(elsewhere(vs), elsewhere(vs)) {
		sum += v * w
	}
	return sum
}

func zipOfLo(vs []int) (sum int) {
	for p := range it.Zip2(elsewhere(vs), elsewhere(vs)) {
		sum += p.A * p.B
	}
	return sum
}

func zipOfPull(vs []int) (sum int) {
	next, stop := iter.Pull(elsewhere(vs))
	defer stop()
	for v := range elsewhere(vs) {
		w, ok := next()
		if !ok {
			break
		}
		sum += v * w
	}
	return sum
}

func zipOfPulls(vs []int) (sum int) {
	nextV, stopV := iter.Pull(elsewhere(vs))
	defer stopV()
	nextW, stopW := iter.Pull(elsewhere(vs))
	defer stopW()
	for {
		v, ok := nextV()
		if !ok {
			return sum
		}
		w, ok := nextW()
		if !ok {
			return sum
		}
		sum += v * w
	}
}

//go:noinline
func zipByHand(vs []int) (sum int) {
	ws := vs
	for i, v := range vs {
		sum += v * ws[i]
	}
	return sum
}

func merge() measure.Work {
	return measure.Work{
		Name:  "seq-merge",
		Title: "Merge two sorted sequences",
		About: "The even and the odd numbers, of which all are needed in order; lo/it has no such " +
			"operator. The loop has two slices instead of `iter.Seq`.",
		Ways: []measure.Way{
			{Name: "coseq", Run: measure.Time(mergeOfSeq)},
			{Name: "iter.Pull of both", Run: measure.Time(mergeOfPulls)},
			{Name: "loop", Run: measure.Time(mergeByHand)},
		},
	}
}

// mix is a sum that depends on the order of its terms.
func mix(sum, v int) int { return 31*sum + v }

// every second number, from one on, below another.
//
//go:noinline
func second(from, below int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for v := from; v < below && yield(v); v += 2 {
		}
	}
}

func mergeOfSeq(n int) (sum int) {
	for v := range seq.Merge(second(0, n), second(1, n)) {
		sum = mix(sum, v)
	}
	return sum
}

func mergeOfPulls(n int) (sum int) {
	nextV, stopV := iter.Pull(second(0, n))
	defer stopV()
	nextW, stopW := iter.Pull(second(1, n))
	defer stopW()
	v, more := nextV()
	w, moreW := nextW()
	for more || moreW {
		if more && (!moreW || v <= w) {
			sum = mix(sum, v)
			v, more = nextV()
		} else {
			sum = mix(sum, w)
			w, moreW = nextW()
		}
	}
	return sum
}

func mergeByHand(n int) int {
	vs, ws := evens()[:(n+1)/2], odds()[:n/2]
	return mergeSlices(vs, ws)
}

//go:noinline
func mergeSlices(vs, ws []int) (sum int) {
	for len(vs) > 0 || len(ws) > 0 {
		if len(vs) > 0 && (len(ws) == 0 || vs[0] <= ws[0]) {
			sum = mix(sum, vs[0])
			vs = vs[1:]
		} else {
			sum = mix(sum, ws[0])
			ws = ws[1:]
		}
	}
	return sum
}
