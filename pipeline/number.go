package pipeline

// A numbering gives each item of one sub-flow of FlatMap an ID of its own, which is that of
// the message that FlatMap was given, and a number. As all have that one in front, they
// differ from those of other sub-flows, whatever the items are.
type numbering struct {
	of   Receipt
	few  uint64         // a bit for each of the first numbers that is taken
	many map[int]uint64 // of the others, by words
	free int            // no number below it is
}

// numberingOf returns what makes a numbering for the sub-flow of a value, nil if the IDs of
// the items are of no interest.
func numberingOf[A, B any]() func(A) *numbering {
	var out B
	seat := seatOf[A]()
	if n, ok := any(&out).(numbered); !ok || seat == nil || n.receipt() == nil {
		return nil
	}
	return func(v A) *numbering {
		of, ok := seat(v).(interface{ token() any }).token().(Receipt)
		if !ok {
			return nil
		}
		return &numbering{of: of}
	}
}

// A numbered value has an ID that can be changed, if its token is a Receipt.
type numbered interface{ receipt() *Receipt }

func (t *Tracked[T, K]) receipt() *Receipt {
	r, _ := any(&t.Token).(*Receipt)
	return r
}

func (t Tracked[T, K]) token() any { return t.Token }

// nextPart returns an item as the next part, or as the one that Split says.
func nextPart[B any](n *numbering, item B) B {
	r := any(&item).(numbered).receipt()
	*r = &part{of: n.of, number: n.next(*r)}
	return item
}

func (n *numbering) next(r Receipt) int {
	if p, ok := r.(*part); ok && p.split && n.take(p.number) {
		return p.number
	}
	for !n.take(n.free) {
		n.free++
	}
	return n.free
}

// take reports whether i was free.
func (n *numbering) take(i int) bool {
	word, bit := i>>6, uint64(1)<<(i&63)
	if word == 0 {
		free := n.few&bit == 0
		n.few |= bit
		return free
	}
	free := n.many[word]&bit == 0
	if n.many == nil {
		n.many = make(map[int]uint64)
	}
	n.many[word] |= bit
	return free
}
