package enginetest_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/engine"
	"github.com/coseq/coseq/pipeline/engine/enginetest"
)

type (
	message = pipeline.Message[string]
	flow    = pipeline.Flow[message]
)

// A hack is a queue with something wrong.
type hack struct {
	config  func(*engine.MemoryConfig)
	source  func(*engine.Memory[string]) flow
	publish func(*engine.Memory[string], flow) flow
	dead    func([]engine.DeadLetter[string]) []engine.DeadLetter[string]
}

// A half is a Source and a Sink.
type half struct {
	messages func() flow
	publish  func(flow) flow
}

func (h half) Messages() flow       { return h.messages() }
func (h half) Publish(in flow) flow { return h.publish(in) }

func (h hack) open(_ *testing.T, c enginetest.Config) enginetest.Engine {
	config := engine.MemoryConfig{
		AckWait: c.AckWait, MaxAttempts: c.MaxAttempts, MaxUnacked: c.MaxUnacked, Prefetch: c.Prefetch,
	}
	if h.config != nil {
		h.config(&config)
	}
	queue := engine.NewMemory[string](config)
	ends := half{queue.Messages, queue.Publish}
	if h.source != nil {
		ends.messages = func() flow { return h.source(queue) }
	}
	if h.publish != nil {
		ends.publish = func(in flow) flow { return h.publish(queue, in) }
	}
	return enginetest.Engine{
		Source: ends, Sink: ends,
		DeadLetters: func(context.Context) ([]engine.DeadLetter[string], error) {
			if h.dead != nil {
				return h.dead(queue.DeadLetters()), nil
			}
			return queue.DeadLetters(), nil
		},
	}
}

// A forged receipt has something else instead of what it comes from.
type forged struct {
	pipeline.Receipt
	id   func(string) string
	ack  func(context.Context, pipeline.Receipt) error
	nack func(context.Context, pipeline.Receipt, error) error
}

func (f forged) ID() string {
	if f.id == nil {
		return f.Receipt.ID()
	}
	return f.id(f.Receipt.ID())
}

func (f forged) Ack(ctx context.Context) error {
	if f.ack == nil {
		return f.Receipt.Ack(ctx)
	}
	return f.ack(ctx, f.Receipt)
}

func (f forged) Nack(ctx context.Context, cause error) error {
	if f.nack == nil {
		return f.Receipt.Nack(ctx, cause)
	}
	return f.nack(ctx, f.Receipt, cause)
}

// forge is a source with such receipts.
func forge(f forged) func(*engine.Memory[string]) flow {
	return func(queue *engine.Memory[string]) flow {
		return retracked(queue.Messages(), func(m message) pipeline.Receipt {
			f := f
			f.Receipt = m.Token
			return f
		})
	}
}

// ahead reads messages ahead and forgets them when it is left.
func ahead(queue *engine.Memory[string]) flow {
	receipt := func(m message) pipeline.Receipt { return m.Token }
	return retracked(pipeline.Buffer(queue.Messages(), 5), receipt)
}

// retracked is the flow of the messages of flow with other receipts.
func retracked(flow flow, receipt func(message) pipeline.Receipt) flow {
	fetched := pipeline.FromFunc(func(ctx context.Context, yield func(message) bool) error {
		for m, err := range flow.All(ctx) {
			if err != nil || !yield(m) {
				return nil
			}
		}
		return nil
	})
	type delivery = pipeline.Tracked[message, pipeline.Receipt]
	return pipeline.Map(pipeline.Track(fetched, receipt), 1, func(
		_ context.Context, d delivery,
	) (message, error) {
		return pipeline.Carry(d, d.Value.Value), nil
	})
}

