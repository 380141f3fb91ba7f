package pull_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// progEncode is the opposite of progDecode, for seeds that people can read.
func progEncode(p progSpec) []byte {
	data := []byte{byte(len(p.slots) - 1)}
	for _, s := range p.slots {
		kind := byte(s.kind + 3)
		if s.picky {
			kind |= 8
		}
		data = append(data, kind, byte(s.parts[0]), byte(s.parts[1]))
		if s.kind <= progWithResult {
			data = progEncodeBlock(data, s.body)
		}
	}
	for _, op := range p.driver {
		data = progEncodeOp(data, progDriverCodes, op)
	}
	return data
}

func progEncodeBlock(data []byte, ops []progOp) []byte {
	data = append(data, byte(len(ops)))
	for _, op := range ops {
		data = progEncodeOp(data, progBodyCodes, op)
	}
	return data
}

func progEncodeOp(data []byte, codes []progCode, op progOp) []byte {
	data = append(data, byte(slices.Index(codes, op.code)), byte(op.slot), byte(op.mod))
	if op.code == progGuard {
		data = progEncodeBlock(progEncodeBlock(data, op.block), op.deferred)
	}
	return data
}

// progCompare runs a program on the library and on the model, and returns what
// it has reached.
func progCompare(t *testing.T, data []byte) map[string]bool {
	t.Helper()
	p := progDecode(data)
	want, _ := progExecute(p, progModel{})
	got, reached := progExecute(p, progLibrary{})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("library (+) and model (-) differ:\n%s\nprogram %q\n%s", diff, data, p)
	}
	return reached
}

// progSeeds are programs for people, each for what its name says. What random
// programs have found is among them.
var progSeeds = map[string]progSpec{
	"send, throw, and try": {
		slots: []progSlot{{kind: progWithResult, body: []progOp{
			{code: progYield}, {code: progTry, mod: 3}, {code: progTry, mod: 1}, {code: progRet, mod: 1},
		}}},
		driver: []progOp{
			{code: progSend},
			{code: progNext},
			{code: progSend},
			{code: progThrow},
			{code: progResult},
			{code: progThrow, mod: 1},
			{code: progResult},
			{code: progNext},
			{code: progThrow},
		},
	},
	"a new view that is refused stays new": {
		slots: []progSlot{{body: []progOp{{code: progFrom, slot: 1}}}, {kind: progMapOut}},
		driver: []progOp{
			{code: progNext}, {code: progState, slot: 1}, {code: progSend, slot: 1},
		},
	},
	"the outer body is told of the closing besides the inner one": {
		slots: []progSlot{
			{body: []progOp{{
				code: progGuard, block: []progOp{{code: progFrom, slot: 1}},
				deferred: []progOp{{code: progTry, mod: 3}, {code: progYield}},
			}}},
			{body: []progOp{{code: progTry}}},
		},
		driver: []progOp{{code: progNext}, {code: progClose}},
	},
	"what closing has come to is not for those that run later": {
		slots: []progSlot{
			{body: []progOp{{
				code: progGuard, mod: 1, block: []progOp{{code: progFrom, slot: 1}},
				deferred: []progOp{{code: progFrom, slot: 2}},
			}}},
			{body: []progOp{{code: progTry, mod: 3}, {code: progNext, slot: 1}}},
			{},
		},
		driver: []progOp{{code: progNext}, {code: progClose}},
	},
	"the inner body fails while it is closed": {
		slots: []progSlot{
			{body: []progOp{{
				code: progGuard, mod: 1, block: []progOp{{code: progFrom, slot: 1}},
				deferred: []progOp{{code: progFrom, slot: 2}, {code: progTry, mod: 3}},
			}}},
			{body: []progOp{{code: progTry, mod: 3}, {code: progRet}}},
			{body: []progOp{{code: progTry, mod: 3}}},
		},
		driver: []progOp{{code: progNext}, {code: progClose}},
	},
	"a view of a view of one that runs": {
		slots: []progSlot{
			{body: []progOp{{code: progThrow, slot: 1}, {code: progClose, slot: 1}, {code: progYield}}},
			{kind: progConcat, parts: [2]int{2, 1}},
			{kind: progMapOut},
		},
		driver: []progOp{{code: progNext}, {code: progNext, slot: 1}},
	},
	"the inner body panics while it is closed": {
		slots: []progSlot{
			{body: []progOp{
				{
					code: progGuard, mod: 1, block: []progOp{{code: progFrom, slot: 1}},
					deferred: []progOp{{code: progFrom, slot: 2}},
				},
				{code: progState},
			}},
			{body: []progOp{{
				code: progGuard, block: []progOp{{code: progYield}},
				deferred: []progOp{{code: progPanic}},
			}}},
			{},
		},
		driver: []progOp{{code: progNext}, {code: progClose}},
	},
	"the same of one that was started": {
		slots: []progSlot{
			{body: []progOp{
				{code: progNext, slot: 1},
				{code: progGuard, mod: 1, block: []progOp{{code: progFrom, slot: 1}}},
				{code: progState},
			}},
			{body: []progOp{{code: progYield}, {
				code: progGuard, block: []progOp{{code: progYield}},
				deferred: []progOp{{code: progPanic}},
			}}},
		},
		driver: []progOp{{code: progNext}, {code: progClose}},
	},
	"a thrown error that was recovered is over": {
		slots: []progSlot{
			{body: []progOp{
				{code: progNext, slot: 1},
				{code: progGuard, mod: 1, block: []progOp{{code: progYield}}},
				{code: progFrom, slot: 1},
				{code: progPanic, mod: 1},
			}},
			{body: []progOp{{code: progYield}, {code: progYield}}},
		},
		driver: []progOp{{code: progNext}, {code: progThrow}, {code: progNext}},
	},
	"one that is recovered is no error of the inner body": {
		slots: []progSlot{
			{body: []progOp{
				{code: progGuard, mod: 1, block: []progOp{{code: progYield}}},
				{code: progFrom, slot: 1},
			}},
			{body: []progOp{{code: progPanic, mod: 1}}},
		},
		driver: []progOp{{code: progNext}, {code: progThrow}},
	},
	"exit in the inner body while the outer one is unwound": {
		slots: []progSlot{
			{body: []progOp{{
				code: progGuard, block: []progOp{{code: progYield}},
				deferred: []progOp{{code: progTry, mod: 3}, {code: progFrom, slot: 1}},
			}}},
			{body: []progOp{{code: progExit}}},
		},
		driver: []progOp{{code: progNext}, {code: progClose}},
	},
	"chain of three, resumed further in": {
		slots: []progSlot{
			{body: []progOp{{code: progFrom, slot: 1, mod: 3}, {code: progYield}}},
			{body: []progOp{{code: progYield}, {code: progFrom, slot: 2}, {code: progRet, mod: 1}}},
			{body: []progOp{{code: progTry, mod: 3}, {code: progFrom, mod: 3}, {code: progYield}}},
		},
		driver: []progOp{
			{code: progNext, slot: 1},
			{code: progNext},
			{code: progNext, slot: 1},
			{code: progClose, slot: 2},
			{code: progThrow},
			{code: progSend},
			{code: progState, slot: 1},
			{code: progThrow, mod: 1},
			{code: progAll, mod: 2},
		},
	},
}

