package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/google/go-cmp/cmp"
)

type (
	letter  = pipeline.Message[int]
	letters = pipeline.Flow[letter]
)

// An office is an engine that delivers numbers and notes how each was settled.
type office struct {
	t       *testing.T
	mu      sync.Mutex
	start   time.Time
	settled []settling
	fail    func(ack bool, id string) error // what the receipts return; nil: nothing
}

type settling struct {
	ID    string
	At    time.Duration
	Cause string // "" is an acknowledgement
	cause error
}

// A stamp is a receipt of an office.
type stamp struct {
	from *office
	id   string
}

func (s *stamp) ID() string { return s.id }

func (s *stamp) Ack(ctx context.Context) error { return s.from.note(ctx, s.id, nil) }

func (s *stamp) Nack(ctx context.Context, cause error) error {
	if cause == nil {
		s.from.t.Errorf("Nack(%s) without a cause", s.id)
	}
	return s.from.note(ctx, s.id, cause)
}

func (o *office) note(ctx context.Context, id string, cause error) error {
	if o.fail != nil {
		if err := o.fail(cause == nil, id); err != nil {
			return err
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if ctx.Err() != nil {
		o.t.Errorf("%s is settled with a context that is %v", id, ctx.Err())
	}
	done := settling{ID: id, At: time.Since(o.start).Round(ms), cause: cause}
	if cause != nil {
		done.Cause = cause.Error()
	}
	o.settled = append(o.settled, done)
	return nil
}

// deliver is the flow of the numbers of flow as messages of the office.
func (o *office) deliver(flow pipeline.Flow[int]) letters {
	return pipeline.Track(flow, func(v int) pipeline.Receipt { return &stamp{o, fmt.Sprint(v)} })
}

func newOffice(t *testing.T) *office { return &office{t: t, start: time.Now()} }

// acked and nacked return the IDs, in the order of their settlement.
func (o *office) acked() (ids []string) {
	for _, s := range o.settled {
		if s.cause == nil {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func (o *office) nacked() (ids []string) {
	for _, s := range o.settled {
		if s.cause != nil {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// expect checks what was settled, in any order, and that everything was so once. Causes
// other than of abandonment are to be errOdd.
func (o *office) expect(acked, nacked, abandoned []string) {
	o.t.Helper()
	var failed, left []string
	for _, s := range o.settled {
		switch {
		case errors.Is(s.cause, pipeline.ErrAbandoned):
			left = append(left, s.ID)
		case s.cause != nil:
			failed = append(failed, s.ID)
			if !errors.Is(s.cause, errOdd) {
				o.t.Errorf("%s is given back because of %v", s.ID, s.cause)
			}
		}
	}
	for what, ids := range map[string][2][]string{
		"acknowledged":         {acked, o.acked()},
		"given back as failed": {nacked, failed},
		"given back as left":   {abandoned, left},
	} {
		want, got := sortedIDs(ids[0]), sortedIDs(ids[1])
		if diff := cmp.Diff(want, got); diff != "" {
			o.t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func sortedIDs(ids []string) []string { return slices.Sorted(slices.Values(ids)) }

// ids returns those of the numbers from begin to end-1, without those of except.
func ids(begin, end int, except ...int) (all []string) {
	for i := begin; i < end; i++ {
		if !slices.Contains(except, i) {
			all = append(all, fmt.Sprint(i))
		}
	}
	return all
}

func idsOf(numbers ...int) (all []string) {
	for _, n := range numbers {
		all = append(all, fmt.Sprint(n))
	}
	return all
}

func slowLetter(_ context.Context, m letter) (letter, error) {
	time.Sleep(time.Duration(mix(m.Value, 5)%1000) * time.Millisecond)
	return m, nil
}

// oddAt fails at some values.
func oddAt(values ...int) func(context.Context, letter) (letter, error) {
	return func(_ context.Context, m letter) (letter, error) {
		if slices.Contains(values, m.Value) {
			return letter{}, errOdd
		}
		return m, nil
	}
}

func evenLetter(_ context.Context, m letter) (bool, error) { return m.Value%2 == 0, nil }

// double makes two of each, but three of 3 and none of 4.
func double(_ context.Context, m letter) (letters, error) {
	children := map[int][]int{3: {3, 3, 3}, 4: nil}
	if all, ok := children[m.Value]; ok {
		return pipeline.Split(m, slices.Values(all)), nil
	}
	return pipeline.Of(m, m), nil
}

// Whatever stages do in between, all that came through or was dropped is acknowledged, once.
func TestSettleAll(t *testing.T) {
	const n = 100
	unordered := pipeline.Unordered()
	for name, stage := range map[string]func(letters) letters{
		"nothing":   func(f letters) letters { return f },
		"in order":  func(f letters) letters { return pipeline.Map(f, 7, slowLetter) },
		"unordered": func(f letters) letters { return pipeline.Map(f, 7, slowLetter, unordered) },
		"dropped":   func(f letters) letters { return pipeline.Filter(f, 1, evenLetter) },
		"dropped in parallel": func(f letters) letters {
			return pipeline.Filter(pipeline.Map(f, 7, slowLetter, unordered), 3, evenLetter, unordered)
		},
		"multiplied": func(f letters) letters { return pipeline.FlatMap(f, 1, double) },
		"multiplied in parallel": func(f letters) letters {
			f = pipeline.FlatMap(f, 4, double)
			return pipeline.Map(pipeline.FlatMap(f, 3, double, unordered), 5, slowLetter, unordered)
		},
		"dropped errors": func(f letters) letters {
			return pipeline.Catch(pipeline.Map(f, 3, oddAt(7, 8)), forgive)
		},
		"in batches": func(f letters) letters { return pipeline.Unbatch(pipeline.Batch(f, 7, 0)) },
		"in timely batches": func(f letters) letters {
			return pipeline.Unbatch(pipeline.Batch(f, 7, time.Second))
		},
		"joined": func(f letters) letters { return joined(pipeline.Batch(f, 7, 0), nil) },
		"dropped batches": func(f letters) letters {
			none := func(_ context.Context, b []letter) (bool, error) { return b[0].Value%2 == 0, nil }
			return pipeline.Unbatch(pipeline.Filter(pipeline.Batch(f, 7, 0), 2, none))
		},
		"batches of which several are made": func(f letters) letters {
			return pipeline.FlatMap(pipeline.Batch(f, 7, 0), 2, func(
				_ context.Context, b []letter,
			) (letters, error) {
				return pipeline.Of(pipeline.Join(b, 1), pipeline.Carry(b[0], 2), pipeline.Join(b[1:], 3)), nil
			})
		},
		"by an operator": func(f letters) letters {
			return pipeline.Apply(f, func(in iter.Seq[letter]) iter.Seq[letter] {
				return func(yield func(letter) bool) {
					for m := range in {
						if m.Value%3 == 0 && !yield(m) {
							return
						}
					}
				}
			})
		},
	} {
		for _, opts := range [][]pipeline.Option{nil, {pipeline.InOrder()}} {
			t.Run(fmt.Sprint(name, len(opts)), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					o := newOffice(t)
					if err := pipeline.Settle(t.Context(), stage(o.deliver(every(0, n))), opts...); err != nil {
						t.Error(err)
					}
					o.expect(ids(0, n), nil, nil)
					if len(opts) > 0 && !slices.Equal(o.acked(), ids(0, n)) {
						t.Errorf("acknowledged in the order %v", o.acked())
					}
				})
			})
		}
	}
}

// joined joins batches; what it makes of one fails if err is not nil.
func joined(batches pipeline.Flow[[]letter], err error) letters {
	return pipeline.Map(batches, 1, func(_ context.Context, b []letter) (letter, error) {
		for _, m := range b {
			if m.Value == 7 {
				return pipeline.Join(b, 0), err
			}
		}
		return pipeline.Join(b, 0), nil
	})
}

// A message is acknowledged as soon as it is finished, whatever becomes of those before it;
// in order, as soon as those before it are. Times are rounded, as it takes less than a
// millisecond until workers share the items of a slow chunk.
func TestSettleAtOnce(t *testing.T) {
	durations := []time.Duration{3, 1, 5, 2, 4, 9, 7} // seconds that each takes
	for _, test := range []struct {
		opts  []pipeline.Option
		order []int
		times []time.Duration
	}{
		{nil, []int{1, 3, 0, 4, 2, 6, 5}, []time.Duration{1, 2, 3, 4, 5, 7, 9}},
		{
			[]pipeline.Option{pipeline.InOrder()},
			[]int{0, 1, 2, 3, 4, 5, 6}, []time.Duration{3, 3, 5, 5, 5, 9, 9},
		},
	} {
		for _, kept := range []bool{true, false} {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				flow := pipeline.Map(o.deliver(every(0, len(durations))), len(durations),
					func(_ context.Context, m letter) (letter, error) {
						time.Sleep(durations[m.Value] * time.Second)
						return m, nil
					}, pipeline.Unordered())
				flow = pipeline.Filter(flow, 1, func(context.Context, letter) (bool, error) {
					return kept, nil
				})
				if err := pipeline.Settle(t.Context(), flow, test.opts...); err != nil {
					t.Error(err)
				}
				var want []settling
				for i, v := range test.order {
					want = append(want, settling{ID: fmt.Sprint(v), At: test.times[i] * time.Second})
				}
				opt := cmp.Comparer(func(a, b error) bool { return a == b })
				if diff := cmp.Diff(want, o.settled, cmp.AllowUnexported(settling{}), opt); diff != "" {
					t.Errorf("kept %t (-want +got):\n%s", kept, diff)
				}
			})
		}
	}
}

// Wherever a message fails, it is given back with that error, and the flow goes on.
func TestSettleFailure(t *testing.T) {
	unordered := pipeline.Unordered()
	fails := oddAt(7)
	sub := func(_ context.Context, m letter) (letters, error) {
		return pipeline.Map(pipeline.Of(m, m, m), 1, fails), nil
	}
	for name, test := range map[string]struct {
		stage  func(letters) letters
		failed []string
	}{
		"Map":             {func(f letters) letters { return pipeline.Map(f, 1, fails) }, ids(7, 8)},
		"Map in parallel": {func(f letters) letters { return pipeline.Map(f, 4, fails) }, ids(7, 8)},
		"Map unordered": {
			func(f letters) letters {
				return pipeline.Map(pipeline.Map(f, 4, slowLetter, unordered), 4, fails, unordered)
			}, ids(7, 8),
		},
		"Filter": {
			func(f letters) letters {
				return pipeline.Filter(f, 3, func(ctx context.Context, m letter) (bool, error) {
					_, err := fails(ctx, m)
					return true, err
				})
			}, ids(7, 8),
		},
		"FlatMap": {
			func(f letters) letters {
				return pipeline.FlatMap(f, 1, func(ctx context.Context, m letter) (letters, error) {
					_, err := fails(ctx, m)
					return pipeline.Of(m), err
				})
			}, ids(7, 8),
		},
		"a sub-flow": {func(f letters) letters {
			return pipeline.FlatMap(f, 1, sub)
		}, ids(7, 8)},
		"a sub-flow in parallel": {func(f letters) letters {
			return pipeline.FlatMap(f, 4, sub)
		}, ids(7, 8)},
		"one of several": {
			func(f letters) letters {
				f = pipeline.FlatMap(f, 2, func(_ context.Context, m letter) (letters, error) {
					return pipeline.Split(m, slices.Values([]int{m.Value, m.Value + 1})), nil
				})
				return pipeline.Map(pipeline.Map(f, 3, slowLetter, unordered), 3, fails)
			}, ids(6, 8),
		},
		"MapKeyed": {
			func(f letters) letters {
				return pipeline.MapKeyed(f, 3, func(m letter) int { return m.Value % 2 }, fails)
			}, ids(7, 8),
		},
		"Throttle": {
			func(f letters) letters { return pipeline.Throttle(f, &failingLimiter{fail: 7}) }, ids(7, 8),
		},
		"before Buffer": {
			func(f letters) letters { return pipeline.Buffer(pipeline.Map(f, 1, fails), 3) }, ids(7, 8),
		},
		"before Merge": {
			func(f letters) letters { return pipeline.Merge(pipeline.Map(f, 1, fails)) }, ids(7, 8),
		},
		"before Concat, Take and Tap": {
			func(f letters) letters {
				f = pipeline.Take(pipeline.Concat(pipeline.Map(f, 1, fails)), 1000)
				return pipeline.Tap(f, func(letter) {})
			}, ids(7, 8),
		},
		"Catch that wraps": {
			func(f letters) letters {
				return pipeline.Catch(pipeline.Map(f, 1, fails), func(err error) error {
					return fmt.Errorf("wrapped: %w", err)
				})
			}, ids(7, 8),
		},
		"Retry": {
			func(f letters) letters {
				return pipeline.Map(f, 2, pipeline.Retry(fails, pipeline.Backoff{Attempts: 2}))
			}, ids(7, 8),
		},
		"before Batch": {
			func(f letters) letters {
				return joined(pipeline.Batch(pipeline.Map(f, 1, fails), 5, 0), nil)
			}, ids(7, 8),
		},
		"before a timely Batch": {
			func(f letters) letters {
				return pipeline.Unbatch(pipeline.Batch(pipeline.Map(f, 1, fails), 5, time.Second))
			}, ids(7, 8),
		},
		"a batch": {
			func(f letters) letters { return joined(pipeline.Batch(f, 5, 0), errOdd) }, ids(5, 10),
		},
		"a batch in the middle": {
			func(f letters) letters {
				batches := pipeline.Map(pipeline.Batch(f, 5, 0), 3, func(
					_ context.Context, b []letter,
				) ([]letter, error) {
					if b[2].Value == 7 {
						return nil, errOdd
					}
					return b, nil
				})
				return pipeline.Unbatch(batches)
			}, ids(5, 10),
		},
		"a sub-flow of a batch": {
			func(f letters) letters {
				return pipeline.FlatMap(pipeline.Batch(f, 5, 0), 3, func(
					_ context.Context, b []letter,
				) (letters, error) {
					return pipeline.Map(pipeline.Of(b...), 1, fails), nil
				})
			}, ids(7, 8),
		},
		"a joined one": {
			func(f letters) letters {
				f = joined(pipeline.Batch(f, 5, 0), nil)
				return pipeline.Map(f, 1, func(_ context.Context, m letter) (letter, error) {
					return m, errOdd
				})
			}, ids(0, 20),
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				var told []string
				err := pipeline.Settle(t.Context(), test.stage(o.deliver(every(0, 20))),
					pipeline.OnFailure(func(r pipeline.Receipt, cause error) error {
						if told = append(told, r.ID()); !errors.Is(cause, errOdd) {
							t.Errorf("told of %v", cause)
						}
						return nil
					}))
				if err != nil {
					t.Error(err)
				}
				var rest []string
				for _, id := range ids(0, 20) {
					if !slices.Contains(test.failed, id) {
						rest = append(rest, id)
					}
				}
				o.expect(rest, test.failed, nil)
				if !slices.Equal(told, o.nacked()) {
					t.Errorf("told of %v, given back are %v", told, o.nacked())
				}
			})
		})
	}
}

// A failingLimiter fails at the call with that number.
type failingLimiter struct{ calls, fail int }

func (c *failingLimiter) Wait(context.Context) error {
	c.calls++
	if c.calls-1 == c.fail {
		return errOdd
	}
	return nil
}

// A message of which there are several is given back once, when all of them are finished,
// with the first error to come.
func TestSettleSiblings(t *testing.T) {
	second := errors.New("second")
	for _, n := range []int{1, 4} {
		synctest.Test(t, func(t *testing.T) {
			o := newOffice(t)
			flow := pipeline.FlatMap(o.deliver(every(0, 2)), n, func(
				_ context.Context, m letter,
			) (letters, error) {
				return pipeline.Split(m, slices.Values([]int{5, 1, 3, 2, 4})), nil
			})
			flow = pipeline.Map(flow, 10, func(_ context.Context, m letter) (letter, error) {
				time.Sleep(time.Duration(m.Value) * time.Second)
				switch m.ID() {
				case "0/2":
					return m, second
				case "0/3":
					return m, errOdd
				}
				return m, nil
			}, pipeline.Unordered())
			if err := pipeline.Settle(t.Context(), flow); err != nil {
				t.Error(err)
			}
			o.expect(idsOf(1), idsOf(0), nil)
			if at := o.settled[0].At; at != 5*time.Second {
				t.Errorf("settled after %v", at)
			}
		})
	}
}

// An error that has no place ends the run. What is not finished is given back because of it.
func TestSettleNoPlace(t *testing.T) {
	type wrapped struct{ in letter }
	wrap := func(_ context.Context, m letter) (wrapped, error) {
		if m.Value == 2 {
			return wrapped{}, errOdd
		}
		return wrapped{m}, nil
	}
	unwrap := func(_ context.Context, w wrapped) (letter, error) { return w.in, nil }
	broken := pipeline.Concat(every(0, 2), timed(moment{0, 0, errOdd}), every(0, 2))
	for name, test := range map[string]struct {
		flow      func(*office) letters
		acked     []string
		abandoned []string
	}{
		"of the source": {func(o *office) letters { return o.deliver(broken) }, ids(0, 2), nil},
		"read ahead": {
			func(o *office) letters {
				flow := o.deliver(broken)
				return pipeline.Map(flow, 4, slowLetter)
			}, ids(0, 2), ids(0, 2), // which come again after the error
		},
		"of a stage of other values": {
			func(o *office) letters {
				return pipeline.Map(pipeline.Map(o.deliver(every(0, 5)), 1, wrap), 1, unwrap)
			}, ids(0, 2), ids(2, 3),
		},
		"through Apply": {
			func(o *office) letters {
				same := func(in iter.Seq[letter]) iter.Seq[letter] { return in }
				return pipeline.Apply(pipeline.Map(o.deliver(every(0, 5)), 1, oddAt(2)), same)
			}, ids(0, 2), ids(2, 3),
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				if err := pipeline.Settle(t.Context(), test.flow(o)); err != errOdd {
					t.Errorf("error %v, want %v", err, errOdd)
				}
				o.expect(test.acked, nil, test.abandoned)
				for _, s := range o.settled {
					if s.cause != nil && !errors.Is(s.cause, errOdd) {
						t.Errorf("%s is given back because of %v", s.ID, s.cause)
					}
				}
			})
		})
	}
}

