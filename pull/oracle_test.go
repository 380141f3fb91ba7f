package pull_test

import (
	"errors"
	"testing"

	"github.com/coseq/coseq/internal/oracle"
	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// TestOracles plays Python programs, ported to this package, and compares what
// they print with what CPython printed. testdata/pygen.txt has both. Where versions
// of Python differ, 3.13 is followed: its close returns what the body returns, and
// so does NewResult's function.
func TestOracles(t *testing.T) {
	recorded := oracle.Read(t, "testdata/pygen.txt")
	oracle.Compare(t, recorded, oraclePorts, oracleDifferences,
		func(t *testing.T, want []string, port func(*pyPrinter)) {
			var w pyPrinter
			port(&w)
			if diff := cmp.Diff(want, w.lines); diff != "" {
				t.Errorf("printed lines differ (-want +got):\n%s", diff)
			}
		})
}

// pyWords is where the words of package pull become Python's: a port that prints
// one of these has been given the error by the package.
var pyWords = []struct {
	err    error
	python *pyException
}{
	{pull.ErrDone, newPyException("StopIteration")},
	{pull.ErrClosed, newPyException("GeneratorExit")},
	{pull.ErrRunning, pyValueError("generator already executing")},
	{pull.ErrIgnoredClose, pyRuntimeError("generator ignored GeneratorExit")},
	{pull.ErrNotStarted, newPyException("TypeError",
		"can't send non-None value to a just-started generator")},
}

// pyExceptionOf returns the exception that err is in Python: one of the above,
// or what a port has returned or panicked with itself.
func pyExceptionOf(err error) *pyException {
	if own := (*pyException)(nil); errors.As(err, &own) {
		return own
	}
	for _, w := range pyWords {
		if errors.Is(err, w.err) {
			return w.python
		}
	}
	if err == nil {
		return newPyException("NoneType")
	}
	return newPyException("Go's error", err.Error())
}

// oracleDifferences has what a port prints where that is not what Python does.
var oracleDifferences = map[string][]string{
	// Close unwinds a body that ignores it: the generator does not stay alive.
	"close_03_ignored": {
		"ignoring",
		"RuntimeError: generator ignored GeneratorExit",
		"still alive: finished",
	},
	// An error that wraps ErrClosed counts as a peaceful end: no context.
	"close_05_other_exception": {
		"ValueError in cleanup | context None",
		"again None",
	},
	// Close has done all of the unwinding: nothing is pending after it.
	"close_14_yield_in_finally": {
		"RuntimeError: generator ignored GeneratorExit",
		"finished",
	},
	// Package pull has no tee, which makes up the first line in Python.
	"comb_03_tee_and_chain": {
		"['a', 'b', 1]",
		"[0, 1]",
		"not closed yet 2",
		"closed",
	},
	// The result stays where it is: it can be asked for any number of times.
	"gen_03_return_value": {
		"value v ('v',)",
		"value v ('v',)",
	},
	// An int or a string that is thrown does not compile; nil is what is left.
	"throw_07_class_and_value": {
		"ValueError ()",
		"ValueError ('i',)",
		"ValueError ('arg',)",
		"ValueError ('inst',)",
		"pull.Gen.Throw: err must not be nil",
	},
	// The second yield of sub unwinds it, and g with it, which sees nothing.
	"yf_06_inner_ignores_close": {
		"sub ignores",
		"RuntimeError: generator ignored GeneratorExit",
	},
	// YieldSeq drops what is sent, where a Python list has no method for it.
	"yf_07_plain_iterable": {
		"[1, 2, 'a', 'b']",
		"2",
	},
}

// oraclePorts are the ports by the names of their oracles. The functions are in
// oracle_*_test.go, by family.
var oraclePorts = map[string]func(*pyPrinter){
	"async_03_awaitable_yields":          oracleAsync03,
	"async_04_asyncgen":                  oracleAsync04,
	"close_01_unstarted":                 oracleClose01,
	"close_02_suspended":                 oracleClose02,
	"close_03_ignored":                   oracleClose03,
	"close_04_return":                    oracleClose04,
	"close_05_other_exception":           oracleClose05,
	"close_06_finished":                  oracleClose06,
	"close_08_except_exception":          oracleClose08,
	"close_10_break":                     oracleClose10,
	"close_11_break_kept":                oracleClose11,
	"close_12_nested_finally":            oracleClose12,
	"close_13_with":                      oracleClose13,
	"close_14_yield_in_finally":          oracleClose14,
	"close_15_unstarted_frees_args":      oracleClose15,
	"comb_01_pipeline":                   oracleComb01,
	"comb_02_early_stop_closes_upstream": oracleComb02,
	"comb_03_tee_and_chain":              oracleComb03,
	"comb_04_scheduler":                  oracleComb04,
	"comb_05_trampoline":                 oracleComb05,
	"comb_06_contextmanager":             oracleComb06,
	"comb_07_infinite":                   oracleComb07,
	"comb_08_coroutine_decorator":        oracleComb08,
	"comb_09_deep_yieldfrom_chain":       oracleComb09,
	"comb_10_permutations_recursive":     oracleComb10,
	"comb_11_queens_generator":           oracleComb11,
	"comb_12_samefringe":                 oracleComb12,
	"exc_01_context":                     oracleExc01,
	"exc_02_bare_raise":                  oracleExc02,
	"exc_03_traceback_through":           oracleExc03,
	"exc_04_try_yield_else_finally":      oracleExc04,
	"exc_05_return_in_finally":           oracleExc05,
	"expr_01_genexp_lazy":                oracleExpr01,
	"expr_02_order_of_evaluation":        oracleExpr02,
	"expr_03_closures_shared":            oracleExpr03,
	"gen_01_basic":                       oracleGen01,
	"gen_02_lazy_start":                  oracleGen02,
	"gen_03_return_value":                oracleGen03,
	"gen_04_return_tuple":                oracleGen04,
	"gen_05_next_default":                oracleGen05,
	"gen_06_for_ignores_value":           oracleGen06,
	"run_01_already_executing":           oracleRun01,
	"run_02_reenter_all_ways":            oracleRun02,
	"run_03_mutual":                      oracleRun03,
	"run_04_other_thread":                oracleRun04,
	"run_05_self_close_via_del":          oracleRun05,
	"send_01_echo":                       oracleSend01,
	"send_02_just_started":               oracleSend02,
	"send_03_finished":                   oracleSend03,
	"send_04_never_started_closed":       oracleSend04,
	"send_05_running_average":            oracleSend05,
	"send_06_seed_consumer":              oracleSend06,
	"send_07_seed_falsy":                 oracleSend07,
	"state_01_getgeneratorstate":         oracleState01,
	"throw_01_caught":                    oracleThrow01,
	"throw_02_uncaught":                  oracleThrow02,
	"throw_03_unstarted":                 oracleThrow03,
	"throw_04_finished":                  oracleThrow04,
	"throw_05_replaced":                  oracleThrow05,
	"throw_06_return":                    oracleThrow06,
	"throw_07_class_and_value":           oracleThrow07,
	"throw_09_generatorexit":             oracleThrow09,
	"throw_10_loop":                      oracleThrow10,
	"yf_01_values":                       oracleYF01,
	"yf_02_send":                         oracleYF02,
	"yf_03_throw":                        oracleYF03,
	"yf_04_throw_uncaught":               oracleYF04,
	"yf_05_close":                        oracleYF05,
	"yf_06_inner_ignores_close":          oracleYF06,
	"yf_07_plain_iterable":               oracleYF07,
	"yf_08_throw_plain_iterable":         oracleYF08,
	"yf_10_deep":                         oracleYF10,
	"yf_11_shared_inner":                 oracleYF11,
	"yf_12_closing_outer_closes_inner":   oracleYF12,
	"yf_13_inner_exception_value":        oracleYF13,
	"yf_14_return_in_middle":             oracleYF14,
	"yf_15_already_running":              oracleYF15,
	"yf_16_custom_iterator":              oracleYF16,
}

// Not ported, for want of a counterpart:
//
//   - async_01, async_02, async_05: coroutine objects and asyncio's wording; what
//     is in them is in gen_03, send_02 and run_04
//   - close_07, pep479_01, pep479_02, pep479_03, throw_08: StopIteration raised in
//     a body; here the end is no error that could be raised
//   - close_09: a generator closed by the garbage collector
//   - gen_07: a generator is its own iterator
//   - it_01, it_02, it_03, it_04: about iter, itertools, zip and the mutation of
//     a list, with no generator in them
//   - state_02: attributes of the generator object
//   - yf_09: yield from 5 does not compile
