package embedded

import (
	"cmp"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// A Server is one that runs in this process, from [Start] to Close. Its methods may be called
// from several goroutines.
type Server struct {
	native  *server.Server
	store   *store
	started chan struct{} // closed when native has done with starting
	close   func() error
}

// Start starts a server and returns it when clients can connect. One that is alone can be
// used at once; one of a cluster as soon as most of the others have been started, see
// [Server.Ready].
//
// It returns an error, and leaves nothing behind, if the options make no sense, the directory
// is in use, or the address cannot be listened on. It also does if that takes longer than
// StartTimeout, but then a server that is still reading its files ends when it has read them.
func Start(o Options) (*Server, error) {
	s, err := newServer(o)
	if err != nil {
		return nil, fmt.Errorf("embedded.Start: %w", err)
	}
	return s, nil
}

func newServer(o Options) (*Server, error) {
	store, err := openStore(o.Dir)
	if err != nil {
		return nil, err
	}
	options, err := o.native(store.dir)
	if err != nil {
		_ = store.close() // the first error tells more
		return nil, err
	}
	native, err := server.NewServer(options)
	if err != nil {
		_ = store.close()
		return nil, err
	}
	s := &Server{native: native, store: store, started: make(chan struct{})}
	s.close = sync.OnceValue(s.shutDown)
	log := &journal{to: cmp.Or(o.Logger, slog.New(slog.DiscardHandler))}
	native.SetLoggerV2(log, options.Debug, options.Trace, options.TraceVerbose)
	return s, s.start(log, cmp.Or(o.StartTimeout, 10*time.Second))
}

// start starts the server and waits until it is ready, or else closes it.
func (s *Server) start(log *journal, timeout time.Duration) error {
	late := time.NewTimer(timeout)
	defer late.Stop()
	go func() {
		defer close(s.started)
		s.native.Start()
	}()
	select {
	case <-s.started:
	case <-late.C:
		go s.Close() //nolint:errcheck // nobody is there to be told
		return fmt.Errorf("still starting after %v", timeout)
	}
	if err := s.await(log, late.C); err != nil {
		_ = s.Close()
		return err
	}
	return nil
}

// await returns nil when the server listens on all of its addresses.
func (s *Server) await(log *journal, late <-chan time.Time) error {
	for {
		const enough = 30 * time.Millisecond // for the server to look twice
		ready := s.native.ReadyForConnections(enough)
		if err := log.failed(); err != nil || ready {
			return err
		}
		select {
		case <-late:
			return fmt.Errorf("does not listen in time")
		default:
		}
	}
}

// Close stops the server and returns when it has ended. Clients that are still connected
// take it for a crash, so close their connections before. What is in a Dir stays there. The
// error is one of the file system; another call returns the same.
func (s *Server) Close() error { return s.close() }

func (s *Server) shutDown() error {
	<-s.started
	s.native.Shutdown()
	s.native.WaitForShutdown()
	return s.store.close()
}

// URL returns the address for other processes, or "" if the server has none.
func (s *Server) URL() string {
	if s.native.Addr() == nil {
		return ""
	}
	return s.native.ClientURL()
}

// Connect returns a connection within the process, which needs no port. It is for the caller
// to close, before the server.
func (s *Server) Connect(opts ...nats.Option) (*nats.Conn, error) {
	return nats.Connect("", append(opts[:len(opts):len(opts)], nats.InProcessServer(s.native))...)
}
