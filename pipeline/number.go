package pipeline

// numbers is how FlatMap tells the values of one sub-flow apart: for the value that it is
// of, it returns a function that is to be called with each of its items, one after the
// other. It is nil if the IDs of the items are of no interest.
type numbers[A, B any] func(A) func(B) B

func numbersOf[A, B any]() numbers[A, B] {
	var out B
	if n, ok := any(&out).(numbered); !ok || !n.identified() {
		return nil
	}
	seat := seatOf[A]()
	if seat == nil {
		return nil
	}
	return func(v A) func(B) B {
		parent, next := seat(v).(deep).depth(), 0
		return func(out B) B {
			// What is deeper has been numbered by Split, or by another FlatMap.
			if n := any(&out).(numbered); n.depth() <= parent {
				n.number(next)
			}
			next++
			return out
		}
	}
}

// of is nil if n is, or if v has no ID.
func (n numbers[A, B]) of(v A) func(B) B {
	if n == nil {
		return nil
	}
	return n(v)
}

// A deep value is the result of dividing messages that many times.
type deep interface{ depth() int }

type numbered interface {
	deep
	identified() bool // the token is a Receipt
	number(i int)
}

func (t Tracked[T, K]) depth() int {
	if d, ok := any(t.Token).(deep); ok {
		return d.depth()
	}
	return 0
}

func (t *Tracked[T, K]) identified() bool {
	_, ok := any(&t.Token).(*Receipt)
	return ok
}

// number makes t the part of its message with that number.
func (t *Tracked[T, K]) number(i int) {
	if r, ok := any(&t.Token).(*Receipt); ok && *r != nil {
		*r = &part{*r, i}
	}
}
