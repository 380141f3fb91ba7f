package measure

import (
	"sort"
	"time"
)

// A Plan says how carefully to compare.
type Plan struct {
	Rounds     int           // how often each way has its turn
	AtLeast    time.Duration // how long a turn is
	Confidence float64       // of the intervals beside the medians
}

// The plans of a quick look, and of figures to be quoted. Of so many values the lowest
// and the highest (of 9: the second lowest and the second highest) are the ends of an
// interval of that confidence.
var (
	Quick    = Plan{Rounds: 3, Confidence: 0.75}
	Thorough = Plan{Rounds: 9, Confidence: 0.95}
)

// The shortest and the longest turn. In the shortest the clock is still exact, and more
// than the longest changes nothing.
const (
	shortest = time.Millisecond
	longest  = 100 * time.Millisecond
)

// Within is the plan that fits in the time there is for all the trials, with turns as
// long as may be. If there is too little time for the shortest turns, they are fewer,
// but three at least.
func (p Plan) Within(budget time.Duration, trials []*Trial) Plan {
	p.AtLeast = shortest
	for p.Rounds > 3 && p.Estimate(trials...) > budget {
		p.Rounds--
	}
	steps := int(longest / shortest)
	tooLong := sort.Search(steps, func(i int) bool {
		p.AtLeast = shortest * time.Duration(i+1)
		return p.Estimate(trials...) > budget
	})
	p.AtLeast = shortest * time.Duration(max(tooLong, 1))
	return p
}

// rounds is how often each way of the work has its turn.
func (p Plan) rounds(w *Work) int {
	if w.Rounds > 0 {
		return min(w.Rounds, p.Rounds)
	}
	return p.Rounds
}

// Estimate is how long the trials will take to be compared.
func (p Plan) Estimate(trials ...*Trial) (sum time.Duration) {
	for _, t := range trials {
		rounds := time.Duration(p.rounds(t.Work))
		for _, took := range t.took {
			for _, once := range took {
				sum += rounds * p.turn(once)
			}
		}
	}
	return sum
}

// turn is how long a turn takes of a way that takes so long once.
func (p Plan) turn(once time.Duration) time.Duration {
	const collection = 500 * time.Microsecond // of the garbage before it
	return max(once, p.AtLeast+min(once, p.AtLeast)/2) + collection
}
