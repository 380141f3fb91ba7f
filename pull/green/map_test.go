package green_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/coseq/coseq/pull/green"
	"github.com/google/go-cmp/cmp"
)

// A mapper is Map or MapUnordered.
type mapper func(
	*green.Task, int, iter.Seq[int], func(*green.Task, int) (string, error),
) iter.Seq2[string, error]

var mappers = map[string]mapper{
	"Map":          green.Map[int, string],
	"MapUnordered": green.MapUnordered[int, string],
}

// counting yields 0, 1 … below n, and says what it is asked for.
func counting(n int, say say) iter.Seq[int] {
	return func(yield func(int) bool) {
		for v := range n {
			say("take", v)
			if !yield(v) {
				return
			}
		}
	}
}

// TestMapModel compares with the plain loop, for all small sizes and some schedules.
func TestMapModel(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		for n := 1; n <= 4; n++ {
			for items := range 7 {
				for seed := range uint64(8) {
					checkMap(t, unordered, n, items, seed)
				}
			}
		}
	}
}

func checkMap(t *testing.T, unordered bool, n, items int, seed uint64) {
	t.Helper()
	call := mappers["Map"]
	if unordered {
		call = mappers["MapUnordered"]
	}
	var want, got []string
	for v := range items {
		want = append(want, fmt.Sprint(v))
	}
	taken, given, working := 0, 0, 0
	err := green.Run(t.Context(), func(m *green.Task) error {
		src := func(yield func(int) bool) {
			for v := range items {
				taken++
				if taken-given > n {
					t.Errorf("%d taken, %d given, n = %d", taken, given, n)
				}
				if !yield(v) {
					t.Error("src was stopped")
				}
			}
		}
		for s, err := range call(m, n, src, func(t *green.Task, v int) (string, error) {
			working++
			defer func() { working-- }()
			for range (v*7 + int(seed)) % 5 {
				t.Yield()
			}
			return fmt.Sprint(v), nil
		}) {
			given++
			got = append(got, s)
			if err != nil || working > n {
				t.Errorf("%v, %d at work", err, working)
			}
		}
		return nil
	}, seeded(seed)...)
	if unordered {
		slices.Sort(got)
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("unordered %t, n = %d, seed %d: Run = %v, (-want +got)\n%s",
			unordered, n, seed, err, diff)
	}
}

// seeded is FIFO for 0.
func seeded(seed uint64) []green.Option {
	if seed == 0 {
		return nil
	}
	return []green.Option{green.Seed(seed)}
}

func TestMapIsLazy(t *testing.T) {
	for name, call := range mappers {
		t.Run(name, func(t *testing.T) {
			expect(t, func(t *green.Task, say say) error {
				all := call(t, 2, counting(9, say), func(t *green.Task, v int) (string, error) {
					t.Sleep(time.Second)
					return fmt.Sprint("result ", v), nil
				})
				t.Yield()
				say("made")
				for range 2 { // each time anew
					for s := range all {
						say(s)
						break
					}
				}
				return nil
			}, "made", "take 0", "take 1", "result 0", "take 0", "take 1", "result 0", "=> <nil>")
		})
	}
}

// What is there is given before more is taken.
func TestMapGivesEarly(t *testing.T) {
	for name, call := range mappers {
		t.Run(name, func(t *testing.T) {
			expect(t, func(t *green.Task, say say) error {
				src := func(yield func(int) bool) {
					for v := range 3 {
						t.Sleep(time.Second) // src blocks with the task that ranges
						say("take", v)
						if !yield(v) {
							return
						}
					}
				}
				for s := range call(t, 100, src, func(*green.Task, int) (string, error) {
					return fmt.Sprint("result at ", now(t)), nil
				}) {
					say(s, "now", now(t))
				}
				return nil
			},
				"take 0", "take 1", "result at 1 now 2", "take 2",
				"result at 2 now 3", "result at 3 now 3", "=> <nil>",
			)
		})
	}
}

