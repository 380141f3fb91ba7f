package pull_test

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"

	"github.com/coseq/coseq/pull"
)

// A program is a handful of generators and a driver that resumes them. It is
// decoded from bytes, and run over an interface that both the library and the
// model satisfy; a run writes down everything that can be observed.

type progGen interface {
	Next() (int, bool)
	Send(v int) (int, error)
	Throw(err error) (int, error)
	Close() error
	State() pull.State
	Err() error
	All() iter.Seq[int]
}

type progYielder interface {
	Yield(v int) int
	TryYield(v int) (int, error)
	YieldFrom(sub progGen) error
}

// A progMaker makes the generators of a run.
type progMaker interface {
	New(body func(progYielder) error) progGen
	NewResult(body func(progYielder) (int, error)) (progGen, func() (int, error))
	MapOut(g progGen, f func(int) int) progGen
	Concat(gens ...progGen) progGen
	Pipe(a, b progGen) progGen
}

// The library as a progMaker.

type progLibrary struct{}

type progLibraryYielder struct{ *pull.Yielder[int, int] }

func (y progLibraryYielder) YieldFrom(sub progGen) error {
	return y.Yielder.YieldFrom(sub.(*pull.Gen[int, int]))
}

func (progLibrary) New(body func(progYielder) error) progGen {
	return pull.New(func(y *pull.Yielder[int, int]) error { return body(progLibraryYielder{y}) })
}

func (progLibrary) NewResult(
	body func(progYielder) (int, error),
) (progGen, func() (int, error)) {
	return pull.NewResult(func(y *pull.Yielder[int, int]) (int, error) {
		return body(progLibraryYielder{y})
	})
}

func (progLibrary) MapOut(g progGen, f func(int) int) progGen {
	return pull.MapOut(g.(*pull.Gen[int, int]), f)
}

func (progLibrary) Concat(gens ...progGen) progGen {
	all := make([]*pull.Gen[int, int], len(gens))
	for i, g := range gens {
		all[i] = g.(*pull.Gen[int, int])
	}
	return pull.Concat(all...)
}

func (progLibrary) Pipe(a, b progGen) progGen {
	return pull.Pipe(a.(*pull.Gen[int, int]), b.(*pull.Gen[int, int]))
}

// The model as a progMaker.

type progModel struct{}

func (progModel) New(body func(progYielder) error) progGen { return modelNew(body) }

func (progModel) NewResult(
	body func(progYielder) (int, error),
) (progGen, func() (int, error)) {
	return modelNewResult(body)
}

func (progModel) MapOut(g progGen, f func(int) int) progGen {
	return modelMapOut(g.(*modelGen), f)
}

func (progModel) Concat(gens ...progGen) progGen {
	all := make([]*modelGen, len(gens))
	for i, g := range gens {
		all[i] = g.(*modelGen)
	}
	return modelConcat(all...)
}

func (progModel) Pipe(a, b progGen) progGen { return modelPipe(a.(*modelGen), b.(*modelGen)) }

// The program.

type progCode string

// What a body can do. The first group is for bodies alone.
const (
	progYield progCode = "yield"
	progTry   progCode = "tryyield"
	progFrom  progCode = "yieldfrom"
	progRet   progCode = "return"
	progPanic progCode = "panic"
	progGuard progCode = "guard" // a function call with a deferred function

	progNext   progCode = "next"
	progSend   progCode = "send"
	progThrow  progCode = "throw"
	progClose  progCode = "close"
	progAll    progCode = "all"
	progState  progCode = "state"
	progResult progCode = "result"
	progExit   progCode = "goexit"
)

// Which codes the bytes stand for; one that is there more often comes more
// often.
var (
	progBodyCodes = []progCode{
		progYield, progTry, progFrom, progGuard, progRet, progPanic, progState,
		progNext, progSend, progThrow, progClose, progAll, progResult, progExit,
		progYield, progYield, progYield, progYield, progTry, progTry, progTry,
		progYield, progYield, progYield, progTry,
		progFrom, progFrom, progFrom, progFrom, progGuard, progGuard, progGuard,
	}
	progDriverCodes = []progCode{
		progNext, progSend, progThrow, progClose, progAll, progState, progResult,
		progNext, progNext, progNext, progNext, progNext, progNext, progNext, progNext,
		progSend, progSend, progSend, progSend, progThrow,
	}
)

// A progOp does code, to the generator slot if there is one to it. What mod
// means depends on the code.
type progOp struct {
	code     progCode
	slot     int
	mod      int
	id       int // its number in the program: the value that is yielded or sent
	block    []progOp
	deferred []progOp
}

