package green

import "context"

type levelContext struct {
	context.Context
	cancel context.CancelCauseFunc
}

func (t *Task) context() context.Context {
	if t.ctx == nil {
		ctx, cancel := context.WithCancelCause(t.loop.ctx)
		t.ctx = &levelContext{ctx, cancel}
	}
	return t.ctx
}
