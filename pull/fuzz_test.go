package pull_test

import (
	"fmt"
	"iter"
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
			{code: progSend}, {code: progNext}, {code: progSend}, {code: progThrow}, {code: progResult},
			{code: progThrow, mod: 1}, {code: progResult}, {code: progNext}, {code: progThrow},
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
			{code: progNext, slot: 1}, {code: progNext}, {code: progNext, slot: 1},
			{code: progClose, slot: 2}, {code: progThrow}, {code: progSend}, {code: progState, slot: 1},
			{code: progThrow, mod: 1}, {code: progAll, mod: 2},
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

// FuzzBatched compares Batched with the slice of the values that it is given,
// whichever way the sequence ends and whenever it is stopped.
func FuzzBatched(f *testing.F) {
	f.Add(1, uint8(3), uint8(5), uint8(0))
	f.Add(4, uint8(9), uint8(9), uint8(1))   // a panic that is not come to
	f.Add(4, uint8(8), uint8(9), uint8(1))   // one at the end of a batch
	f.Add(64, uint8(3), uint8(0), uint8(1))  // never started
	f.Add(5, uint8(12), uint8(7), uint8(0))  // stopped in the middle of a batch
	f.Add(3, uint8(3), uint8(200), uint8(1)) // long after the end
	f.Fuzz(func(t *testing.T, n int, values, nexts, ending uint8) {
		if n < 1 {
			t.Skip()
		}
		synctest.Test(t, func(t *testing.T) {
			progBatched(t, n, int(values), int(nexts), ending%2 == 1)
		})
	})
}

func progBatched(t *testing.T, n, values, nexts int, panics bool) {
	read, left := 0, 0 // values that were given, and times that the loop was left
	next, stop := pull.Batched(func(yield func(int) bool) {
		defer func() { left++ }()
		for read < values {
			read++
			if !yield(read) {
				return
			}
		}
		if panics {
			panic("p")
		}
	}, n)
	defer stop()
	for i := 1; i <= nexts; i++ {
		v, ok, p := progNextOf(next)
		want, wantOK := i, true
		if i > values {
			want, wantOK = 0, false
		}
		if v != want || ok != wantOK || (p != nil) != (panics && i == values+1) {
			t.Fatalf("next number %d = %v, %v, panic %v; want %v, %v", i, v, ok, p, want, wantOK)
		}
		if most := min(values, (i+n-1)/n*n); n < 1000 && read > most {
			t.Fatalf("%d values were read for %d, want at most %d", read, i, most)
		}
	}
	stop()
	stop()
	if v, ok := next(); ok {
		t.Errorf("next after stop = %v, true", v)
	}
	if want := min(1, nexts); left != want {
		t.Errorf("the loop was left %d times, want %d", left, want)
	}
}

// progNextOf calls next and recovers.
func progNextOf(next func() (int, bool)) (v int, ok bool, p any) {
	defer func() { p = recover() }()
	v, ok = next()
	return v, ok, nil
}

// FuzzCursor runs an operation for each byte against a slice: what is left.
func FuzzCursor(f *testing.F) {
	f.Add(uint8(5), []byte{0, 1, 1, 0, 2, 1, 3, 3, 3, 0})
	f.Add(uint8(0), []byte{2, 2, 0, 1, 3, 4, 0, 2, 1, 4})
	f.Add(uint8(9), []byte{1, 2, 0, 13, 1, 4, 0, 1, 2, 3})
	f.Add(uint8(3), []byte{4, 0, 1})
	f.Fuzz(func(t *testing.T, values uint8, ops []byte) {
		synctest.Test(t, func(t *testing.T) { progCursor(t, int(values), ops) })
	})
}

func progCursor(t *testing.T, values int, ops []byte) {
	read := 0
	c := pull.NewCursor(func(yield func(int) bool) {
		for read < values {
			read++
			if !yield(read) {
				return
			}
		}
	})
	defer c.Close()
	m := progCursorModel{}
	for v := range values {
		m.left = append(m.left, v+1)
	}
	for i, op := range ops {
		want := m.do(op, i)
		if got := progCursorDo(c, op, i); got != want {
			t.Fatalf("operation %d, number %d: got %s, want %s", i, op%5, got, want)
		}
		if read > m.seen {
			t.Fatalf("operation %d, number %d: %d values were read, want %d", i, op%5, read, m.seen)
		}
	}
}

func progCursorDo(c *pull.Cursor[int], op byte, i int) string {
	switch op % 5 {
	case 0:
		return fmt.Sprint(c.Next())
	case 1:
		return fmt.Sprint(c.Peek())
	case 2:
		c.Unread(-i)
	case 3:
		var all []int
		for v := range c.Rest() {
			all = append(all, v)
			if len(all) > int(op/5)%4 {
				break
			}
		}
		return fmt.Sprint(all)
	case 4:
		c.Close()
	}
	return ""
}

// A progCursorModel is what is left to read, and how far it has been looked at.
// Values of the sequence are positive, and what is put back is not.
type progCursorModel struct {
	left   []int
	seen   int
	closed bool
}

func (m *progCursorModel) do(op byte, i int) string {
	switch op % 5 {
	case 0:
		v, ok := m.peek()
		m.left = m.left[min(1, len(m.left)):]
		return fmt.Sprint(v, ok)
	case 1:
		return fmt.Sprint(m.peek())
	case 2:
		if !m.closed {
			m.left = slices.Concat([]int{-i}, m.left)
		}
	case 3:
		n := min(int(op/5)%4+1, len(m.left))
		all := m.left[:n]
		m.seen = max(m.seen, slices.Max(append(all[:n:n], 0)))
		m.left = m.left[n:]
		return fmt.Sprint(all)
	case 4:
		m.left, m.closed = nil, true
	}
	return ""
}

func (m *progCursorModel) peek() (v int, ok bool) {
	if len(m.left) == 0 {
		return 0, false
	}
	m.seen = max(m.seen, m.left[0])
	return m.left[0], true
}

// FuzzSink sends to a tree of sinks, the first half of data, the operations in
// the second half, and compares what arrives with slices.
func FuzzSink(f *testing.F) {
	f.Add([]byte{0, 9, 0}, []byte{1, 2, 3, 20, 4})                            // one
	f.Add([]byte{1, 3, 0, 9, 1, 0, 2, 2, 0, 3, 3}, []byte{1, 2, 3, 34, 4, 5}) // broadcast
	f.Add([]byte("\x01\x8b\xdfI\x13\xa1\xf8\xf2\x9e\x98^v\xff\aW\xe1\xf7D\x1e\xa5"), []byte{1, 2})
	f.Add([]byte{2, 1, 2, 0, 2, 2, 0, 5, 0}, []byte{3, 1, 5, 36, 2, 9, 0, 0}) // one fails
	f.Add([]byte{3, 2, 1, 2, 0, 1, 0, 0, 0, 1}, []byte{36, 1})                // ends at once
	f.Add([]byte{2, 3, 1, 1, 0, 9, 3}, []byte{})                              // only closed
	f.Fuzz(func(t *testing.T, tree, ops []byte) {
		const most = 100
		if len(tree) > most || len(ops) > most {
			t.Skip()
		}
		synctest.Test(t, func(t *testing.T) { progSinks(t, tree, ops) })
	})
}

func progSinks(t *testing.T, tree, ops []byte) {
	b := &progSinkBuilder{bytes: progDecoder{data: tree}}
	s, m := b.build(0)
	top := &progTopSink{to: m}
	for i, op := range ops {
		var got, want error
		switch n := int(op) / 16; {
		case op == 0:
			got, want = s.Close(), top.close()
		case n == 0:
			got, want = s.Send(i), top.send([]int{i})
		default:
			vs := make([]int, n-1)
			for j := range vs {
				vs[j] = i*100 + j
			}
			got, want = s.SendAll(vs), top.send(vs)
		}
		if progText(got) != progText(want) {
			t.Fatalf("operation %d of %v on %s: got %v, want %v", i, ops, b.text, got, want)
		}
	}
	for range 2 {
		if got, want := s.Close(), top.close(); progText(got) != progText(want) {
			t.Fatalf("Close after %v on %s = %v, want %v", ops, b.text, got, want)
		}
	}
	for i, leaf := range b.leaves {
		// -want +got
		if diff := cmp.Diff(leaf.want, leaf.got); diff != "" {
			t.Errorf("leaf %d of %s after %v (-want +got):\n%s", i, b.text, ops, diff)
		}
	}
}

// A progSinkNode is the model of a sink. Its first two methods return whether
// the sink has ended by that, and its error.
type progSinkNode interface {
	start() (ended bool, err error)
	sendAll(vs []int) (ended bool, err error)
	close() error
}

// A progTopSink is one from the outside.
type progTopSink struct {
	to                    progSinkNode
	started, done, closed bool
	err                   error
}

func (s *progTopSink) send(vs []int) error {
	if s.done {
		return pull.ErrDone
	}
	if !s.started {
		s.started = true
		s.done, s.err = s.to.start()
	}
	if !s.done && len(vs) > 0 {
		s.done, s.err = s.to.sendAll(vs)
	}
	if s.done && s.err == nil {
		return pull.ErrDone
	}
	return s.err
}

func (s *progTopSink) close() error {
	if s.closed {
		return nil
	}
	if !s.started {
		s.started = true
		s.done, s.err = s.to.start()
	}
	if !s.done {
		s.done, s.err = true, s.to.close()
	}
	s.closed = true
	return s.err
}

// A progSinkLeaf leaves its loop after limit values, if that is not negative.
type progSinkLeaf struct {
	limit     int
	early     error // what its body returns then
	late      error // and otherwise
	want, got []int
	done      bool
	err       error
}

func (l *progSinkLeaf) start() (bool, error) {
	if l.limit == 0 {
		l.done, l.err = true, l.early
	}
	return l.done, l.err
}

func (l *progSinkLeaf) sendAll(vs []int) (bool, error) {
	for _, v := range vs {
		l.want = append(l.want, v)
		if len(l.want) == l.limit {
			l.done, l.err = true, l.early
			break
		}
	}
	return l.done, l.err
}

func (l *progSinkLeaf) close() error {
	if !l.done {
		l.done, l.err = true, l.late
	}
	return l.err
}

// body is the body of the library's sink.
func (l *progSinkLeaf) body(in iter.Seq[int]) error {
	if l.limit == 0 {
		return l.early
	}
	for v := range in {
		l.got = append(l.got, v)
		if len(l.got) == l.limit {
			return l.early
		}
	}
	return l.late
}

// A progSinkFilter is Filtered or Mapped.
type progSinkFilter struct {
	progSinkNode
	f func(int) (int, bool)
}

func (s *progSinkFilter) sendAll(vs []int) (bool, error) {
	var passed []int
	for _, v := range vs {
		if v, ok := s.f(v); ok {
			passed = append(passed, v)
		}
	}
	if len(passed) == 0 {
		return false, nil
	}
	return s.progSinkNode.sendAll(passed)
}

// A progSinkAll is Broadcast.
type progSinkAll struct {
	all, live []progSinkNode
	done      bool
	err       error
}

func (s *progSinkAll) start() (bool, error) {
	return s.each(progSinkNode.start)
}

func (s *progSinkAll) sendAll(vs []int) (bool, error) {
	return s.each(func(to progSinkNode) (bool, error) { return to.sendAll(vs) })
}

func (s *progSinkAll) each(f func(progSinkNode) (bool, error)) (bool, error) {
	var live []progSinkNode
	failed := false
	for _, to := range s.live {
		ended, err := f(to)
		if !ended {
			live = append(live, to)
		}
		failed = failed || err != nil
	}
	s.live = live
	if failed {
		return true, s.close()
	}
	s.done = len(live) == 0
	return s.done, nil
}

func (s *progSinkAll) close() error {
	if s.done {
		return s.err
	}
	for _, to := range s.all {
		s.err = modelJoin(s.err, to.close())
	}
	s.done = true
	return s.err
}

// A progSinkBuilder makes a tree of sinks and its model.
type progSinkBuilder struct {
	bytes  progDecoder
	leaves []*progSinkLeaf
	text   string
}

func (b *progSinkBuilder) build(depth int) (*pull.Sink[int], progSinkNode) {
	const deepest = 3
	kind := b.bytes.byte() % 4
	if depth == deepest {
		kind = 0
	}
	b.text += fmt.Sprint("(", []string{"leaf", "all", "odd", "double"}[kind])
	defer func() { b.text += ")" }()
	switch kind {
	case 1:
		return b.broadcast(depth)
	case 2:
		s, m := b.build(depth + 1)
		odd := func(v int) bool { return v%2 == 1 }
		return pull.Filtered(odd, s), &progSinkFilter{m, func(v int) (int, bool) { return v, odd(v) }}
	case 3:
		s, m := b.build(depth + 1)
		double := func(v int) int { return 2 * v }
		return pull.Mapped(double, s), &progSinkFilter{m, func(v int) (int, bool) { return 2 * v, true }}
	}
	limit, errs := b.bytes.byte()%10, b.bytes.byte()
	l := &progSinkLeaf{limit: limit}
	if limit == 9 {
		l.limit = -1
	}
	l.early, l.late = []error{nil, errProg1}[errs%2], []error{nil, errProg2}[errs/2%2]
	b.text += fmt.Sprint(" ", l.limit, " ", l.early, " ", l.late)
	b.leaves = append(b.leaves, l)
	return pull.NewSink(l.body), l
}

func (b *progSinkBuilder) broadcast(depth int) (*pull.Sink[int], progSinkNode) {
	var sinks []*pull.Sink[int]
	m := &progSinkAll{}
	for range b.bytes.byte() % 4 {
		s, to := b.build(depth + 1)
		sinks, m.live = append(sinks, s), append(m.live, to)
	}
	m.all = m.live
	return pull.Broadcast(sinks...), m
}
