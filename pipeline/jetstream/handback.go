package jetstream

// handBack ends the subscription and gives everything back that has come and was not
// handed out, for others to have it at once and not when AckWait has passed.
func (p *puller) handBack() {
	p.conn.RemoveStatusListener(p.status)
	p.drain()
	for {
		select {
		case msg := <-p.messages:
			if msg.Reply != "" {
				_ = p.conn.Publish(msg.Reply, nak) // else it is for AckWait to bring it back
			}
		default:
			return
		}
	}
}

// drain ends the subscription. Everything that the server had sent by then is in
// messages afterwards, if the server answers.
func (p *puller) drain() {
	defer p.timer.Stop()
	p.timer.Reset(attempt)
	if p.conn.IsConnected() && p.sub.Drain() == nil && p.conn.FlushTimeout(attempt) == nil {
		select {
		case <-p.closed:
		case <-p.timer.C:
		}
	}
	_ = p.sub.Unsubscribe() // if that has not been done
}
