package green

import "time"

// A limit is the deadline of a connection or a listener, which is also what
// interrupts the call of a task that is cancelled.
type limit struct {
	apply     func(time.Time) error
	set       time.Time // by the user
	overruled bool      // by the past
}

func (l *limit) SetDeadline(t time.Time) error {
	if l.overruled {
		l.set = t
		return nil
	}
	err := l.apply(t)
	if err == nil {
		l.set = t
	}
	return err
}

// overrule makes calls end at once, until restore.
func (l *limit) overrule() error {
	err := l.apply(time.Unix(1, 0))
	l.overruled = err == nil
	return err
}

func (l *limit) restore() {
	if l.overruled {
		l.overruled = false
		_ = l.apply(l.set) // it was accepted before
	}
}
