// Package live shows a running flow on a web page: a diagram of its stages, with what goes
// through them, what they do with their time and which one limits them all. The page
// refreshes itself twice a second, needs nothing from elsewhere, and says when the flow
// has ended or nobody answers any more.
//
//	var stats pipeline.Stats
//	view := live.New("orders", &stats)
//	go http.ListenAndServe("localhost:8080", view)
//	err := flow.Run(pipeline.WithStats(ctx, &stats))
//	view.End(err)
package live

import (
	"net/http"
	"sync"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A View is the page of one flow, or of several that share their statistics. It is an
// [http.Handler] that can be mounted anywhere, and may be used from any goroutine.
//
// Whoever sees the page sees the names of the stages and the text of the error that the
// flow has ended with. There is nothing to be changed on it.
type View struct {
	title string
	stats *pipeline.Stats
	began time.Time

	once  sync.Once
	ended chan struct{} // closed by End, after the fields below were set
	took  time.Duration
	err   error
}

// New returns the page of what stats has figures of, under the given title. It counts
// the time from now on. It panics if stats is nil.
func New(title string, stats *pipeline.Stats) *View {
	if stats == nil {
		panic("live.New: stats must not be nil")
	}
	return &View{title: title, stats: stats, began: time.Now(), ended: make(chan struct{})}
}

// End has the page say that the flow has ended, in order if err is nil. The requests that
// keep pages up to date are answered and end, so that after it a server can be shut down
// at once. All calls but the first do nothing.
func (v *View) End(err error) {
	v.once.Do(func() {
		v.took, v.err = time.Since(v.began), err
		close(v.ended)
	})
}

// ServeHTTP answers GET with the page, whatever the path. The page asks the same path
// again for what keeps it up to date.
func (v *View) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "this page can only be looked at", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Query().Has("stream") {
		v.serveStream(w, r)
		return
	}
	v.servePage(w)
}

// A state is what the head of the page says.
type state struct {
	Ended bool
	Err   error
	For   time.Duration // how long the flow has been running, or has run
}

func (v *View) state() state {
	select {
	case <-v.ended:
		return state{Ended: true, Err: v.err, For: v.took}
	default:
		return state{For: time.Since(v.began)}
	}
}
