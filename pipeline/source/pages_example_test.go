package source_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// words is a server with three pages of words, the last of which fails at first.
func words() *httptest.Server {
	failed := false
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/1":
			w.Header().Set("Link", `</2>; rel="next"`)
			io.WriteString(w, `["to", "be"]`)
		case "/2":
			w.Header().Set("Link", `</3>; rel="next", </3>; rel="last"`)
			io.WriteString(w, `["or", "not"]`)
		default:
			if failed {
				io.WriteString(w, `["!"]`)
				return
			}
			failed = true
			http.Error(w, "busy", http.StatusServiceUnavailable)
		}
	}))
}

func ExamplePages() {
	server := words()
	defer server.Close()
	get := source.Get(server.Client(), source.LinkedJSON[string])
	again := pipeline.Retry(get, pipeline.Backoff{Base: time.Millisecond})
	pages := source.Pages("words", server.URL+"/1", again)
	fmt.Println(pipeline.Unbatch(pages).Collect(context.Background()))
	// Output: [to be or not !] <nil>
}

func ExampleStatusError() {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	pages := source.Pages("words", server.URL, source.Get(server.Client(), source.LinkedJSON[string]))
	err := pages.Run(context.Background())
	var refused *source.StatusError
	fmt.Println(errors.As(err, &refused))
	fmt.Printf("%d %q\n", refused.Status, refused.Body)
	// Output:
	// true
	// 404 "404 page not found\n"
}

// The address of the next page is in the body.
func ExampleGet() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, map[string]string{
			"/":  `{"data": ["to", "be"], "next": "/2"}`,
			"/2": `{"data": ["or"]}`,
		}[r.URL.Path])
	}))
	defer server.Close()
	decode := func(r *http.Response) (page source.Page[string, string], err error) {
		body := struct {
			Data []string
			Next string
		}{}
		err = json.NewDecoder(r.Body).Decode(&body)
		return source.Page[string, string]{Items: body.Data, Next: body.Next}, err
	}
	pages := source.Pages("words", server.URL+"/", source.Get(server.Client(), decode))
	fmt.Println(pages.Collect(context.Background()))
	// Output: [[to be] [or]] <nil>
}

// An API with offsets.
func ExampleFetch() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, map[string]string{"0": "to be ", "2": "or not"}[r.FormValue("offset")])
	}))
	defer server.Close()
	request := func(ctx context.Context, offset int) (*http.Request, error) {
		url := fmt.Sprint(server.URL, "/?offset=", offset)
		return http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	}
	decode := func(r *http.Response) (page source.Page[string, int], err error) {
		text, err := io.ReadAll(r.Body)
		page.Items = []string{string(text)}
		if r.Request.FormValue("offset") == "0" {
			page.Next = 2
		}
		return page, err
	}
	fmt.Println(source.Pages("words", 0, source.Fetch(server.Client(), request, decode)).
		Collect(context.Background()))
	// Output: [[to be ] [or not]] <nil>
}

func ExampleLinkedJSON() {
	server := words()
	defer server.Close()
	response, err := http.Get(server.URL + "/1")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	page, err := source.LinkedJSON[string](response)
	fmt.Println(page.Items, page.Next == server.URL+"/2", err)
	// Output: [to be] true <nil>
}

func ExampleNextLink() {
	response := &http.Response{Header: http.Header{
		"Link": {`<https://example.com/?page=1>; rel="prev"`, `<https://example.com/?page=3>; rel=next`},
	}}
	fmt.Println(source.NextLink(response))
	// Output: https://example.com/?page=3 <nil>
}
