package embedded

import (
	"fmt"
	"log/slog"
	"sync"
)

// A journal passes on what the server has to tell, and keeps the first thing that the
// server calls fatal: it goes on, as if nothing was, and leaves it to its logger to exit.
type journal struct {
	to *slog.Logger

	mu    sync.Mutex
	fatal error
}

func (j *journal) Noticef(format string, v ...any) { j.to.Info(fmt.Sprintf(format, v...)) }
func (j *journal) Warnf(format string, v ...any)   { j.to.Warn(fmt.Sprintf(format, v...)) }
func (j *journal) Errorf(format string, v ...any)  { j.to.Error(fmt.Sprintf(format, v...)) }
func (j *journal) Debugf(format string, v ...any)  { j.to.Debug(fmt.Sprintf(format, v...)) }
func (j *journal) Tracef(format string, v ...any)  { j.to.Debug(fmt.Sprintf(format, v...)) }

func (j *journal) Fatalf(format string, v ...any) {
	err := fmt.Errorf(format, v...)
	j.to.Error(err.Error())
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.fatal == nil {
		j.fatal = err
	}
}

// failed returns what was fatal, or nil.
func (j *journal) failed() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.fatal
}
