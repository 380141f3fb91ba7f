package live_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coseq/coseq/integration/live"
	"github.com/coseq/coseq/pipeline"
)

// slowStage is a name with what HTML and JavaScript have to take care of.
const slowStage = `grind <b>&"finely"</b>`

// A mill is a flow that goes on until it is stopped, and the server of its page.
type mill struct {
	view *live.View
	url  string
	down atomic.Bool // the server does not answer
	stop func() error
	drop func() // cuts all connections
}

// startMill starts a flow of a source, a stage that is fast and one that is slow.
func startMill(t *testing.T) *mill {
	t.Helper()
	grain := pipeline.Named("sieve", pipeline.Map(pipeline.FromSeq(endless), 2, sieve))
	flow := pipeline.Named(slowStage, pipeline.Map(grain, 1, grind))
	var stats pipeline.Stats
	m := &mill{view: live.New("the mill", &stats)}
	ctx, stop := pipeline.WithDrain(pipeline.WithStats(t.Context(), &stats))
	ended := make(chan error, 1)
	go func() { ended <- flow.Run(ctx) }()
	m.stop = func() error {
		stop()
		return <-ended
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m.down.Load() {
			panic(http.ErrAbortHandler)
		}
		m.view.ServeHTTP(w, r)
	}))
	m.url, m.drop = server.URL, server.CloseClientConnections
	t.Cleanup(func() {
		stop()
		m.view.End(nil)
		server.Close()
	})
	return m
}

func endless(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

func sieve(_ context.Context, grain int) (int, error) { return grain, nil }

func grind(_ context.Context, grain int) (int, error) {
	time.Sleep(time.Millisecond)
	return grain, nil
}

// ground is the JavaScript expression for what has come out of the slow stage, in the
// table.
const ground = "Number([...document.querySelectorAll('#stages tr')].at(-1)" +
	".children[2].textContent.replaceAll('\u2009', ''))"

func TestPage(t *testing.T) {
	browser := startBrowser(t)
	for name, test := range map[string]func(*testing.T, *mill, *tab){
		"follows the flow to its end":        testFollow,
		"shows an error as it is":            testError,
		"says when nobody answers":           testGone,
		"fits the screen and its colours":    testScreens,
		"keeps what is selected or scrolled": testStill,
	} {
		t.Run(name, func(t *testing.T) {
			m := startMill(t)
			test(t, m, openTab(t, browser, m.url))
		})
	}
}

// testFollow checks what is shown, without the page being loaded again.
func testFollow(t *testing.T, m *mill, b *tab) {
	value[int](b, "window.loadedOnce = 1")
	b.wait(ground + " > 0")
	before := value[int](b, ground)
	b.wait(ground + " > " + strconv.Itoa(before))
	b.wait("document.querySelector('#verdict strong').textContent === `" + slowStage + "`")
	if got := b.text(".box.limits title"); got != slowStage {
		t.Errorf("the bottleneck in the diagram is %q", got)
	}
	if got := b.text("#stages tr.limits th"); got != slowStage {
		t.Errorf("the bottleneck in the table is %q", got)
	}
	if got := b.text("#state .badge"); got != "running" {
		t.Errorf("the flow is %s", got)
	}
	if got := value[int](b, "document.querySelectorAll('svg.across .box').length"); got != 4 {
		t.Errorf("%d boxes, want those of a source, two stages and the consumer", got)
	}

	m.view.End(m.stop())
	b.wait("document.querySelector('#state .badge').textContent === 'ended'")
	last := value[int](b, ground)
	time.Sleep(3 * time.Second) // would the page take the end for the loss of the server?
	lost := value[bool](b, "!document.getElementById('gone').hidden")
	if got := value[int](b, ground); got != last || lost {
		t.Errorf("after the end: %d, then %d, and %q", last, got, b.text("#gone"))
	}
	if value[int](b, "window.loadedOnce ?? 0") != 1 {
		t.Error("the page was loaded again")
	}
	b.checkConsole("")
}

func testError(t *testing.T, m *mill, b *tab) {
	const text = "<script>document.title = 'broken'</script> & a stone"
	m.view.End(errors.New(text))
	b.wait("document.querySelector('#state .badge').textContent === 'failed'")
	if got := b.text("#state .error"); got != text {
		t.Errorf("the error is %q", got)
	}
	b.checkConsole("")
}

// testGone checks that the page keeps what it has and goes on when it can.
func testGone(t *testing.T, m *mill, b *tab) {
	b.wait(ground + " > 0")
	if value[bool](b, "!document.getElementById('gone').hidden") {
		t.Error("the server is said to be gone")
	}
	m.down.Store(true)
	m.drop()
	b.wait("!document.getElementById('gone').hidden")
	if got := b.text("#gone"); !strings.HasPrefix(got, "No answer since ") {
		t.Errorf("the page says %q", got)
	}
	last := value[int](b, ground)
	m.down.Store(false)
	b.wait("document.getElementById('gone').hidden && " + ground + " > " + strconv.Itoa(last))
	b.checkConsole("ERR_") // but for the answers that did not come
}

// testScreens checks that on a narrow screen the flow goes down, and that nothing but the
// boxes that scroll is wider than the screen.
func testScreens(t *testing.T, _ *mill, b *tab) {
	b.wait(ground + " > 0")
	shown := func(selector string) bool {
		style := "getComputedStyle(document.querySelector('" + selector + "'))"
		return value[bool](b, style+".display !== 'none'")
	}
	grounds := make(map[string]bool)
	for _, screen := range []struct {
		width  int64
		scheme string
		across bool
	}{{1400, "light", true}, {1400, "dark", true}, {380, "light", false}, {380, "dark", false}} {
		b.resize(screen.width, screen.scheme)
		across, down := shown("svg.across"), shown("svg.down")
		if across != screen.across || down == across {
			t.Errorf("at %d pixels, across: %v, down: %v", screen.width, across, down)
		}
		if wide := value[int64](b, "document.documentElement.scrollWidth"); wide > screen.width {
			t.Errorf("the page is %d pixels wide on a screen of %d", wide, screen.width)
		}
		grounds[value[string](b, "getComputedStyle(document.body).backgroundColor")] = true
	}
	if len(grounds) != 2 {
		t.Errorf("colours of the ground: %v, want one in the light and one in the dark", grounds)
	}
	b.checkConsole("")
}

// testStill checks that boxes which the reader has scrolled stay as they are.
func testStill(t *testing.T, _ *mill, b *tab) {
	b.resize(380, "light")
	b.wait(ground + " > 0")
	const table = "document.getElementById('stages').closest('.scroller')"
	value[int](b, table+".scrollLeft = 100")
	before := value[int](b, ground)
	b.wait(ground + " > " + strconv.Itoa(before))
	if got := value[int](b, table+".scrollLeft"); got != 100 {
		t.Errorf("scrolled back to %d", got)
	}
	b.checkConsole("")
}
