package pipeline

import "slices"

// An Option changes how a stage works. Each stage says which it knows; it panics
// on others.
type Option func(*options)

type options struct {
	unordered bool
	window    int   // 0: none given
	total     int64 // 0: none given
	given     []string

	inOrder   bool
	onFailure func(Receipt, error) error
}

// settle applies the options, of which the stage named by caller, such as
// "pipeline.Map", knows those listed.
func settle(caller string, all []Option, known ...string) options {
	var o options
	for _, set := range all {
		set(&o)
	}
	for _, name := range o.given {
		if !slices.Contains(known, name) {
			panic(caller + ": option " + name + " is not for this stage")
		}
	}
	return o
}

// Unordered lets a stage deliver each result as soon as it is there.
func Unordered() Option {
	return func(o *options) { o.unordered, o.given = true, append(o.given, "Unordered") }
}

// Window bounds how far a stage reads ahead of its consumer: at most maximum
// items have been read and are not done with, be they waiting, worked on, finished,
// or in the hands of the consumer. With 1, nothing is read while the consumer holds
// an item. It panics if maximum is less than 1.
func Window(maximum int) Option {
	if maximum < 1 {
		panic("pipeline.Window: maximum must be at least 1")
	}
	return func(o *options) { o.window, o.given = maximum, append(o.given, "Window") }
}

// places returns for how many items a stage has places, that has usual ones without a
// window. A wide one needs as many for slow items, but not without bound.
func (o options) places(usual int) int {
	const most = 1 << 10
	if o.window == 0 {
		return usual
	}
	return min(o.window, max(usual, most))
}

// inTurn reports whether a stage with n calls at once is to do its work on the
// goroutine that consumes, in turn with that: with one call at once, or one item,
// that is no slower, and there is less to go wrong.
func (o options) inTurn(n int) bool { return o.window == 1 || n == 1 && o.window == 0 }
