package green

import (
	"cmp"
	"maps"
	"slices"
)

// A taskSet is a set of tasks.
type taskSet map[*Task]bool

// all returns them in spawn order.
func (s taskSet) all() []*Task {
	return slices.SortedFunc(maps.Keys(s), inSpawnOrder)
}

func inSpawnOrder(t, u *Task) int { return cmp.Compare(t.id, u.id) }
