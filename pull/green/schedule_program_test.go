package green_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// A schedProgram is a handful of tasks, each a list of operations, and what they
// share. It is played by this package, by a model of gevent's rules, and has been
// played by gevent itself: a run writes down all that can be observed.
type schedProgram struct {
	Queues []*int      // capacities; 0 is a rendezvous, nil unbounded
	Sems   []int       // permits
	Events int         // how many flags
	Tasks  [][]schedOp // what each task does
	Start  []int       // the tasks that main spawns
}

// A schedOp is an operation on a queue, a semaphore, a flag or a task.
type schedOp struct {
	name   string
	target int
	value  int // what is put
}

// The operations, with the number of their arguments.
var schedArgs = map[string]int{
	"yield": 0,
	"spawn": 1, "join": 1, "kill": 1,
	"put": 2, "get": 1,
	"acq": 1, "rel": 1,
	"set": 1, "clear": 1, "wait": 1,
}

func (op schedOp) String() string {
	switch schedArgs[op.name] {
	case 0:
		return op.name
	case 1:
		return fmt.Sprint(op.name, " ", op.target)
	}
	return fmt.Sprint(op.name, " ", op.target, " ", op.value)
}

// UnmarshalJSON reads an array: ["yield"], ["get", 0] or ["put", 0, 71].
func (op *schedOp) UnmarshalJSON(text []byte) error {
	words := []any{&op.name, &op.target, &op.value}
	if err := json.Unmarshal(text, &words); err != nil {
		return err
	}
	if args, ok := schedArgs[op.name]; !ok || len(words) != args+1 {
		return fmt.Errorf("no operation %s", text)
	}
	return nil
}

// The capacity of a queue, as NewQueue takes it.
func schedCapacity(c *int) int {
	if c == nil {
		return -1
	}
	return *c
}

// schedEnd is the last line of a run.
func schedEnd(blocked []int) string {
	if len(blocked) == 0 {
		return "ALL DONE"
	}
	return "DEADLOCK " + strings.ReplaceAll(fmt.Sprint(blocked), " ", ", ")
}

// A schedRecording is a program and what gevent made of it.
type schedRecording struct {
	Prog  schedProgram
	Trace []string
}

// readRecordings reads a file of recordings, one JSON object a line.
func readRecordings(t *testing.T, name string) []schedRecording {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var recordings []schedRecording
	for decoder := json.NewDecoder(bufio.NewReader(unzipped)); decoder.More(); {
		var r schedRecording
		if err := decoder.Decode(&r); err != nil {
			t.Fatalf("%s: recording %d: %v", name, len(recordings), err)
		}
		recordings = append(recordings, r)
	}
	return recordings
}