// When the run is cancelled, what was finished is acknowledged, and what was not is given
// back at once.
func TestSettleCancelled(t *testing.T) {
	for _, opts := range [][]pipeline.Option{nil, {pipeline.InOrder()}} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			o := newOffice(t)
			flow := pipeline.Map(o.deliver(every(0, 6)), 6, func(
				ctx context.Context, m letter,
			) (letter, error) {
				select {
				case <-time.After(time.Duration(10*(m.Value%2)+m.Value) * time.Second):
				case <-ctx.Done():
				}
				return m, ctx.Err()
			}, pipeline.Unordered())
			time.AfterFunc(5*time.Second, func() { cancel(errStop) })
			if err := pipeline.Settle(ctx, flow, opts...); err != errStop {
				t.Errorf("error %v", err)
			}
			if len(opts) == 0 {
				o.expect(idsOf(0, 2, 4), nil, idsOf(1, 3, 5))
			} else {
				o.expect(idsOf(0), nil, ids(1, 6))
			}
			for _, s := range o.settled {
				if s.cause != nil && !errors.Is(s.cause, errStop) || s.At > 5*time.Second {
					t.Errorf("%s is settled after %v because of %v", s.ID, s.At, s.cause)
				}
			}
		})
	}
}

// An engine that hangs then does so for a bounded time only.
func TestSettleCancelledHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, r := time.Now(), &sleeper{}
		ctx, cancel := context.WithTimeout(t.Context(), 2500*ms)
		defer cancel()
		source := pipeline.Track(every(0, 9), func(int) pipeline.Receipt { return r })
		flow := pipeline.Map(source, 9, func(ctx context.Context, m letter) (letter, error) {
			<-ctx.Done()
			return m, ctx.Err()
		})
		err := pipeline.Settle(ctx, flow)
		// The second call begins before five seconds have passed, and none after it.
		if took := time.Since(start); took != 8500*ms || r.calls != 2 ||
			!errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v after %v and %d calls", err, took, r.calls)
		}
	})
}

