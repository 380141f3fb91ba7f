package seq_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelErrors(t *testing.T) { modelErrors().run(t) }

func TestModelShare(t *testing.T) { modelShare().run(t) }

var errModel = errors.New("a bad value")

// In each of these a value is bad if predicate n holds for it.
func modelErrors() modelTests {
	return modelTests{
		"TryMap": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] { return modelPairs(modelTried(s, n)) },
			func(vs []int, n int) (out [][2]any) {
				for _, v := range vs {
					if modelIn(n)(v) {
						out = append(out, [2]any{"", errModel})
					} else {
						out = append(out, [2]any{fmt.Sprint(v), nil})
					}
				}
				return out
			}),
		"TryCollect": modelFold(
			func(s ints, n int) [2]any {
				vs, err := seq.TryCollect(modelTried(s, n))
				return [2]any{fmt.Sprint(vs), err}
			},
			func(vs []int, n int) [2]any {
				good, err := modelGood(vs, n)
				return [2]any{fmt.Sprint(good), err}
			}),
		"CollectAll": modelFold(
			func(s ints, n int) [2]any {
				vs, err := seq.CollectAll(modelTried(s, n))
				return [2]any{fmt.Sprint(vs), fmt.Sprint(err)}
			},
			func(vs []int, n int) [2]any {
				var good []int
				var errs []error
				for _, v := range vs {
					if modelIn(n)(v) {
						errs = append(errs, errModel)
					} else {
						good = append(good, v)
					}
				}
				return [2]any{fmt.Sprint(good), fmt.Sprint(errors.Join(errs...))}
			}),
		"StopOnError": modelSized(0,
			func(s ints, n int) iter.Seq[string] {
				return seq.StopOnError(modelTried(s, n), new(error))
			},
			func(vs []int, n int) (out []string) {
				good, _ := modelGood(vs, n)
				for _, v := range good {
					out = append(out, fmt.Sprint(v))
				}
				return out
			}),
		"WithError": modelSized(0,
			func(s ints, n int) iter.Seq[[2]any] {
				var err error
				return modelPairs(seq.WithError(seq.StopOnError(modelTried(s, n), &err), &err))
			},
			func(vs []int, n int) (out [][2]any) {
				good, err := modelGood(vs, n)
				for _, v := range good {
					out = append(out, [2]any{fmt.Sprint(v), nil})
				}
				if err != nil {
					out = append(out, [2]any{"", err})
				}
				return out
			}),
	}
}

func modelShare() modelTests {
	return modelTests{
		"Memoize": modelUnary(seq.Memoize[int], slices.Clone[[]int]),
		"Once": func(t *testing.T) {
			for vs := range modelInputs(modelLongest) {
				if got := slices.Collect(seq.Once(slices.Values(vs))); !modelEqual(got, vs) {
					t.Fatalf("%v: got %v", vs, got)
				}
			}
		},
	}
}

// modelTried yields each value as text, or an error with a value beside it that
// is to be made nothing of.
func modelTried(s ints, n int) iter.Seq2[string, error] {
	return seq.TryMap(s, func(v int) (string, error) {
		if modelIn(n)(v) {
			return "bad", errModel
		}
		return fmt.Sprint(v), nil
	})
}

// modelGood returns the values before the first bad one.
func modelGood(vs []int, n int) (good []int, err error) {
	for _, v := range vs {
		if modelIn(n)(v) {
			return good, errModel
		}
		good = append(good, v)
	}
	return good, nil
}
