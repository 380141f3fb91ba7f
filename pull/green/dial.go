package green

import "net"

// Dial connects as [net.Dial] does, and parks only t meanwhile. The connection is
// one of [Conn]. If t is cancelled, Dial gives up, and t is unwound.
func Dial(t *Task, network, address string) (net.Conn, error) {
	t.check("Dial")
	var (
		ctx    = t.Context()
		dialer net.Dialer
		c      net.Conn
		err    error
	)
	e := &errand{name: "Dial " + network + " " + address, recall: soon, do: func() {
		c, err = dialer.DialContext(ctx, network, address)
	}}
	e.perform(t)
	if t.cause != nil && c != nil {
		c.Close()
	}
	t.check("Dial")
	if err != nil {
		return nil, err
	}
	return Conn(t.loop, c), nil
}
