package green

import "math/rand/v2"

// Seed makes the loop draw the job that runs next from all that are in the run queue,
// at random but the same for the same seed. What wakes several tasks then wakes them
// one by one, with others in between. Without a Seed the loop is first in, first out.
func Seed(seed uint64) Option {
	return func(o *options) { o.seed = &seed }
}

func (l *Loop) setSeed() {
	if l.replay != nil {
		l.seed = recordedSeed(l.replay)
	}
	if l.seed != nil {
		l.random = rand.New(rand.NewPCG(*l.seed, 0))
	}
}
