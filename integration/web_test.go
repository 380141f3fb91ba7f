package integration_test

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/time/rate"
	_ "modernc.org/sqlite"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/coseq/coseq/pipeline/source"
)

// impatient is a Backoff for servers on this machine.
var impatient = pipeline.Backoff{Attempts: 5, Base: time.Millisecond}

// readings returns the pages of the API, with attempts as b says.
func readings(url string, client *http.Client, b pipeline.Backoff) pipeline.Flow[[]reading] {
	get := source.Get(client, source.LinkedJSON[reading])
	return source.Pages("readings", url, pipeline.Retry(get, b))
}

// checkReadings checks that there are those of so many pages, in order, each once.
func checkReadings(t *testing.T, got []reading, pages int) {
	t.Helper()
	if len(got) != pages*pageSize {
		t.Errorf("%d readings, want those of %d pages", len(got), pages)
	}
	for i, r := range got {
		if r.ID != i+1 || r.At.Page != i/pageSize+1 || r.At.Row != i+1 {
			t.Fatalf("reading %d is %+v", i, r)
		}
	}
}

// Whatever goes wrong on the way, each page comes once, in order.
func TestPagesRetry(t *testing.T) {
	a := &api{delay: 2 * time.Millisecond, faults: map[int][]fault{
		1: {dropped, internalError, truncated},
		2: {truncated, truncated, truncated, truncated},
		5: {internalError},
		6: {dropped, dropped}, pages: {tooMany},
	}}
	want := pages
	for _, faults := range a.faults {
		want += len(faults)
	}
	url, client := a.start(t)
	// The pages have no connection to lose that was used before: net/http tries again by
	// itself then, unseen by Retry.
	client.Transport.(*http.Transport).DisableKeepAlives = true
	got, err := pipeline.Unbatch(readings(url, client, impatient)).Collect(t.Context())
	if err != nil {
		t.Error(err)
	}
	checkReadings(t, got, pages)
	if requests, _ := a.counts(); requests != want {
		t.Errorf("%d requests, want %d", requests, want)
	}
}

// What cannot be had is an error that says which page it was, after those before it.
func TestPagesFail(t *testing.T) {
	for name, test := range map[string]struct {
		faults   []fault
		requests int // for this page
		want     string
	}{
		"not found":      {[]fault{notFound}, 1, `404 Not Found: "no such page`},
		"always broken":  {make5(internalError), 5, `500 Internal Server Error: "out of memory`},
		"always dropped": {make5(dropped), 5, "EOF"},
		"always cut":     {make5(truncated), 5, "unexpected EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			a := &api{faults: map[int][]fault{3: test.faults}}
			url, client := a.start(t)
			client.Transport.(*http.Transport).DisableKeepAlives = true
			var got []reading
			var failed error
			for r, err := range pipeline.Unbatch(readings(url, client, impatient)).All(t.Context()) {
				if failed = err; err == nil {
					got = append(got, r)
				}
			}
			checkReadings(t, got, 2)
			if e := (*source.Error)(nil); !errors.As(failed, &e) || e.Page != 3 {
				t.Errorf("error %v, want one of page 3", failed)
			}
			text := failed.Error()
			if !strings.HasPrefix(text, "readings: page 3: ") || !strings.Contains(text, test.want) {
				t.Errorf("error %q, want page 3 and %q", text, test.want)
			}
			if requests, _ := a.counts(); requests != 2+test.requests {
				t.Errorf("%d requests", requests)
			}
		})
	}
}

func make5(f fault) []fault { return []fault{f, f, f, f, f} }

// A server that has had too many requests is left alone for as long as it says.
func TestPagesRetryAfter(t *testing.T) {
	limiter := rate.NewLimiter(rate.Every(400*time.Millisecond), pages/2)
	a := &api{allow: limiter.Allow}
	url, client := a.start(t)
	got, err := pipeline.Unbatch(readings(url, client, impatient)).Collect(t.Context())
	if err != nil {
		t.Error(err)
	}
	checkReadings(t, got, pages)
	if requests, refused := a.counts(); refused == 0 || requests != pages+refused {
		t.Errorf("%d requests, %d refused", requests, refused)
	}
}

// Who keeps to the rate of a server is not refused.
func TestPagesThrottle(t *testing.T) {
	const pause = 50 * time.Millisecond
	server := rate.NewLimiter(rate.Every(pause/2), 3)
	a := &api{delay: time.Millisecond, allow: server.Allow}
	url, client := a.start(t)
	began := time.Now()
	slow := pipeline.Throttle(readings(url, client, impatient), rate.NewLimiter(rate.Every(pause), 1))
	got, err := pipeline.Unbatch(slow).Collect(t.Context())
	if err != nil {
		t.Error(err)
	}
	checkReadings(t, got, pages)
	if requests, refused := a.counts(); refused != 0 || requests != pages {
		t.Errorf("%d requests, %d refused", requests, refused)
	}
	if took := time.Since(began); took < (pages-1)*pause {
		t.Errorf("%d pages took %v, at one in %v", pages, took, pause)
	}
}

// A run that is cancelled does not wait for a server that does not answer.
func TestPagesCancel(t *testing.T) {
	a := &api{delay: time.Hour}
	url, client := a.start(t)
	errBored := errors.New("bored")
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	time.AfterFunc(50*time.Millisecond, func() { cancel(errBored) })
	if err := readings(url, client, impatient).Run(ctx); !errors.Is(err, errBored) {
		t.Errorf("error %v, want the cause", err)
	}
}

// A load that fails on a page is taken up by the next run, which begins at the first page
// and stores only what is missing.
func TestPagesIntoDatabase(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "readings.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE readings (id INTEGER PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	job := sink.Job{Name: "readings"}
	if err := job.CreateTable(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	a := &api{faults: map[int][]fault{3: {internalError}, 7: {notFound}}}
	url, client := a.start(t)
	pages := source.Pages("readings", url, source.Get(client, source.LinkedJSON[reading]))
	tracked := pipeline.Track(pipeline.Unbatch(pages), func(r reading) int { return r.At.Row })
	insert := sink.Insert[reading](sink.Table{Name: "readings"})
	for _, want := range []int{2, 6, 12} {
		err := sink.ExecOnce(t.Context(), tracked, db, job, insert, sink.Batches{Size: 10, MaxWait: -1})
		if (err == nil) != (want == 12) {
			t.Errorf("after page %d: error %v", want, err)
		}
		query := source.Query(db, "SELECT id FROM readings ORDER BY id")
		ids, err := source.Rows[int]("ids", query).Collect(t.Context())
		if err != nil || len(ids) != want*pageSize || ids[len(ids)-1] != len(ids) {
			t.Errorf("after page %d: %d readings, error %v", want, len(ids), err)
		}
	}
}
