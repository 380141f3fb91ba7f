package green

import (
	"fmt"
	"time"
)

// A stream is one of the directions of a connection.
type stream struct {
	shipment
	limit
	at   *immediate
	conn *conn
	op   string // as in errors: read
}

func (s *stream) init(
	c *conn, op string, move func([]byte) (int, error), setDeadline func(time.Time) error,
) {
	s.conn, s.op, s.apply = c, op, setDeadline
	s.shipment.init(fmt.Sprintf("Conn %v %s", c.RemoteAddr(), op), move, s.interrupt)
}

// move reads into b, or writes b, and parks t until that is done, or interrupted.
func (s *stream) move(t *Task, b []byte) (int, error) {
	n, err := s.ship(t, b)
	s.restore()
	return n, s.conn.closedError(s.op, err)
}

// interrupt makes what the goroutine does end at once.
func (s *stream) interrupt(error) (left bool) {
	if s.overrule() != nil {
		s.conn.Conn.Close()
	}
	return false
}