// progSubCodes are the operations on another generator.
var progSubCodes = []progCode{progFrom, progNext, progSend, progThrow, progClose, progAll}

// progSubSeeds do code to a generator of the given kind in every state: to g1,
// which is made of g2 and g3 if it is a view. All of them do it to g1 as well.
func progSubSeeds(kind progKind, code progCode) (all []progSpec) {
	do := progOp{code: code, slot: 1, mod: 11} // 11: go on in any case
	next, closing := progOp{code: progNext, slot: 1, mod: 11}, progOp{code: progClose, slot: 1}
	yield := progOp{code: progYield}
	inner := []progOp{do, yield, do, yield, yield}
	for _, first := range []progOp{do, next} {
		all = append(all, progSpec{
			slots: []progSlot{
				{body: []progOp{first, do, yield, do, closing, do}},
				{kind: kind, parts: [2]int{2, 3}, body: inner},
				{body: inner},
				{body: inner},
			},
			driver: slices.Repeat([]progOp{{code: progNext}}, 12),
		})
	}
	// And to g1 while it delegates to g2.
	return append(all, progSpec{
		slots: []progSlot{
			{body: []progOp{do, yield}},
			{body: []progOp{{code: progFrom, slot: 2}}},
			{body: inner},
		},
		driver: []progOp{next, {code: progNext}, next, {code: progNext}},
	})
}

// progAdd calls add with all seeds: those for people; one for each operation on
// each kind of generator in each state; and a number of random ones.
func progAdd(add func(data []byte)) {
	for _, name := range slices.Sorted(maps.Keys(progSeeds)) {
		add(progEncode(progSeeds[name]))
	}
	for kind := range progKindNames {
		for _, code := range progSubCodes {
			for _, p := range progSubSeeds(progKind(kind), code) {
				add(progEncode(p))
			}
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		add(progRandom(random))
	}
}

// Go spends most of its time on minimizing new inputs, in vain: run this with
// -fuzzminimizetime 10x.
func FuzzModel(f *testing.F) {
	progAdd(func(data []byte) { f.Add(data) })
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 1000 // longer programs find nothing that shorter ones do not
		if len(data) > most {
			t.Skip()
		}
		synctest.Test(t, func(t *testing.T) { progCompare(t, data) })
	})
}

// The seeds are of no use if they do not come to the operations they are for.
func TestModelSeeds(t *testing.T) {
	reached := map[string]bool{}
	synctest.Test(t, func(t *testing.T) {
		progAdd(func(data []byte) {
			for what := range progCompare(t, data) {
				// Each word: the operation alone, and with what it was done to.
				words := strings.SplitN(what, " ", 2)
				reached[words[0]], reached[what] = true, true
			}
		})
	})
	for _, what := range progWanted() {
		if !reached[what] {
			t.Errorf("no seed has reached %q", what)
		}
	}
}

func progWanted() (all []string) {
	for _, code := range progBodyCodes {
		all = append(all, string(code))
	}
	for _, reaction := range []string{"the error", "another error", "nil"} {
		for _, code := range []progCode{progTry, progFrom} {
			all = append(all, string(code)+" failed, body returns "+reaction)
		}
	}
	all = append(all, "guard deferred", "guard recovered", "tryyield failed, body goes on")
	for _, kind := range progKindNames {
		for _, code := range progSubCodes {
			for _, state := range []pull.State{pull.Created, pull.Suspended, pull.Running, pull.Done} {
				all = append(all, string(code)+" "+kind+" "+state.String())
			}
		}
	}
	for _, code := range progSubCodes {
		all = append(all, string(code)+" New "+pull.Delegating.String())
	}
	return all
}

// Each bubble fails the test if a program of its has left a coroutine.
func TestModel(t *testing.T) {
	bubbles := 200
	if testing.Short() {
		bubbles = 20
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range bubbles {
		synctest.Test(t, func(t *testing.T) {
			for range 100 {
				progCompare(t, progRandom(random))
			}
		})
		if t.Failed() {
			return
		}
	}
}

func progRandom(random *rand.Rand) []byte {
	data := make([]byte, 50+random.IntN(350))
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	return data
}