// A sleeper is a receipt that takes its time.
type sleeper struct{ calls int }

func (s *sleeper) ID() string                { return "sleeper" }
func (s *sleeper) Ack(context.Context) error { return nil }

func (s *sleeper) Nack(context.Context, error) error {
	s.calls++
	time.Sleep(3 * time.Second)
	return nil
}

// What embeds a message keeps its place.
func TestSettleEmbedded(t *testing.T) {
	type order struct {
		letter
		total int
	}
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		orders := pipeline.Map(o.deliver(every(0, 9)), 2, func(
			_ context.Context, m letter,
		) (order, error) {
			return order{letter: m, total: m.Value}, nil
		})
		orders = pipeline.Filter(orders, 2, func(_ context.Context, o order) (bool, error) {
			var err error
			if o.total == 5 {
				err = errOdd
			}
			return o.total%2 > 0, err
		})
		back := func(_ context.Context, o order) (letter, error) { return o.letter, nil }
		if err := pipeline.Settle(t.Context(), pipeline.Map(orders, 1, back)); err != nil {
			t.Error(err)
		}
		o.expect(ids(0, 9, 5), idsOf(5), nil)
	})
}

// When the run is told to stop, all that was read is finished.
func TestSettleDrained(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		ctx, stop := pipeline.WithDrain(t.Context())
		time.AfterFunc(3500*ms, stop)
		flow := pipeline.Map(o.deliver(pipeline.FromFunc(ticking)), 5, func(
			_ context.Context, m letter,
		) (letter, error) {
			time.Sleep(10 * time.Second)
			return m, nil
		})
		if err := pipeline.Settle(ctx, flow); err != nil {
			t.Error(err)
		}
		o.expect(ids(0, 3), nil, nil)
	})
}

