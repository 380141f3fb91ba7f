// Package green has the works that compare the tasks of coseq's pull/green with
// goroutines, and with what runs those.
package green

import (
	"github.com/coseq/coseq/bench/measure"
)

// Works are all that package green is compared in.
func Works() []measure.Work {
	works := []measure.Work{
		yield(),
		spawn(),
		spawnEach(),
		queue(1),
		queue(128),
		sleep(),
		echo(),
		suspended(),
	}
	for i := range works {
		works[i].Group = "pull/green"
	}
	return works
}