type progKind int

const (
	progBody progKind = iota
	progWithResult
	progMapOut
	progConcat
	progPipe
)

var progKindNames = []string{"New", "NewResult", "MapOut", "Concat", "Pipe"}

// A progSlot is a generator: one with a body, or a view of those in parts, which
// is made when it is first used.
type progSlot struct {
	kind  progKind
	body  []progOp
	parts [2]int
	picky bool // the function of a MapOut panics for some values
}

type progSpec struct {
	slots  []progSlot
	driver []progOp
}

var (
	errProg1 = errors.New("e1")
	errProg2 = errors.New("e2")
	progErrs = []error{errProg1, errProg2, pull.ErrClosed, pull.ErrDone}
	// What bodies return, besides.
	progReturns = append(progErrs, nil, fmt.Errorf("wrapped: %w", pull.ErrClosed),
		errors.Join(pull.ErrClosed, errProg1), errors.Join(pull.ErrClosed, pull.ErrClosed))
	// Of these, the errors may also be under way because they were thrown.
	progPanics = []any{"p", errProg1, errProg2, pull.ErrClosed}
)

// progDecode makes a program of any bytes. It ends when they do.
func progDecode(data []byte) progSpec {
	d := &progDecoder{data: data}
	var p progSpec
	for range d.byte()%6 + 1 {
		p.slots = append(p.slots, progSlot{})
	}
	for i := range p.slots {
		p.slots[i] = d.slot()
	}
	for len(d.data) > 0 {
		p.driver = append(p.driver, d.op(progDriverCodes, 0))
	}
	return p
}

type progDecoder struct {
	data []byte
	ids  int
}

// byte returns the next one, or 0 when there is none.
func (d *progDecoder) byte() int {
	if len(d.data) == 0 {
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return int(b)
}

func (d *progDecoder) slot() progSlot {
	b := d.byte()
	s := progSlot{kind: max(0, progKind(b%8)-3), picky: b&8 != 0}
	s.parts = [2]int{d.byte(), d.byte()}
	if s.kind <= progWithResult {
		s.body = d.block(0)
	}
	return s
}

func (d *progDecoder) block(depth int) (ops []progOp) {
	const most = 8
	for n := d.byte() % most; n > 0 && len(d.data) > 0; n-- {
		ops = append(ops, d.op(progBodyCodes, depth))
	}
	return ops
}

func (d *progDecoder) op(codes []progCode, depth int) progOp {
	const deepest = 3
	d.ids++
	op := progOp{id: d.ids}
	op.code = codes[d.byte()%len(codes)]
	if op.code == progGuard && depth == deepest {
		op.code = progYield
	}
	op.slot, op.mod = d.byte(), d.byte()
	if op.code == progGuard {
		op.block, op.deferred = d.block(depth+1), d.block(depth+1)
	}
	return op
}

// String lists the program for the reader of a failure.
func (p progSpec) String() string {
	var b strings.Builder
	for i, s := range p.slots {
		fmt.Fprintf(&b, "g%d = %s", i, progKindNames[s.kind])
		if s.kind > progWithResult {
			fmt.Fprintf(&b, " of %d, %d picky=%t", s.parts[0]%len(p.slots),
				s.parts[1]%len(p.slots), s.picky)
		}
		b.WriteString("\n")
		progList(&b, "\t", s.body, len(p.slots))
	}
	b.WriteString("driver\n")
	progList(&b, "\t", p.driver, len(p.slots))
	return b.String()
}

func progList(b *strings.Builder, indent string, ops []progOp, slots int) {
	for _, op := range ops {
		fmt.Fprintf(b, "%s%d: %s g%d mod %d\n", indent, op.id, op.code, op.slot%slots, op.mod%16)
		progList(b, indent+"\t", op.block, slots)
		if len(op.deferred) > 0 {
			fmt.Fprintf(b, "%s   deferred\n", indent)
			progList(b, indent+"\t", op.deferred, slots)
		}
	}
}

// A progRun is a program under way.
type progRun struct {
	progSpec
	make    progMaker
	gens    []progGen             // nil for one that has not been used
	results []func() (int, error) // nil without a result
	owned   []bool                // by a view, and so not to be used directly
	log     []string
	exiting bool            // a Goexit is under way
	reached map[string]bool // what has been done, to judge the seeds by
}

// progExecute runs p with the generators of make, and returns what has been
// observed and what has been done. In the end every generator has been closed.
func progExecute(p progSpec, make progMaker) (log []string, reached map[string]bool) {
	r := newProgRun(p, make)
	r.inTurn(len(p.driver), func(n int) { r.resume("driver", p.driver[n]) })
	// Twice, for those that another one delegates to at first.
	for range 2 {
		r.inTurn(len(p.slots), r.close)
	}
	for i, g := range r.gens {
		if g != nil {
			r.event("g%d is %v, %s", i, g.State(), progText(g.Err()))
			r.result(i)
		}
	}
	return r.log, r.reached
}

func newProgRun(p progSpec, maker progMaker) *progRun {
	n := len(p.slots)
	return &progRun{
		progSpec: p,
		make:     maker,
		gens:     make([]progGen, n),
		results:  make([]func() (int, error), n),
		owned:    make([]bool, n),
		reached:  map[string]bool{},
	}
}

// inTurn calls f(0) to f(n-1) and logs what panics. If one exits the goroutine,
// the rest runs on another.
func (r *progRun) inTurn(n int, f func(int)) {
	for i := 0; i < n; {
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() {
				if i < n {
					r.event("driver exited")
				}
			}()
			for ; i < n; i++ {
				r.exiting = false
				r.attempt(func() { f(i) })
			}
		}()
		<-done
		i++
	}
}