// What a stage has left unread, or in its hands, is given back.
func TestSettleLeftUnread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		flow := pipeline.Take(pipeline.Map(o.deliver(every(0, 9)), 9, slowLetter), 4)
		if err := pipeline.Settle(t.Context(), flow); err != nil {
			t.Error(err)
		}
		o.expect(ids(0, 4), nil, ids(4, 9))
	})
}

// An error of a receipt, or of OnFailure, ends the run and is returned.
func TestSettleReceiptFails(t *testing.T) {
	on := func(when bool, which string) func(bool, string) error {
		return func(ack bool, id string) error {
			if ack == when && id == which {
				return errBusy
			}
			return nil
		}
	}
	busy := pipeline.OnFailure(func(pipeline.Receipt, error) error { return errBusy })
	for name, test := range map[string]struct {
		fail   func(bool, string) error
		stage  func(letters) letters
		opts   []pipeline.Option
		acked  []string
		nacked []string
		most   int // messages that were read
	}{
		"Ack": {fail: on(true, "3"), acked: ids(0, 3)},
		"Ack in order": {
			fail: on(true, "3"), acked: ids(0, 3), opts: []pipeline.Option{pipeline.InOrder()},
		},
		"Nack": {fail: on(false, "3"), stage: failThree, acked: ids(0, 3)},
		"OnFailure": {
			stage: failThree, opts: []pipeline.Option{busy}, acked: ids(0, 3), nacked: ids(3, 4),
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				o.fail = test.fail
				flow := o.deliver(every(time.Second, 100))
				if test.stage != nil {
					flow = test.stage(flow)
				}
				if err := pipeline.Settle(t.Context(), flow, test.opts...); err != errBusy {
					t.Errorf("error %v", err)
				}
				o.expect(test.acked, test.nacked, nil)
				if took := time.Since(o.start); took > 5*time.Second {
					t.Errorf("it took %v until the end", took)
				}
			})
		})
	}
}

