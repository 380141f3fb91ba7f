//go:build unix

package measure

import (
	"syscall"
	"time"
)

// knowsCPU says whether cpuTime measures anything.
const knowsCPU = true

// cpuTime is what this process has used of all processors, in its own code and in the
// system's. Unlike the kernel's files of statistics it is finer than a millisecond.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic("measure: getrusage: " + err.Error())
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
