package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A Doer sends requests. An [*http.Client] is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Fetch returns a function for [Pages], which [pipeline.Retry] and [pipeline.Timeout] can
// wrap: it sends what request makes for a page, and returns what decode makes of the
// response. That need not close the body, nor read it to its end; its errors get the
// address of the request.
//
// A response with a status other than 2xx is a [*StatusError] and is not decoded. One that
// another attempt would not help against, such as 404, is [pipeline.Permanent]. After one
// with Retry-After the next call waits for as long as that says, or until its context ends,
// be it another attempt of Retry or not: do not share the function between servers.
//
// The function may be called from several goroutines at once if client, request and decode
// may. Fetch panics if one of these is nil.
func Fetch[T, C any](
	client Doer,
	request func(ctx context.Context, at C) (*http.Request, error),
	decode func(*http.Response) (Page[T, C], error),
) func(ctx context.Context, at C) (Page[T, C], error) {
	if client == nil || request == nil || decode == nil {
		panic("source.Fetch: client, request and decode must not be nil")
	}
	h := &hold{}
	return func(ctx context.Context, at C) (page Page[T, C], err error) {
		if err := h.wait(ctx); err != nil {
			return page, err
		}
		r, err := request(ctx, at)
		if err != nil {
			return page, pipeline.Permanent(fmt.Errorf("request: %w", err))
		}
		err = exchange(ctx, client, r, h, func(response *http.Response) error {
			page, err = decode(response)
			return err
		})
		return page, err
	}
}

// Get is [Fetch] of pages by their addresses, which may be relative to that of the page
// before, and lead anywhere: a client that adds passwords should look at the host. Get
// panics if client or decode is nil.
func Get[T any](
	client Doer, decode func(*http.Response) (Page[T, string], error),
) func(ctx context.Context, url string) (Page[T, string], error) {
	if client == nil || decode == nil {
		panic("source.Get: client and decode must not be nil")
	}
	request := func(ctx context.Context, url string) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	}
	return Fetch(client, request, func(r *http.Response) (Page[T, string], error) {
		page, err := decode(r)
		if err == nil && page.Next != "" {
			page.Next, err = resolve(r, page.Next)
		}
		return page, err
	})
}

// resolve returns the address that link is in the response.
func resolve(r *http.Response, link string) (string, error) {
	if r.Request == nil || r.Request.URL == nil {
		return link, nil
	}
	u, err := r.Request.URL.Parse(link)
	if err != nil {
		return "", fmt.Errorf("next page: %w", err)
	}
	return u.String(), nil
}

// LinkedJSON decodes a page that is an array of JSON, with the address of the next one in
// the header, see [NextLink]. It is for [Get]. With status 204 it is empty, and the last. An
// item that does not fit into T is [pipeline.Permanent], unlike JSON that is cut off or none
// at all.
func LinkedJSON[T any](r *http.Response) (page Page[T, string], err error) {
	if r.StatusCode == http.StatusNoContent {
		return page, nil
	}
	var body json.RawMessage
	d := json.NewDecoder(r.Body)
	if err := d.Decode(&body); err != nil {
		return page, fmt.Errorf("JSON: %w", err)
	}
	if _, err := d.Token(); err != io.EOF { //nolint:errorlint // itself, as encoding/json has it
		return page, errors.New("JSON: there is something behind the array")
	}
	if err := json.Unmarshal(body, &page.Items); err != nil {
		return Page[T, string]{}, pipeline.Permanent(misfit[T](body, err))
	}
	page.Next, err = NextLink(r)
	return page, err
}

// misfit returns err, of decoding body as a []T, as that of the item that does not fit.
func misfit[T any](body []byte, err error) error {
	at := Position{Name: "JSON"}
	var items []json.RawMessage
	if json.Unmarshal(body, &items) != nil {
		return jsonError(at, nil, err)
	}
	for i, text := range items {
		if bad := json.Unmarshal(text, new(T)); bad != nil {
			at.Name = fmt.Sprintf("JSON: item %d", i+1)
			return jsonError(at, nil, bad)
		}
	}
	return at.Wrap(err)
}

// exchange sends r and calls decode with the response if its status is good.
func exchange(
	ctx context.Context, client Doer, r *http.Request, h *hold,
	decode func(*http.Response) error,
) error {
	if own := r.Context(); own != context.Background() {
		ctx = own
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r = r.WithContext(ctx)
	response, err := client.Do(r)
	if err != nil {
		return err // with method and address
	}
	if response.Request == nil {
		response.Request = r
	}
	if response.Body == nil {
		response.Body = http.NoBody
	}
	defer drain(response.Body, cancel)
	if response.StatusCode/100 != 2 {
		return refused(response, h)
	}
	if err := decode(response); err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.URL.Redacted(), err)
	}
	return nil
}

// drain reads a body to its end, so that the connection can be used again, unless that is
// far away or takes long: cancel ends it then.
func drain(body io.ReadCloser, cancel func()) {
	const most, patience = 256 << 10, time.Second / 4
	timer := time.AfterFunc(patience, cancel)
	defer timer.Stop()
	_, _ = io.CopyN(io.Discard, body, most)
	body.Close()
}
