package seq

import "iter"

// windowsPerBlock is how many windows, at least, share an array, but for the first.
const windowsPerBlock = 128

// Window returns an iterator over all slices of n consecutive values of s, each one
// value further; over nothing if s has fewer than n. It streams, but for an allocation
// in more than a hundred windows. Windows are to be kept and appended to, but not to be
// written to: those that overlap share an array. To keep one keeps up to
// 2n + 128 values. Window panics if n is less than 1.
func Window[V any](s iter.Seq[V], n int) iter.Seq[[]V] {
	if n < 1 {
		panic("seq.Window: n must be at least 1")
	}
	return func(yield func([]V) bool) {
		if s == nil {
			return
		}
		var block []V
		s(func(v V) bool {
			if len(block) == cap(block) {
				block = nextBlock(block, n)
			}
			block = append(block, v)
			end := len(block)
			return end < n || yield(block[end-n:end:end])
		})
	}
}

// nextBlock returns a block that begins with the last n-1 values of a full one and
// has room for as many again. So each value is copied at most about once, and the
// first blocks of a large n grow with what there is.
func nextBlock[V any](block []V, n int) []V {
	overlap := block[max(0, len(block)-(n-1)):]
	next := make([]V, len(overlap), 2*len(overlap)+windowsPerBlock)
	copy(next, overlap)
	return next
}

// Pairwise returns an iterator over all pairs of consecutive values of s: the first
// and the second, the second and the third, and so on; over nothing if s has fewer
// than two. It streams. See [Window] for more than two.
func Pairwise[V any](s iter.Seq[V]) iter.Seq2[V, V] {
	return func(yield func(V, V) bool) {
		if s == nil {
			return
		}
		begun := false
		var last V
		s(func(v V) bool {
			before := last
			last = v
			if !begun {
				begun = true
				return true
			}
			return yield(before, v)
		})
	}
}
