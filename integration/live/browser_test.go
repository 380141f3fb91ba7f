package live_test

import (
	"context"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/coseq/coseq/integration/internal/missing"
)

// patience is for how long the page may take to show something, on a machine that has
// other things to do.
const patience = time.Minute

// A tab is one of Chromium, with a page in it.
type tab struct {
	*testing.T
	ctx        context.Context
	complaints func() []string // on its console
}

// startBrowser returns the context for tabs of one Chromium, which ends with the test.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)),
		chromedp.NoSandbox, // which root is not given
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts it
		t.Fatal(err)
	}
	return ctx
}

// openTab returns a tab that shows url.
func openTab(t *testing.T, browser context.Context, url string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	b := &tab{T: t, ctx: ctx, complaints: collectComplaints(ctx)}
	b.do(chromedp.Navigate(url))
	return b
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing.Skip(t, "Chromium is not installed", "chromium")
	return ""
}

// collectComplaints returns what gives the errors and warnings so far.
func collectComplaints(ctx context.Context) func() []string {
	messages := chromedp.Console(ctx)
	var mu sync.Mutex
	var complaints []string
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning {
				mu.Lock()
				complaints = append(complaints, m.String())
				mu.Unlock()
			}
		}
	}()
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return complaints
	}
}

// checkConsole checks that nothing went wrong, except what has this in its text.
func (b *tab) checkConsole(except string) {
	b.Helper()
	for _, complaint := range b.complaints() {
		if except == "" || !strings.Contains(complaint, except) {
			b.Errorf("on the console: %s", complaint)
		}
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// resize makes the window so wide, with the colours that the reader prefers.
func (b *tab) resize(width int64, scheme string) {
	b.Helper()
	b.do(chromedp.EmulateViewport(width, 800))
	colours := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia,
		emulation.SetEmulatedMediaParams{Features: colours})
	if err != nil {
		b.Fatal(err)
	}
}

// value returns what a JavaScript expression is.
func value[T any](b *tab, expression string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return v
}

// text returns what is to be read in the element that a selector finds.
func (b *tab) text(selector string) string {
	b.Helper()
	return value[string](b, "document.querySelector(`"+selector+"`)?.textContent ?? ''")
}

// wait returns when a JavaScript expression is true.
func (b *tab) wait(expression string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](expression,
		chromedp.WithPollingTimeout(0), chromedp.WithPollingInterval(50*time.Millisecond)))
	if err != nil {
		b.Fatalf("waiting for %s: %v; the page is\n%s", expression, err, b.text("main"))
	}
}
