package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	refresh  = 500 * time.Millisecond // from one state of the page to the next
	retry    = time.Second            // from the loss of the server to the next attempt
	patience = 10 * time.Second       // a browser that does not read for so long has gone
)

// parts are the templates of what changes on the page. They are called like the elements
// that they go into.
var parts = []string{"state", "verdict", "diagram", "stages"}

// serveStream sends server-sent events: "flow" for each state of the page and "end" for
// the last one.
func (v *View) serveStream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	ticker := time.NewTicker(refresh)
	defer ticker.Stop()
	for m := (&meter{at: v.began}); ; {
		_ = out.SetWriteDeadline(time.Now().Add(patience)) // where the server can do that
		ended, err := v.writeEvent(w, m)
		if err != nil || out.Flush() != nil || ended {
			return
		}
		select {
		case <-ticker.C:
		case <-v.ended:
		case <-r.Context().Done():
			return
		}
	}
}

func (v *View) writeEvent(w http.ResponseWriter, m *meter) (ended bool, err error) {
	c := v.content(m)
	texts := make(map[string]string, len(parts))
	for _, part := range parts {
		var text bytes.Buffer
		if err := page.ExecuteTemplate(&text, part, c); err != nil {
			return false, err
		}
		texts[part] = text.String()
	}
	data, err := json.Marshal(texts)
	if err != nil {
		return false, err
	}
	kind := "flow"
	if c.State.Ended {
		kind = "end"
	}
	_, err = fmt.Fprintf(w, "retry: %d\nevent: %s\ndata: %s\n\n", retry.Milliseconds(), kind, data)
	return c.State.Ended, err
}
