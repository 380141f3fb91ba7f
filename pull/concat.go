package pull

import "slices"

// Concat returns a generator that yields the values of the given ones, one
// generator after another. Sends and throws go to the current one; when it ends
// normally, the next is resumed as by Next. When one ends with an error, so does
// the generator. Ending or closing it closes those that are left, in order; it
// owns them from now on.
//
// Concat adds no coroutine. It panics if one of gens is nil.
func Concat[In, Out any](gens ...*Gen[In, Out]) *Gen[In, Out] {
	if slices.Contains(gens, nil) {
		panic("pull.Concat: no generator may be nil")
	}
	first := Created
	if len(gens) > 0 {
		first = gens[0].State()
	}
	c := &concat[In, Out]{left: slices.Clone(gens)}
	parts := make([]closer, len(gens))
	for i, g := range gens {
		parts[i] = g
	}
	return newView(c, first, parts...)
}

type concat[In, Out any] struct{ left []*Gen[In, Out] }

func (c *concat[In, Out]) resume(
	how resumption, in In, thrown error,
) (out Out, o outcome, err error) {
	for len(c.left) > 0 {
		out, o, err = c.left[0].resume(how, in, thrown)
		if o == yielded || o == refused || err != nil {
			return out, o, err
		}
		c.left = c.left[1:]
		var zero In
		how, in, thrown = byNext, zero, nil
	}
	return out, ended, nil
}