func failThree(f letters) letters { return pipeline.Map(f, 1, oddAt(3)) }

// In order, nothing is acknowledged after an error of a receipt; in any order, other
// messages still are.
func TestSettleAfterReceiptFails(t *testing.T) {
	for _, test := range []struct {
		opts             []pipeline.Option
		acked, abandoned []string
	}{
		{nil, idsOf(0, 2, 3, 4), nil},
		{[]pipeline.Option{pipeline.InOrder()}, idsOf(0), idsOf(2, 3, 4)},
	} {
		synctest.Test(t, func(t *testing.T) {
			o := newOffice(t)
			o.fail = func(ack bool, id string) error {
				time.Sleep(time.Second) // so that the others are finished
				if ack && id == "1" {
					return errBusy
				}
				return nil
			}
			if err := pipeline.Settle(t.Context(), o.deliver(every(0, 5)), test.opts...); err != errBusy {
				t.Errorf("error %v", err)
			}
			o.expect(test.acked, nil, test.abandoned)
		})
	}
}

// A panic in the flow comes out of Settle, after everything is settled.
func TestSettleFlowPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		defer func() {
			if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != "boom" {
				t.Errorf("panic %v, want boom", p)
			}
			o.expect(ids(0, 5), nil, ids(5, 6))
		}()
		_ = pipeline.Settle(t.Context(), pipeline.Tap(o.deliver(every(0, 9)), func(m letter) {
			if m.Value == 5 {
				panic("boom")
			}
		}))
	})
}

