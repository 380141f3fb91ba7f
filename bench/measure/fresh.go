package measure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// The variable of the environment by which a process is asked for one run, and what it
// is asked for.
const runVariable = "COSEQ_BENCH_RUN"

type request struct {
	Work, Way string
	N         int
	AtLeast   time.Duration
}

// Serve does one run and ends the process, if this process was started for that by
// [Compare] or [Try]. A main function must call it before it does anything else.
func Serve(works []Work) {
	asked, ok := os.LookupEnv(runVariable)
	if !ok {
		return
	}
	if err := serve(works, asked); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func serve(works []Work, asked string) error {
	var r request
	if err := json.Unmarshal([]byte(asked), &r); err != nil {
		return fmt.Errorf("%s: %w", runVariable, err)
	}
	for _, work := range works {
		for _, way := range work.Ways {
			if work.Name == r.Work && way.Name == r.Way {
				work.prepare(r.N)
				cost, err := way.Run(r.N, r.AtLeast)
				if err != nil {
					return err
				}
				return json.NewEncoder(os.Stdout).Encode(cost)
			}
		}
	}
	return fmt.Errorf("%s: there is no such work: %s", runVariable, asked)
}

// inProcess runs a way in a process of its own, which is this program again.
func inProcess(work *Work, way Way, n int, atLeast time.Duration) (cost Cost, err error) {
	program, err := os.Executable()
	if err != nil {
		return cost, err
	}
	asked, err := json.Marshal(request{work.Name, way.Name, n, atLeast})
	if err != nil {
		return cost, err
	}
	var complaints bytes.Buffer
	command := exec.Command(program)
	command.Env = append(os.Environ(), runVariable+"="+string(asked))
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		return cost, fmt.Errorf("in a process of its own: %w\n%s", err, &complaints)
	}
	return cost, json.Unmarshal(out, &cost)
}
