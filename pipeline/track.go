package pipeline

// A Tracked is a value on its way from [Track] to [Commit] or [Settle], with the token by
// which it is acknowledged. Values that stages make of it keep its place by [Carry], and a
// struct that embeds a Tracked keeps it, too.
type Tracked[T, K any] struct {
	Value T
	Token K // such as an offset or a message identifier

	place place[K]
}

// Track returns the flow of the values of flow, each with a token, which [Commit], at
// the other end, acknowledges once everything up to it is finished, or [Settle], once it is
// finished itself. token is called on the goroutine of the consumer, once for each value.
//
// A value is finished when Commit or Settle gets it, or what has been made of it. One that
// [Filter] drops, or whose error [Catch] drops, is finished then; one that [FlatMap]
// makes several of, when its flow has ended and all of them are finished. What is dropped
// by other code, such as an operator under [Apply], or by a function that returns a part of
// a slice made by [Batch], is finished when the flow ends. So a batch is worked on as a
// whole, and comes out of [Unbatch], or one value made of it by [Join], before the end. What
// is done to a batch as a whole, as by Filter, or an error in its place, is done to all in it.
//
// When the consumer of the flow is neither of them, Track only adds the tokens.
//
// Track panics if flow or token is nil.
func Track[T, K any](flow Flow[T], token func(T) K) Flow[Tracked[T, K]] {
	if token == nil {
		panic("pipeline.Track: token must not be nil")
	}
	check("pipeline.Track", flow, 1, true)
	return stage("Track", 1, func(s *scope, yield func(Tracked[T, K], error) bool) {
		places := openLedger[K](s.ctx)
		defer places.close()
		for v, err := range flow(beforeTrack(s.ctx)) {
			t := Tracked[T, K]{}
			if err == nil {
				t.Value, t.Token = v, token(v)
				t.place = places.admit(s.ctx.Done(), t.Token)
			}
			if !emit(s, yield, t, err) {
				return
			}
		}
	})
}

// Carry returns v with the token of t and in the place of t, as what has been made of
// its value:
//
//	parsed := pipeline.Map(tracked, 4, func(ctx context.Context, t pipeline.Tracked[string, int]) (
//		pipeline.Tracked[Order, int], error,
//	) {
//		order, err := parse(ctx, t.Value)
//		return pipeline.Carry(t, order), err
//	})
//
// Of one value come as many as a stage passes on: all of them if that is [FlatMap].
func Carry[T, K, V any](t Tracked[T, K], v V) Tracked[V, K] {
	return Tracked[V, K]{Value: v, Token: t.Token, place: t.place}
}

func (t Tracked[T, K]) hold()        { t.place.use(+1, nil) }
func (t Tracked[T, K]) release()     { t.place.use(-1, nil) }
func (t Tracked[T, K]) placed() bool { return t.place.in != nil }

// seat returns the token and place of t, and take takes one, if it is of the right
// type. See heir.
func (t Tracked[T, K]) seat() any { return Tracked[struct{}, K]{Token: t.Token, place: t.place} }

func (t Tracked[T, K]) together(seats []any) any {
	parts := make([]Tracked[struct{}, K], len(seats))
	for i, seat := range seats {
		parts[i] = seat.(Tracked[struct{}, K])
	}
	return Join(parts, struct{}{})
}

func (t *Tracked[T, K]) take(seat any) bool {
	from, ok := seat.(Tracked[struct{}, K])
	t.Token, t.place = from.Token, from.place
	return ok
}