// Receipts and OnFailure are called on the goroutine of the caller, as the body of a loop is.
func TestSettleReceiptPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.fail = func(bool, string) error { panic(errBusy) }
		defer func() {
			if p := recover(); p != errBusy {
				t.Errorf("panic %v, want that of Ack", p)
			}
		}()
		_ = pipeline.Settle(t.Context(), o.deliver(every(0, 100)))
	})
}

// Copies that FlatMap has not made are seen, at the latest when the second one comes.
func TestSettleCopies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		flow := pipeline.Apply(o.deliver(every(0, 9)), func(in iter.Seq[letter]) iter.Seq[letter] {
			return func(yield func(letter) bool) {
				for m := range in {
					if !yield(m) || m.Value == 3 && !yield(m) {
						return
					}
				}
			}
		})
		err := pipeline.Settle(t.Context(), flow)
		if err == nil || !strings.Contains(err.Error(), `message "3"`) {
			t.Errorf("error %v", err)
		}
		o.expect(ids(0, 4), nil, nil)
	})
}

func TestSettleOfStrangers(t *testing.T) {
	if err := pipeline.Settle(t.Context(), pipeline.Of(letter{Value: 1})); err == nil {
		t.Error("no error")
	}
}

// A run inside of a function of a stage is no part of the flow.
func TestSettleSparesInnerRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, inner, other := newOffice(t), newOffice(t), newOffice(t)
		flow := pipeline.Map(o.deliver(every(0, 3)), 2, func(
			ctx context.Context, m letter,
		) (letter, error) {
			all, err := pipeline.Take(inner.deliver(every(0, 9)), 2).Collect(ctx)
			if err != nil || len(all) != 2 {
				t.Errorf("inner: %v, %v", all, err)
			}
			return m, pipeline.Settle(ctx, other.deliver(every(0, 1)))
		})
		// Dropped in a way that only the end of the flow settles.
		flow = pipeline.Apply(flow, func(in iter.Seq[letter]) iter.Seq[letter] {
			return func(yield func(letter) bool) {
				for range in { //nolint:revive // all are dropped
				}
			}
		})
		if err := pipeline.Settle(t.Context(), flow); err != nil {
			t.Error(err)
		}
		o.expect(ids(0, 3), nil, nil)
		inner.expect(nil, nil, nil)
		other.expect(idsOf(0, 0, 0), nil, nil)
	})
}

