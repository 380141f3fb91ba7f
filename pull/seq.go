package pull

import "iter"

// FromSeq returns a generator that yields the values of seq and ignores what is
// sent to it. Closing it ends the loop over seq, as stop of [iter.Pull] does. In
// must be given, FromSeq[int](seq), as nothing else tells it; take struct{} if
// nothing is to be sent. A nil seq is an empty one.
func FromSeq[In, Out any](seq iter.Seq[Out]) *Gen[In, Out] {
	if seq == nil {
		seq = func(func(Out) bool) {}
	}
	return New(func(y *Yielder[In, Out]) error {
		for v := range seq {
			if _, err := y.TryYield(v); err != nil {
				return err
			}
		}
		return nil
	})
}

// Through returns an iterator over what g yields when it is sent the values of
// seq, one for one: g is a transducer, with a memory of its own. If it was not
// started, g is first run to its first yield, and that value is dropped.
//
// The loop ends when seq or g does, and if g ends with an error, that is the
// last pair, beside a zero Out. g is closed when seq ends or the loop is left; to
// range a second time gives no values, and the error once more. No value of seq is
// read before it is needed. A nil seq is an empty one.
//
// Through panics if g is nil.
func Through[In, Out any](seq iter.Seq[In], g *Gen[In, Out]) iter.Seq2[Out, error] {
	if g == nil {
		panic("pull.Through: g must not be nil")
	}
	return func(yield func(Out, error) bool) {
		defer g.Close() //nolint:errcheck // it is in Err
		if err := g.pour(seq, yield); err != nil {
			var zero Out
			yield(zero, err)
		}
	}
}

// pour sends seq to g until one of them ends, which is when it returns the error
// of g, or until yield returns false.
func (g *Gen[In, Out]) pour(seq iter.Seq[In], yield func(Out, error) bool) error {
	if o, err := g.startUp(); o != yielded {
		return err
	}
	if seq == nil {
		return g.Close()
	}
	for v := range seq {
		out, o, err := g.resume(bySend, v, nil)
		if o != yielded {
			return err
		}
		if !yield(out, nil) {
			return nil
		}
	}
	return g.Close()
}
