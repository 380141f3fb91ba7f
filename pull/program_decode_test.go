package pull_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/coseq/coseq/pull"
)

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
