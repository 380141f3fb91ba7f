package seq

import (
	"slices"

	"github.com/samber/lo/it"

	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/seq"
)

func distinct() measure.Work {
	return measure.Work{
		Name:  "seq-distinct",
		Title: "Distinct values",
		About: "Values that are each of a thousand different ones, and the sum of those.",
		Ways: []measure.Way{
			{Name: "coseq", Run: keyed(func(vs []int) int { return seq.Sum(seq.Distinct(elsewhere(vs))) })},
			{Name: "lo/it", Run: keyed(func(vs []int) int { return seq.Sum(it.Uniq(elsewhere(vs))) })},
			{Name: "loop", Run: keyed(distinctByHand)},
		},
	}
}

func distinctByHand(vs []int) (sum int) {
	seen := make(map[int]struct{})
	for v := range elsewhere(vs) {
		if _, ok := seen[v]; !ok {
			seen[v] = struct{}{}
			sum += v
		}
	}
	return sum
}

func countBy() measure.Work {
	return measure.Work{
		Name:  "seq-countby",
		Title: "Count by key",
		About: "A map from each of a thousand keys to how many values have it.",
		Ways: []measure.Way{
			{Name: "coseq", Run: mixed(func(vs []int) int {
				return weigh(seq.CountBy(elsewhere(vs), key))
			})},
			{Name: "lo/it", Run: mixed(func(vs []int) int {
				return weigh(it.CountValuesBy(elsewhere(vs), key))
			})},
			{Name: "loop", Run: mixed(countByHand)},
		},
	}
}

func countByHand(vs []int) int {
	counts := make(map[int]int)
	for v := range elsewhere(vs) {
		counts[key(v)]++
	}
	return weigh(counts)
}

// weigh is one number for a map of counts.
func weigh(counts map[int]int) (sum int) {
	for k, n := range counts {
		sum += (k + 1) * n
	}
	return sum
}

func groupBy() measure.Work {
	return measure.Work{
		Name:  "seq-groupby",
		Title: "Group by key",
		About: "A map from each of a thousand keys to the values that have it.",
		Ways: []measure.Way{
			{Name: "coseq", Run: mixed(func(vs []int) int {
				return weighGroups(seq.GroupBy(elsewhere(vs), key))
			})},
			{Name: "lo/it", Run: mixed(func(vs []int) int {
				return weighGroups(it.GroupBy(elsewhere(vs), key))
			})},
			{Name: "loop", Run: mixed(groupByHand)},
		},
	}
}

func groupByHand(vs []int) int {
	groups := make(map[int][]int)
	for v := range elsewhere(vs) {
		k := key(v)
		groups[k] = append(groups[k], v)
	}
	return weighGroups(groups)
}

func weighGroups(groups map[int][]int) (sum int) {
	for k, vs := range groups {
		sum += (k+1)*len(vs) + vs[0]
	}
	return sum
}

func top() measure.Work {
	const k = 10
	last := func(vs []int) int { return vs[min(k, len(vs))-1] }
	return measure.Work{
		Name:  "seq-top",
		Title: "The ten largest values",
		About: "Of values in no order.",
		Ways: []measure.Way{
			{Name: "coseq", Run: mixed(func(vs []int) int { return last(seq.Top(elsewhere(vs), k)) })},
			{Name: "loop, sorting all", Run: mixed(func(vs []int) int {
				sorted := slices.Sorted(elsewhere(vs))
				slices.Reverse(sorted)
				return last(sorted)
			})},
		},
	}
}
