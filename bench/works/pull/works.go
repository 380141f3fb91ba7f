// Package pull has the works that compare coseq's pull with iter.Pull, and with
// goroutines and channels.
package pull

import (
	"github.com/coseq/coseq/bench/measure"
)

// Works are all that package pull is compared in.
func Works() []measure.Work {
	works := []measure.Work{
		next(),
		send(),
		create(),
		suspended(),
		delegate(),
		walk(),
		sink(),
	}
	for i := range works {
		works[i].Group = "pull"
	}
	return works
}
