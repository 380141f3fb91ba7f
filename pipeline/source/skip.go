package source

import (
	"errors"

	"github.com/coseq/coseq/pipeline"
)

// SkipBad returns flow without the rows and values that are bad, which are errors in their
// places: those of an [Error] that is Skippable. f is called with each, on the goroutine of
// the consumer, to note it down; it may be nil.
//
// All other errors stay, in particular those that end the flow, such as a file that is not
// there, is cut off or has another header: dropping these, too, as [pipeline.Catch] can,
// would make a part of the input pass for the whole. So do the errors of stages before
// SkipBad, which so belongs right behind the source, and errors that join several. A stage
// that finds rows bad by itself can have them skipped by an Error of its own with Skippable.
//
// SkipBad panics if flow is nil.
func SkipBad[T any](flow pipeline.Flow[T], f func(bad *Error)) pipeline.Flow[T] {
	if flow == nil {
		panic("source.SkipBad: flow must not be nil")
	}
	return pipeline.Catch(flow, func(err error) error {
		bad := outermost(err)
		if bad == nil || !bad.Skippable {
			return err
		}
		if f != nil {
			f(bad)
		}
		return nil
	})
}

// outermost returns the first Error that err wraps, nil if there is none. It looks into no
// joined errors: for one of them to be skippable does not make the others so.
func outermost(err error) *Error {
	for ; err != nil; err = errors.Unwrap(err) {
		if found, ok := err.(*Error); ok { //nolint:errorlint // errors.As would look into joined ones
			return found
		}
	}
	return nil
}

// inItsPlace marks err, which is that of a row, as skippable.
func inItsPlace(err error) error {
	if err == nil {
		return nil
	}
	if bad := outermost(err); bad != nil {
		bad.Skippable = true
	}
	return err
}
