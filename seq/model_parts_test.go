package seq_test

import (
	"testing"

	"github.com/coseq/coseq/seq"
)

func TestModelParts(t *testing.T) { modelParts().run(t) }

func modelParts() modelTests {
	return modelTests{
		"Take": modelSized(0, seq.Take[int], func(vs []int, n int) (out []int) {
			for i, v := range vs {
				if i < n {
					out = append(out, v)
				}
			}
			return out
		}),
		"Drop": modelSized(0, seq.Drop[int], func(vs []int, n int) (out []int) {
			for i, v := range vs {
				if i >= n {
					out = append(out, v)
				}
			}
			return out
		}),
		"TakeWhile": modelSized(0,
			func(s ints, n int) ints { return seq.TakeWhile(s, modelIn(n)) },
			func(vs []int, n int) (out []int) {
				for _, v := range vs {
					if !modelIn(n)(v) {
						break
					}
					out = append(out, v)
				}
				return out
			}),
		"TakeUntil": modelSized(0,
			func(s ints, n int) ints { return seq.TakeUntil(s, modelIn(n)) },
			func(vs []int, n int) (out []int) {
				for _, v := range vs {
					out = append(out, v)
					if modelIn(n)(v) {
						break
					}
				}
				return out
			}),
		"DropWhile": modelSized(0,
			func(s ints, n int) ints { return seq.DropWhile(s, modelIn(n)) },
			func(vs []int, n int) []int {
				for len(vs) > 0 && modelIn(n)(vs[0]) {
					vs = vs[1:]
				}
				return vs
			}),
		"TakeLast": modelSized(0, seq.TakeLast[int], func(vs []int, n int) (out []int) {
			for i, v := range vs {
				if i >= len(vs)-n {
					out = append(out, v)
				}
			}
			return out
		}),
		"DropLast": modelSized(0, seq.DropLast[int], func(vs []int, n int) (out []int) {
			for i, v := range vs {
				if i < len(vs)-n {
					out = append(out, v)
				}
			}
			return out
		}),
		"StepBy": modelSized(1, seq.StepBy[int], func(vs []int, n int) (out []int) {
			for i := 0; i < len(vs); i += n {
				out = append(out, vs[i])
			}
			return out
		}),
	}
}