func TestMapErrorStandsInItsPlace(t *testing.T) {
	f := func(t *green.Task, v int) (string, error) {
		t.Sleep(time.Duration(10-v) * time.Second)
		switch v {
		case 1:
			return "", errors.New("x")
		case 2:
			t.Kill(errors.New("own cause"))
		}
		return fmt.Sprint(v), nil
	}
	want := map[string][]string{
		"Map":          {"0 <nil>", "x", "own cause", "3 <nil>", "=> <nil>"},
		"MapUnordered": {"3 <nil>", "own cause", "x", "0 <nil>", "=> <nil>"},
	}
	for name, call := range mappers {
		t.Run(name, func(t *testing.T) {
			expect(t, func(t *green.Task, say say) error {
				for s, err := range call(t, 4, oracleRange(4), f) {
					say(s, err)
				}
				return nil
			}, want[name]...)
		})
	}
}

// However the range ends, the workers that are left have been unwound by then.
func TestMapEnds(t *testing.T) {
	ends := map[string]struct {
		body func(t *green.Task) bool // false: break
		want []string
	}{
		"break": {func(*green.Task) bool { return false }, []string{"after", "=> <nil>"}},
		"panic": {func(*green.Task) bool { panic("x") }, []string{"=> PanicError: x"}},
		"kill":  {func(t *green.Task) bool { t.Kill(nil); return true }, []string{"=> <nil>"}},
	}
	for name, call := range mappers {
		for end, test := range ends {
			t.Run(name+" "+end, func(t *testing.T) {
				expect(t, func(t *green.Task, say say) error {
					for range call(t, 3, oracleRange(9), func(t *green.Task, v int) (string, error) {
						if v == 0 {
							return "", nil
						}
						defer func() { say("worker", v, "unwound") }()
						defer t.Shield(func(t *green.Task) error { t.Sleep(time.Hour); return nil })
						t.Sleep(time.Hour)
						return "", nil
					}) {
						t.Yield()
						if !test.body(t) {
							break
						}
					}
					say("after")
					return nil
				}, append([]string{"worker 1 unwound", "worker 2 unwound"}, test.want...)...)
			})
		}
	}
}

func TestMapPanics(t *testing.T) {
	for name, call := range mappers {
		t.Run(name, func(t *testing.T) {
			expect(t, func(t *green.Task, say say) error {
				t.Go("other", sleeper(say, "other"))
				for range call(t, 2, oracleRange(3), func(t *green.Task, v int) (string, error) {
					if v == 1 {
						panic("f")
					}
					sleeper(say, fmt.Sprint(v))(t)
					return "", nil
				}) {
					say("NEVER")
				}
				return nil
			}, "other unwound at 0", "0 unwound at 0", "=> PanicError: f")
			expect(t, func(t *green.Task, say say) error {
				defer func() { say("main sees", recover()) }()
				for range call(t, 2, func(yield func(int) bool) {
					yield(0)
					panic("src")
				}, func(t *green.Task, v int) (string, error) {
					sleeper(say, fmt.Sprint(v))(t)
					return "", nil
				}) {
					say("NEVER")
				}
				return nil
			}, "main sees src", "=> <nil>")
		})
	}
}

// A Map in a Scope, a WithTimeout and a Shield uses the task given to that.
func TestMapInLevels(t *testing.T) {
	expect(t, func(t *green.Task, say say) error {
		say(t.WithTimeout(time.Second, func(t *green.Task) error {
			for range green.Map(t, 2, oracleRange(3), func(t *green.Task, v int) (int, error) {
				sleeper(say, fmt.Sprint(v))(t)
				return 0, nil
			}) {
				say("NEVER")
			}
			return nil
		}))
		return nil
	}, "0 unwound at 1", "1 unwound at 1", "context deadline exceeded", "=> <nil>")
}

func TestMapDeadlock(t *testing.T) {
	expect(t, func(t *green.Task, _ say) error {
		f := green.NewFlag(t.Loop())
		f.SetName("go")
		for range green.Map(t, 1, oracleRange(1), func(t *green.Task, _ int) (int, error) {
			f.Wait(t)
			return 0, nil
		}) {
		}
		return nil
	}, `=> deadlock [<Task 0: main>: Map] [<Task 1: Map>: Flag "go".Wait]`)
}
