package green_test

import (
	"math/rand/v2"
	"slices"
)

// A schedDecoder makes programs of bytes: each byte is a choice.
type schedDecoder struct {
	choices []byte
	prog    schedProgram
}

// decodeSchedule makes a program of bytes. When they run out, the choices are
// all the first, which is to end.
func decodeSchedule(choices []byte) schedProgram {
	d := schedDecoder{choices: choices}
	for range 1 + d.choose(2) {
		d.prog.Queues = append(d.prog.Queues, d.capacity())
		d.prog.Sems = append(d.prog.Sems, d.choose(3))
	}
	d.prog.Events = 1 + d.choose(2)
	d.prog.Tasks = make([][]schedOp, 2+d.choose(5))
	for id := range d.prog.Tasks {
		d.prog.Tasks[id] = d.task()
		if id == 0 || d.choose(3) > 0 {
			d.prog.Start = append(d.prog.Start, id)
		}
	}
	return d.prog
}

// choose returns a number below n.
func (d *schedDecoder) choose(n int) int {
	if len(d.choices) == 0 {
		return 0
	}
	return int(pop(&d.choices)) % n
}

func (d *schedDecoder) capacity() *int {
	c := d.choose(4)
	if c == 3 {
		return nil
	}
	return &c
}

// The operations in the order of the choices; those that let others run and
// those that wake them are the more frequent ones.
var schedNames = []string{
	"", "yield", "yield", "yield", "spawn", "spawn", "join", "kill", "put", "put",
	"get", "get", "acq", "rel", "rel", "set", "set", "clear", "wait", "wait",
}

func (d *schedDecoder) task() (ops []schedOp) {
	for len(ops) < 12 {
		op := schedOp{name: schedNames[d.choose(len(schedNames))]}
		switch op.name {
		case "":
			return ops
		case "spawn", "join", "kill":
			op.target = d.choose(len(d.prog.Tasks))
		case "put":
			op.target, op.value = d.choose(len(d.prog.Queues)), d.choose(100)
		case "get":
			op.target = d.choose(len(d.prog.Queues))
		case "acq", "rel":
			op.target = d.choose(len(d.prog.Sems))
		case "set", "clear", "wait":
			op.target = d.choose(d.prog.Events)
		}
		ops = append(ops, op)
	}
	return ops
}

// randomChoices returns bytes to make a program of.
func randomChoices(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 0))
	return slices.Collect(func(yield func(byte) bool) {
		for range r.IntN(200) {
			if !yield(byte(r.Uint32())) {
				return
			}
		}
	})
}
