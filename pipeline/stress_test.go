package pipeline_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
)

var stress = flag.Int("stress", 1, "how many times as many random programs are to be run")

// Flows made at random, with errors, panics, Goexit, cancellations, drains and breaks at
// random places, do what a model does that runs one stage after the other; see program.
func TestStress(t *testing.T) {
	const programs = 1500
	for seed := range uint64(programs * *stress) {
		data := randomProgram(seed)
		if !t.Run(fmt.Sprint(seed), func(t *testing.T) { try(t, decode(data)) }) {
			t.Logf("the bytes of program %d: %q", seed, data)
		}
	}
}

func randomProgram(seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 1))
	data := make([]byte, 60)
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	return data
}
