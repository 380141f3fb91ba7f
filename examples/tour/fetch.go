package main

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/coseq/coseq/internal/sites"
	"github.com/coseq/coseq/pull/green"
)

// fetchConcurrently is the tutorial's last program: three tasks on one loop that
// wait for their answers all at once. What gevent does by monkey patching is the
// client's transport here.
func fetchConcurrently(w io.Writer, base http.RoundTripper) error {
	loop := green.New()
	client := &http.Client{Transport: green.Transport(loop, base)}
	fetch := func(url string) error {
		fmt.Fprintf(w, "GET: %s\n", url)
		resp, err := client.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%d bytes received from %s.\n", len(data), url)
		return nil
	}
	return loop.Run(context.Background(), func(main *green.Task) error {
		var tasks []*green.Task
		for _, site := range sites.All {
			task := main.Go(site.Host, func(*green.Task) error { return fetch(site.URL) })
			tasks = append(tasks, task)
		}
		return main.Join(tasks...)
	})
}
