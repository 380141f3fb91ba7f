package green

import "time"

// A Stall is a task that has not given way for a long time.
type Stall struct {
	Task  *Task
	For   time.Duration // so far
	Stack []byte
}

type watch struct{}

func (w *watch) enter(*Task)   {}
func (w *watch) leave()        {}
func (l *Loop) startWatchdog() {}
func (l *Loop) endWatchdog()   {}
func (l *Loop) endReplay()     {}
