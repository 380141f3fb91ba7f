package pipeline

import (
	"context"
	"iter"
)

// Named returns flow with a name for its last stage, or its source: in [Stats], as the
// value of the label "stage" in profiles, and as that of regions in execution traces. A
// flow of your own, which is no stage of this package, becomes a stage of that name.
//
// Without it, a stage is called by its kind, such as "Map", and is labelled only if there
// are statistics, if a trace is being taken, or if one downstream is. An empty name changes
// nothing. A part that has a name and is given another one has the latter.
//
// Named panics if flow is nil.
func Named[T any](name string, flow Flow[T]) Flow[T] {
	if flow == nil {
		panic("pipeline.Named: flow must not be nil")
	}
	if name == "" {
		return flow
	}
	own := stage(name, 1, func(s *scope, yield func(T, error) bool) {
		for v, err := range flow(s.ctx) {
			if !emit(s, yield, v, err) {
				return
			}
		}
	})
	return func(ctx context.Context) iter.Seq2[T, error] {
		tag := &nameTag{name: name}
		if outer := tagOf(ctx); outer != nil {
			tag.name, outer.taken = outer.name, true
		}
		seq := flow(context.WithValue(ctx, nameKey{}, tag))
		if !tag.taken {
			tag.taken = true
			return own(context.WithValue(ctx, nameKey{}, &nameTag{name: tag.name}))
		}
		return seq
	}
}

// A nameTag is a name for the stage that takes it first, which is the outermost of a
// flow that is called with it, when it is called. So it is taken before anything runs.
type nameTag struct {
	name  string
	taken bool
}

type nameKey struct{}

// tagOf returns the tag in ctx that can be taken, or nil.
func tagOf(ctx context.Context) *nameTag {
	if tag, _ := ctx.Value(nameKey{}).(*nameTag); tag != nil && !tag.taken {
		return tag
	}
	return nil
}

// takeName returns the name for a stage of the given kind.
func takeName(ctx context.Context, kind string) (name string, named bool) {
	tag := tagOf(ctx)
	if tag == nil {
		return kind, false
	}
	tag.taken = true
	return tag.name, true
}
