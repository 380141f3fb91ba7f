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
	return newView(&concat[In, Out]{all: slices.Clone(gens)}, first)
}

type concat[In, Out any] struct {
	all  []*Gen[In, Out]
	over int // how many of them
}

func (c *concat[In, Out]) resume(
	how resumption, in In, thrown error,
) (out Out, o outcome, err error) {
	for c.over < len(c.all) {
		out, o, err = c.all[c.over].resume(how, in, thrown)
		if o == yielded || o == refused {
			return out, o, err
		}
		c.over++
		if err != nil {
			return out, ended, join(err, closeEach(c.parts()))
		}
		var zero In
		how, in, thrown = byNext, zero, nil
	}
	return out, ended, nil
}

func (c *concat[In, Out]) parts() []closer {
	parts := make([]closer, len(c.all))
	for i, g := range c.all {
		parts[i] = g
	}
	return parts
}
