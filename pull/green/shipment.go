package green

// A shipment is an errand that reads into a slice, or writes one.
type shipment struct {
	errand
	b   []byte
	n   int
	err error
}

func (s *shipment) init(
	name string, move func([]byte) (int, error), recall func(cause error) (left bool),
) {
	s.name, s.recall = name, recall
	s.do = func() { s.n, s.err = move(s.b) }
}

// ship parks t until b has been read or written, or that has been recalled.
func (s *shipment) ship(t *Task, b []byte) (int, error) {
	s.b, s.n, s.err = b, 0, nil
	s.perform(t)
	s.b = nil
	return s.n, s.err
}