// Each engine with a fault breaks the laws that are named.
func TestBrokenEngines(t *testing.T) {
	for name, test := range map[string]struct {
		hack hack
		laws string
	}{
		"that loses one of ten": {hack{publish: func(q *engine.Memory[string], in flow) flow {
			n := 0
			return pipeline.FlatMap(in, 1, func(_ context.Context, m message) (flow, error) {
				if n++; n%10 == 0 {
					return pipeline.Of(m), nil
				}
				return q.Publish(pipeline.Of(m)), nil
			})
		}}, "Delivery"},
		"that doubles": {hack{publish: func(q *engine.Memory[string], in flow) flow {
			return pipeline.Tap(q.Publish(in), func(m message) {
				again := pipeline.Messages(pipeline.Of(m.Value), func(string) string { return "" })
				_ = pipeline.Settle(context.Background(), q.Publish(again))
			})
		}}, "Delivery Ack"},
		"that changes values": {hack{publish: func(q *engine.Memory[string], in flow) flow {
			return q.Publish(pipeline.Map(in, 1, func(_ context.Context, m message) (message, error) {
				return pipeline.Carry(m, strings.TrimSpace(m.Value)), nil
			}))
		}}, "Delivery"},
		"that acknowledges early": {hack{source: func(q *engine.Memory[string]) flow {
			return pipeline.Tap(q.Messages(), func(m message) { _ = m.Token.Ack(context.Background()) })
		}}, "AckWait Nack Cancel Panic"},
		"that never acknowledges": {hack{source: forge(forged{
			ack: func(context.Context, pipeline.Receipt) error { return nil },
		})}, "Ack"},
		"that acknowledges what failed": {hack{source: forge(forged{
			nack: func(ctx context.Context, r pipeline.Receipt, _ error) error { return r.Ack(ctx) },
		})}, "Nack Attempts Permanent Cancel"},
		"that gives back late": {hack{source: forge(forged{
			nack: func(context.Context, pipeline.Receipt, error) error { return nil },
		})}, "Nack Cancel Panic"},
		"that never delivers again": {hack{config: func(c *engine.MemoryConfig) {
			c.AckWait = time.Hour
		}}, "AckWait"},
		"that delivers again too early": {hack{config: func(c *engine.MemoryConfig) {
			if c.AckWait == time.Second {
				c.AckWait = 10 * time.Millisecond
			}
		}}, "AckWait"},
		"that delivers again for ever": {hack{config: func(c *engine.MemoryConfig) {
			c.MaxAttempts = 1000
		}}, "Attempts"},
		"that gives up too early": {hack{config: func(c *engine.MemoryConfig) {
			c.MaxAttempts = 1
		}}, "Attempts Nack"},
		"that tries the permanent": {hack{source: forge(forged{
			nack: func(ctx context.Context, r pipeline.Receipt, cause error) error {
				return r.Nack(ctx, errors.New(cause.Error()))
			},
		})}, "Permanent"},
		"that forgets causes": {hack{source: forge(forged{
			nack: func(ctx context.Context, r pipeline.Receipt, cause error) error {
				forgotten := errors.New("something")
				if pipeline.IsPermanent(cause) {
					return r.Nack(ctx, pipeline.Permanent(forgotten))
				}
				return r.Nack(ctx, forgotten)
			},
		})}, "Attempts Permanent"},
		"without dead letters": {hack{
			dead: func([]engine.DeadLetter[string]) []engine.DeadLetter[string] { return nil },
		}, "Attempts Permanent"},
		"that does not bound": {hack{config: func(c *engine.MemoryConfig) {
			c.MaxUnacked = 1000
		}}, "Unacked"},
		"that leaks what it took ahead": {hack{source: ahead}, "Break Drain"},
		"with one ID for all": {hack{source: forge(forged{
			id: func(string) string { return "id" },
		})}, "IDs"},
		"without IDs": {hack{source: forge(forged{id: func(string) string { return "" }})}, "IDs"},
		"with new IDs each time": {hack{source: func() func(*engine.Memory[string]) flow {
			var n atomic.Int64
			return forge(forged{id: func(id string) string {
				return fmt.Sprint(id, "-", n.Add(1))
			}})
		}()}, "AckWait"},
		"without dedup": {hack{config: func(c *engine.MemoryConfig) {
			c.DedupWindow = -1
		}}, "Dedup Chain Split"},
		"that gives before it stores": {hack{publish: func(q *engine.Memory[string], in flow) flow {
			return func(ctx context.Context) iter.Seq2[message, error] {
				return func(yield func(message, error) bool) {
					for m, err := range in(ctx) {
						if !yield(m, err) {
							return
						}
						for range q.Publish(pipeline.Of(m))(ctx) { //nolint:revive // to store it
						}
					}
				}
			}
		}}, "Stored"},
		"that waits for more": {hack{publish: func(q *engine.Memory[string], in flow) flow {
			return q.Publish(pipeline.Unbatch(pipeline.Batch(in, 2, 0)))
		}}, "Prompt"},
		"that mixes up": {hack{publish: func(q *engine.Memory[string], in flow) flow {
			return pipeline.Apply(q.Publish(in), func(s iter.Seq[message]) iter.Seq[message] {
				return func(yield func(message) bool) {
					for _, m := range slices.Backward(slices.Collect(s)) {
						if !yield(m) {
							return
						}
					}
				}
			})
		}}, "Places Prompt"},
		"that drops errors": {hack{publish: func(q *engine.Memory[string], in flow) flow {
			return q.Publish(pipeline.Catch(in, func(error) error { return nil }))
		}}, "Places"},
		"that ends when it is empty": {hack{source: func(q *engine.Memory[string]) flow {
			q.Close()
			return q.Messages()
		}}, "Idle Chain"},
		"that does not heed cancellation": {hack{source: func(q *engine.Memory[string]) flow {
			return func(ctx context.Context) iter.Seq2[message, error] {
				return func(yield func(message, error) bool) {
					late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 45*time.Second)
					defer cancel()
					q.Messages()(late)(yield)
				}
			}
		}}, "Idle"},
		"that makes an error of being told to stop": {hack{source: func(q *engine.Memory[string]) flow {
			return func(ctx context.Context) iter.Seq2[message, error] {
				return func(yield func(message, error) bool) {
					for m, err := range q.Messages()(ctx) {
						if !yield(m, err) {
							return
						}
					}
					yield(message{}, errors.New("drained"))
				}
			}
		}}, "Drain Again"},
		"whose late return counts": {hack{source: forge(forged{
			nack: func(ctx context.Context, r pipeline.Receipt, cause error) error {
				return errors.Join(r.Nack(ctx, cause), tooLate())
			},
		})}, "Late"},
		"whose late acknowledgement fails": {hack{source: func() func(*engine.Memory[string]) flow {
			return forge(forged{ack: func(ctx context.Context, r pipeline.Receipt) error {
				return errors.Join(r.Ack(ctx), tooLate())
			}})
		}()}, "Late"},
	} {
		t.Run(name, func(t *testing.T) {
			broken := enginetest.Broken(t, synctest.Test, test.hack.open)
			for _, law := range strings.Fields(test.laws) {
				if broken[law] == "" {
					t.Errorf("%s is not seen to be broken; broken are %v", law, broken)
				}
			}
		})
	}
}

// tooLate returns an error when more than AckWait has passed in a bubble.
func tooLate() error {
	if time.Since(bubbleBegan) > 1200*time.Millisecond {
		return errors.New("too late")
	}
	return nil
}

// bubbleBegan is when the clock of a bubble begins.
var bubbleBegan = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// A run without an end is not waited for.
func TestEndlessEngine(t *testing.T) {
	defer func(d time.Duration) { *enginetest.Limit = d }(*enginetest.Limit)
	*enginetest.Limit = 100 * time.Millisecond
	release := make(chan struct{})
	defer close(release)
	endless := hack{source: func(*engine.Memory[string]) flow {
		return pipeline.FromFunc(func(context.Context, func(message) bool) error {
			<-release
			return nil
		})
	}}
	here := func(t *testing.T, f func(*testing.T)) { f(t) }
	broken := enginetest.Broken(t, here, endless.open)
	if what := broken["Idle"]; !strings.Contains(what, "goes on") {
		t.Errorf("a run that does not end: %q", what)
	}
}

func TestRightEngine(t *testing.T) {
	if broken := enginetest.Broken(t, synctest.Test, hack{}.open); len(broken) > 0 {
		t.Errorf("a right engine breaks %v", broken)
	}
}
