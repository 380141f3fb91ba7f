package pull_test

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/coseq/coseq/pull"
)

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
