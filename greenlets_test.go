package coseq_test

import (
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/internal/pipenet"
	"github.com/coseq/coseq/internal/sites"
	"github.com/coseq/coseq/pull/green"
)

// The three GETs of Example_concurrentFetch take as long as the slowest, and not as
// all together. In a bubble that is exact.
func TestConcurrentFetchTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ln := pipenet.Listen()
		server := sites.ServeOn(ln, time.Sleep, ln.Dial)
		defer server.Close()
		loop := green.New()
		client := &http.Client{Transport: green.Transport(loop, server.Transport())}

		start := time.Now()
		var longest, sum time.Duration
		err := loop.Run(t.Context(), func(m *green.Task) error {
			var tasks []*green.Task
			for _, site := range sites.All {
				longest, sum = max(longest, site.Delay), sum+site.Delay
				tasks = append(tasks, m.Go(site.Host, func(*green.Task) error {
					return fetch(t, client, site)
				}))
			}
			return m.Join(tasks...)
		})
		if err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took != longest {
			t.Errorf("it took %v, the longest delay is %v and the sum %v", took, longest, sum)
		}
	})
}

// fetch checks that the site answers as much as it should.
func fetch(t *testing.T, client *http.Client, site sites.Site) error {
	resp, err := client.Get(site.URL)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if int(n) != site.Size {
		t.Errorf("%d bytes received from %s, want %d", n, site.URL, site.Size)
	}
	return err
}
