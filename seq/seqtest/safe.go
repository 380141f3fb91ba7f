package seqtest

import (
	"reflect"
	"runtime"
	"strings"
)

// safe reports whether it is called on a goroutine whose panics come back to call:
// the one that call started, or a coroutine. On any other that the sequence has
// started, a panic may end the process.
func safe() bool {
	entry := entryFunc()
	return entry == "runtime.corostart" || strings.HasPrefix(entry, crewCall)
}

var crewCall = reflect.TypeFor[crew]().PkgPath() + ".(*crew).call."

// entryFunc returns the name of the function that this goroutine began with.
func entryFunc() (name string) {
	pcs := make([]uintptr, 128)
	n := runtime.Callers(0, pcs)
	for ; n == len(pcs); n = runtime.Callers(0, pcs) {
		pcs = make([]uintptr, 2*n)
	}
	frames := runtime.CallersFrames(pcs[max(n-2, 0):n])
	for more := true; more; {
		var frame runtime.Frame
		if frame, more = frames.Next(); frame.Function != "runtime.goexit" {
			name = frame.Function
		}
	}
	return name
}
