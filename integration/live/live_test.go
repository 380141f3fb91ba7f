package live_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/integration/live"
	"github.com/coseq/coseq/pipeline"
)

// answer returns what a View has said to a request.
func answer(view *live.View, method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	view.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w
}

func TestNewMisuse(t *testing.T) {
	defer func() {
		if p := recover(); p != "live.New: stats must not be nil" {
			t.Errorf("panic %v", p)
		}
	}()
	live.New("", nil)
}

// The page is the same wherever the View is mounted, and before anything has run.
func TestPageWithoutFlow(t *testing.T) {
	view := live.New("a <title>", new(pipeline.Stats))
	for _, path := range []string{"/", "/debug/flow", "/debug/flow/"} {
		w := answer(view, "GET", path)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Nothing has run yet.") {
			t.Errorf("%s: %d\n%s", path, w.Code, w.Body)
		}
		if !strings.Contains(w.Body.String(), "<h1>a &lt;title&gt;</h1>") {
			t.Error("the title is missing")
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("the policy is %q", policy)
		}
	}
}

func TestMethods(t *testing.T) {
	view := live.New("", new(pipeline.Stats))
	for method, want := range map[string]int{
		"GET": http.StatusOK, "HEAD": http.StatusOK,
		"POST": http.StatusMethodNotAllowed, "DELETE": http.StatusMethodNotAllowed,
	} {
		if got := answer(view, method, "/").Code; got != want {
			t.Errorf("%s is answered with %d, want %d", method, got, want)
		}
	}
}

// The stream has a state of the page every half second, and the last one when the flow
// ends; it ends then, or when the reader leaves.
func TestStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stats pipeline.Stats
		view := live.New("", &stats)
		time.AfterFunc(1200*time.Millisecond, func() {
			if err := pipeline.Of(1, 2, 3).Run(pipeline.WithStats(t.Context(), &stats)); err != nil {
				t.Error(err)
			}
			view.End(errors.New("broken"))
			view.End(nil) // does nothing
		})
		w := answer(view, "GET", "/?stream")
		kinds, last := events(t, w)
		if got := strings.Join(kinds, " "); got != "flow flow flow end" {
			t.Errorf("events: %s", got)
		}
		if !strings.Contains(last["state"], "broken") || !strings.Contains(last["stages"], "<td>3<") {
			t.Errorf("the last event is %v", last)
		}
	})
}

// events returns the kinds of all events and the data of the last one.
func events(t *testing.T, w *httptest.ResponseRecorder) (kinds []string, last map[string]string) {
	t.Helper()
	for lines := bufio.NewScanner(w.Body); lines.Scan(); {
		if kind, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			kinds = append(kinds, kind)
		}
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(data), &last); err != nil {
				t.Fatal(err)
			}
		}
	}
	return kinds, last
}

// Whoever leaves is forgotten at once.
func TestStreamLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, leave)
		began := time.Now()
		view := live.New("", new(pipeline.Stats))
		request := httptest.NewRequest("GET", "/?stream", nil).WithContext(ctx)
		view.ServeHTTP(httptest.NewRecorder(), request)
		if took := time.Since(began); took != time.Second {
			t.Errorf("the stream lasted for %v", took)
		}
	})
}

func TestServe(t *testing.T) {
	view := live.New("", new(pipeline.Stats))
	url, stop, err := live.Serve("127.0.0.1:0", view)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(url + "/?stream")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	view.End(nil)
	stop()
	text, err := io.ReadAll(response.Body)
	if err != nil || !strings.Contains(string(text), "event: end") {
		t.Errorf("who was reading got %.80q…, %v", text, err)
	}
	if _, _, err := live.Serve("127.0.0.1:-1", view); err == nil {
		t.Error("serves at a port that does not exist")
	}
}
