// Package sites stands for the three web sites of the tutorial: a local TLS server
// that answers for all of them, as much as they once did.
package sites

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"time"
)

// A Site is one of the three.
type Site struct {
	URL   string
	Host  string
	Size  int           // of what it answers, in bytes
	Delay time.Duration // before it answers
}

// All lists the sites in the order in which the tutorial's program asks them, and
// gets its answers.
var All = []Site{
	{"https://www.python.org/", "www.python.org", 47067, 100 * time.Millisecond},
	{"https://www.yahoo.com/", "www.yahoo.com", 282652, 200 * time.Millisecond},
	{"https://github.com/", "github.com", 18189, 300 * time.Millisecond},
}

// AtOnce is a pause that is none.
func AtOnce(time.Duration) {}

// A Server answers for all sites.
type Server struct {
	*httptest.Server
	transport *http.Transport
}

// Serve starts a Server on a port of this machine. It calls pause, each time on
// a goroutine of its own, with the delay of the site that is asked.
func Serve(pause func(time.Duration)) (*Server, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return ServeOn(ln, pause, func(ctx context.Context) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", ln.Addr().String())
	}), nil
}

// ServeOn starts a Server that accepts on ln what dial connects to.
func ServeOn(
	ln net.Listener, pause func(time.Duration), dial func(context.Context) (net.Conn, error),
) *Server {
	s := &Server{Server: httptest.NewUnstartedServer(handler(pause))}
	s.Listener.Close()
	s.Listener = ln
	s.StartTLS()
	s.transport = s.Client().Transport.(*http.Transport).Clone()
	s.transport.TLSClientConfig.ServerName = "example.com" // as the certificate has it
	s.transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
		return dial(ctx)
	}
	return s
}

// Transport returns a transport that goes to the server whatever the address.
func (s *Server) Transport() http.RoundTripper { return s.transport }

// Close stops the server, and lets go of the transport's connections.
func (s *Server) Close() {
	s.transport.CloseIdleConnections()
	s.Server.Close()
}

func handler(pause func(time.Duration)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, site := range All {
			if site.Host == r.Host {
				pause(site.Delay)
				w.Write(make([]byte, site.Size))
				return
			}
		}
		http.NotFound(w, r)
	}
}
