package measure

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/shirou/gopsutil/v4/cpu"
	"github.com/shirou/gopsutil/v4/load"
)

// A Machine is where and with what something is measured.
type Machine struct {
	Go         string // its version and what it compiles for
	Processor  string // its model
	Processors int
	MaxProcs   int     // GOMAXPROCS
	Load       float64 // the average of the last minute before
	Modules    []Module
}

// A Module is a library in this program.
type Module struct{ Path, Version string }

// ThisMachine describes the machine as it is now. What the system does not tell is left
// out.
func ThisMachine() Machine {
	m := Machine{
		Go:         fmt.Sprintf("%s %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH),
		Processor:  "a processor of unknown model",
		Processors: runtime.NumCPU(),
		MaxProcs:   runtime.GOMAXPROCS(0),
		Modules:    modules(),
	}
	if models, err := cpu.Info(); err == nil && len(models) > 0 {
		m.Processor = cmp.Or(strings.TrimSpace(models[0].ModelName), m.Processor)
	}
	if average, err := load.Avg(); err == nil {
		m.Load = average.Load1
	}
	return m
}

func modules() (all []Module) {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	for _, dependency := range build.Deps {
		all = append(all, Module{dependency.Path, dependency.Version})
	}
	return all
}