func (r *progRun) close(slot int) {
	if g := r.gens[slot]; g != nil {
		r.event("close g%d: %s", slot, progText(g.Close()))
	}
}

func (r *progRun) event(format string, args ...any) {
	r.log = append(r.log, fmt.Sprintf(format, args...))
}

// attempt calls f and logs its panic.
func (r *progRun) attempt(f func()) {
	defer func() {
		if p := recover(); p != nil {
			r.event("recovered %s", progText(p))
		}
	}()
	f()
}

// gen returns the generator of a slot.
func (r *progRun) gen(slot int) (int, progGen) {
	i := slot % len(r.slots)
	if r.gens[i] == nil {
		r.gens[i] = r.create(i)
	}
	return i, r.gens[i]
}

func (r *progRun) create(i int) progGen {
	s := r.slots[i]
	first, ok := r.own(i, s.parts[0])
	switch {
	case s.kind == progWithResult:
		g, result := r.make.NewResult(func(y progYielder) (int, error) {
			err := r.body(i, y)
			return 1000 + i, err
		})
		r.results[i] = result
		return g
	case s.kind == progBody || !ok:
		return r.make.New(func(y progYielder) error { return r.body(i, y) })
	case s.kind == progMapOut:
		return r.make.MapOut(first, func(v int) int {
			if s.picky && v%5 == 0 {
				panic("f")
			}
			return v + 10_000
		})
	}
	second, ok := r.own(i, s.parts[1])
	switch {
	case !ok:
		return r.make.Concat(first)
	case s.kind == progConcat:
		return r.make.Concat(first, second)
	}
	return r.make.Pipe(first, second)
}

// own returns the generator of a slot for the view in slot i, and false if it
// cannot have that one.
func (r *progRun) own(i, slot int) (progGen, bool) {
	j := slot % len(r.slots)
	if r.slots[i].kind <= progWithResult || i == j || r.owned[j] {
		return nil, false
	}
	// A view that is being made has no generator yet. To have it own itself
	// takes a slot that is marked.
	defer func(was bool) { r.owned[i] = was }(r.owned[i])
	r.owned[i], r.owned[j] = true, true
	_, g := r.gen(j)
	return g, true
}

// body is the body of the generator in slot i.
func (r *progRun) body(i int, y progYielder) error {
	r.event("g%d starts", i)
	_, err := progFrame{r, i, y}.run(r.slots[i].body)
	r.event("g%d returns %s", i, progText(err))
	return err
}

// A progFrame runs the operations of one body.
type progFrame struct {
	*progRun
	self int
	y    progYielder
}

// run returns true if the body is to return err. While a Goexit is under way,
// whatever it makes end does so in peace: what comes of a Goexit that meets
// panics and yields in deferred calls is for nobody to rely on.
func (f progFrame) run(ops []progOp) (end bool, err error) {
	for _, op := range ops {
		if f.exiting {
			return true, nil
		}
		if end, err = f.do(op); end {
			break
		}
	}
	return end, err
}