// Several sources are settled each for itself, and one that has ended is forgotten.
func TestSettleMerged(t *testing.T) {
	for _, opts := range [][]pipeline.Option{nil, {pipeline.InOrder()}} {
		synctest.Test(t, func(t *testing.T) {
			o := newOffice(t)
			streams := pipeline.FlatMap(every(0, 30), 3, func(
				_ context.Context, stream int,
			) (letters, error) {
				return o.deliver(pipeline.Of(10*stream, 10*stream+1, 10*stream+2)), nil
			})
			flow := pipeline.Map(pipeline.Merge(streams, o.deliver(pipeline.Of(1000))), 5, slowLetter,
				pipeline.Unordered())
			if err := pipeline.Settle(t.Context(), flow, opts...); err != nil {
				t.Error(err)
			}
			if got := o.acked(); len(got) != 91 {
				t.Errorf("acknowledged: %v", got)
			}
			for _, m := range o.settled {
				if strings.Contains(m.ID, "/") {
					t.Errorf("a message of a stream has got the ID %s", m.ID)
				}
			}
		})
	}
}

// When acknowledging is slow and nothing comes through, the source waits for it.
func TestSettleBoundsMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		read, acked, most := 0, 0, 0
		o := newOffice(t)
		o.fail = func(bool, string) error {
			synctest.Wait()
			most = max(most, read-acked)
			acked++
			return nil
		}
		flow := pipeline.Filter(o.deliver(counted(&read, 5000)), 1,
			func(context.Context, letter) (bool, error) { return false, nil })
		err := pipeline.Settle(t.Context(), flow)
		if err != nil || acked != 5000 || most > 1003 {
			t.Errorf("%d acknowledged, at most %d read ahead, error %v", acked, most, err)
		}
	})
}

