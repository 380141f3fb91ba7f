package live

import (
	"context"
	"net"
	"net/http"
	"time"
)

// Serve serves the page at addr, such as localhost:8080, where port 0 is any that is free.
// It returns the address of the page, and what stops serving it, which must be called.
// That lets pages that are open get the last figures, if [View.End] has been called.
func Serve(addr string, view *View) (url string, stop func(), err error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: view, ReadHeaderTimeout: patience}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener) // always an error: that it was closed, but for a broken listener
	}()
	stop = func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			_ = server.Close() // a page that does not read has been waited for
		}
		<-ended
	}
	return "http://" + listener.Addr().String(), stop, nil
}