func (f progFrame) do(op progOp) (end bool, err error) {
	switch op.code {
	case progYield:
		f.reach(op, "")
		f.event("g%d received %d", f.self, f.y.Yield(op.id))
	case progTry:
		v, err := f.y.TryYield(op.id)
		f.event("g%d received %d, %s", f.self, v, progText(err))
		return f.react(op, err)
	case progFrom:
		return f.yieldFrom(op)
	case progRet:
		err := progReturns[op.mod%len(progReturns)]
		f.reach(op, progText(err))
		return true, err
	case progPanic:
		f.reach(op, "")
		panic(progPanics[op.mod%len(progPanics)])
	case progGuard:
		return f.guard(op)
	case progExit:
		f.reach(op, "")
		f.exiting = true
		runtime.Goexit()
	default:
		f.resumeFrom(op)
	}
	return false, nil
}

// react does one of the things that a body can do about an error.
func (f progFrame) react(op progOp, err error) (bool, error) {
	if err == nil {
		return false, nil
	}
	switch op.mod % 4 {
	case 0:
		f.reach(op, "failed, body returns the error")
		return true, err
	case 1:
		f.reach(op, "failed, body returns another error")
		return true, progReturns[op.mod/4%len(progReturns)]
	case 2:
		f.reach(op, "failed, body returns nil")
		return true, nil
	}
	f.reach(op, "failed, body goes on")
	return false, nil
}

func (f progFrame) yieldFrom(op progOp) (bool, error) {
	i, sub := f.gen(op.slot)
	if f.owned[i] {
		return false, nil
	}
	f.reach(op, progKindNames[f.slots[i].kind], sub.State().String())
	err := f.y.YieldFrom(sub)
	f.event("g%d has delegated to g%d: %s", f.self, i, progText(err))
	return f.react(op, err)
}

// guard calls a function that has a deferred one. If that one recovers, the
// body goes on.
func (f progFrame) guard(op progOp) (end bool, err error) {
	defer f.cleanUp(op)
	return f.run(op.block)
}

func (f progFrame) cleanUp(op progOp) {
	f.event("g%d cleans up %d", f.self, op.id)
	switch {
	case f.exiting:
		return
	case op.mod%2 == 0:
		f.reach(op, "deferred")
		f.run(op.deferred)
		return
	}
	if p := recover(); p != nil {
		f.reach(op, "recovered")
		f.event("g%d recovered %s", f.self, progText(p))
	}
	f.run(op.deferred)
}

// resumeFrom is resume in a body. Half of them let a panic through.
func (f progFrame) resumeFrom(op progOp) {
	who := fmt.Sprintf("g%d", f.self)
	if op.mod&8 == 0 {
		f.resume(who, op)
		return
	}
	f.attempt(func() { f.resume(who, op) })
}

// resume does an operation that bodies and the driver have in common.
func (r *progRun) resume(who string, op progOp) {
	i, g := r.gen(op.slot)
	if r.owned[i] && op.code != progState && op.code != progResult {
		return
	}
	r.reach(op, progKindNames[r.slots[i].kind], g.State().String())
	text := func(v int, err error) string { return fmt.Sprint(v, ", ", progText(err)) }
	var result string
	switch op.code {
	case progNext:
		v, ok := g.Next()
		result = fmt.Sprint(v, ", ", ok)
	case progSend:
		result = text(g.Send(1000 + op.id))
	case progThrow:
		result = text(g.Throw(progErrs[op.mod%len(progErrs)]))
	case progClose:
		result = progText(g.Close())
	case progAll:
		result = r.walk(g, op.mod%3)
	case progResult:
		r.result(i)
	}
	r.event("%s: %s g%d: %s, now %v, %s", who, op.code, i, result, g.State(), progText(g.Err()))
}

// walk ranges over at most n values and one more.
func (r *progRun) walk(g progGen, n int) string {
	for v := range g.All() {
		r.event("all: %d", v)
		if n--; n < 0 {
			return "left"
		}
	}
	return "ended"
}

func (r *progRun) result(i int) {
	if result := r.results[i]; result != nil {
		v, err := result()
		r.event("result of g%d: %d, %s", i, v, progText(err))
	}
}

func (r *progRun) reach(op progOp, how ...string) {
	r.reached[string(op.code)+" "+strings.Join(how, " ")] = true
}

// progText is how errors and the values of panics are logged: the same for the
// library's and the model's.
func progText(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case *pull.PanicError:
		if len(v.Stack) == 0 {
			return "panic without a stack"
		}
		return "panic(" + progText(v.Value) + ")"
	case *modelPanic:
		return "panic(" + progText(v.value) + ")"
	case interface{ Unwrap() []error }:
		var parts []string
		for _, err := range v.Unwrap() {
			parts = append(parts, progText(err))
		}
		return strings.Join(parts, " + ")
	}
	return fmt.Sprint(v)
}
