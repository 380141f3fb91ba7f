package source_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/coseq/coseq/pipeline/source"
)

var linkHeaders = []struct {
	headers []string
	want    string // "error" if there is one
}{
	{nil, ""},
	{[]string{""}, ""},
	{[]string{" , ,"}, ""},
	{[]string{`<http://a/?p=2>; rel="next"`}, "http://a/?p=2"},
	{[]string{`<http://a/?p=2>; rel=next`}, "http://a/?p=2"},
	{[]string{`<http://a/?p=2>;rel=NEXT,<http://a/?p=9>;rel=last`}, "http://a/?p=2"},
	{[]string{`<http://a/?p=9>; rel="last", <http://a/?p=2>; rel="next"`}, "http://a/?p=2"},
	{[]string{`<http://a/?p=9>; rel="last"`, `<http://a/?p=2>; rel="next"`}, "http://a/?p=2"},
	{[]string{`<http://a/?p=2>; rel="prefetch Next"`}, "http://a/?p=2"},
	{[]string{`<http://a/?p=2>; title="a, b; \"rel=last\" >"; rel="next"`}, "http://a/?p=2"},
	{[]string{`<http://a/?a,b;c=2> ; foo ; rel = "next" ; bar=`}, "http://a/?a,b;c=2"},
	{[]string{`<http://a/2>; rel="prev"; rel="next"`}, ""},
	{[]string{`<http://a/2>; rel="nextish"`}, ""},
	{[]string{`<http://a/2>; rel="next"; anchor="/other"`}, ""},
	{[]string{`<?p=2>; rel=next`}, "http://host/list?p=2"},
	{[]string{`<b>; rel=next`}, "http://host/b"},
	{[]string{`</a/b>; rel=next;`}, "http://host/a/b"},
	{[]string{`<>; rel=next`}, "http://host/list?p=1"},
	{[]string{`<a>;rel=next,<b>;rel=next`}, "http://host/a"},
	{[]string{`http://a/2; rel=next`}, "error"},
	{[]string{`<http://a/2; rel=next`}, "error"},
	{[]string{`<http://a/2> rel=next`}, "error"},
	{[]string{`<http://a/2>; rel="next`}, "error"},
	{[]string{`<http://a/2>; rel="next\`}, "error"},
	{[]string{`<http://a/2>; rel="next"x`}, "error"},
	{[]string{`<%zz>; rel=next`}, "error"},
}

func response(headers ...string) *http.Response {
	u, _ := url.Parse("http://host/list?p=1")
	return &http.Response{Request: &http.Request{URL: u}, Header: http.Header{"Link": headers}}
}

func TestNextLink(t *testing.T) {
	for _, test := range linkHeaders {
		got, err := source.NextLink(response(test.headers...))
		if err != nil {
			got = "error"
		}
		if got != test.want {
			t.Errorf("%q: %s, error %v, want %s", test.headers, got, err, test.want)
		}
	}
}

// Any header is read to an end. What another one adds to it is not a part of it.
func FuzzNextLink(f *testing.F) {
	for _, test := range linkHeaders {
		f.Add(strings.Join(test.headers, ", "))
	}
	f.Fuzz(func(t *testing.T, header string) {
		got, err := source.NextLink(response(header))
		more, err2 := source.NextLink(response(header, `<http://more/>; rel="next"`))
		switch {
		case (err == nil) != (err2 == nil):
			t.Errorf("error %v, then %v", err, err2)
		case err == nil && got == "" && more != "http://more/", got != "" && more != got:
			t.Errorf("link %q, then %q", got, more)
		}
	})
}
