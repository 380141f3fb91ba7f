package green

import "slices"

// A search looks for tasks each of which waits for the next. It visits each task once,
// since one that has led nowhere will do so again.
type search struct {
	path  []*Task
	place map[*Task]int // on the path, from 1; or left behind
}

const behind = -1

// cycle is one that some of the tasks are in, or nil.
func cycle(blocked []Blocked) []*Task {
	s := search{place: make(map[*Task]int)}
	for _, b := range blocked {
		if found := s.visit(b.Task); found != nil {
			return found
		}
	}
	return nil
}

func (s *search) visit(t *Task) []*Task {
	h, ok := t.block.on.(holder)
	switch place := s.place[t]; {
	case place > 0:
		return slices.Clone(s.path[place-1:])
	case !ok || place == behind:
		return nil
	}
	s.path = append(s.path, t)
	s.place[t] = len(s.path)
	for _, next := range h.holders() {
		if found := s.visit(next); found != nil {
			return found
		}
	}
	s.path = s.path[:len(s.path)-1]
	s.place[t] = behind
	return nil
}
