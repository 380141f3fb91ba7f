package green

// Shield calls f, which cancellation from outside does not reach: when t is killed
// meanwhile, when the Scope or the run around it ends, or when that has happened
// before. It is for clean-up in deferred calls that has to block. f may be limited by
// WithTimeout inside the Shield. Once f has ended, t is unwound at its next blocking
// call. Only a deadlock of all tasks cancels f.
//
// As in [Task.Scope], only the Task given to f may be used in it, and panics pass
// through.
func (t *Task) Shield(f func(*Task) error) error {
	if f == nil {
		panic("green.Task.Shield: f must not be nil")
	}
	if t.loop.current != t {
		t.checkSlow("Task.Shield")
	}
	h := t.newLevel(f)
	h.shield = true
	t.enter(h)
	return t.exit(h)
}