func TestSettleMisuse(t *testing.T) {
	o := newOffice(t)
	for what, misuse := range map[string]func(){
		"pipeline.Settle: flow must not be nil": func() { _ = pipeline.Settle[int](t.Context(), nil) },
		"pipeline.Settle: option Unordered is not for this stage": func() {
			_ = pipeline.Settle(t.Context(), o.deliver(every(0, 1)), pipeline.Unordered())
		},
		"pipeline.OnFailure: f must not be nil": func() { pipeline.OnFailure(nil) },
		"pipeline.Messages: id must not be nil": func() { pipeline.Messages(every(0, 1), nil) },
		"pipeline.Split: values must not be nil": func() {
			pipeline.Split[int, int, int](tracked{}, nil)
		},
		"pipeline.Join: there must be parts": func() { pipeline.Join[int, int](nil, 1) },
	} {
		func() {
			defer func() {
				if p := recover(); p != what {
					t.Errorf("panic %v, want %q", p, what)
				}
			}()
			misuse()
		}()
	}
}

// A batch that is dropped, or divided, settles its messages at once.
func TestSettleBatchAtOnce(t *testing.T) {
	for name, stage := range map[string]func(pipeline.Flow[[]letter]) letters{
		"dropped": func(batches pipeline.Flow[[]letter]) letters {
			none := func(context.Context, []letter) (bool, error) { return false, nil }
			return pipeline.Unbatch(pipeline.Filter(batches, 1, none))
		},
		"of which nothing is made": func(batches pipeline.Flow[[]letter]) letters {
			return pipeline.FlatMap(batches, 1, func(context.Context, []letter) (letters, error) {
				return nil, nil
			})
		},
		"joined": func(batches pipeline.Flow[[]letter]) letters { return joined(batches, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				batches := pipeline.Batch(o.deliver(every(time.Second, 6)), 3, 0)
				if err := pipeline.Settle(t.Context(), stage(batches)); err != nil {
					t.Error(err)
				}
				for i, s := range o.settled {
					if want := time.Duration(3+i/3*3) * time.Second; s.At != want {
						t.Errorf("%s is settled after %v, want %v", s.ID, s.At, want)
					}
				}
				o.expect(ids(0, 6), nil, nil)
			})
		})
	}
}
