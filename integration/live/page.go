package live

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed page.js
	pageJS string
)

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"compact": compact, "count": count, "percent": percent,
	"rate": rate, "short": short, "span": span,
}).Parse(pageHTML))

// policy lets the page do what it does and nothing else, whatever a stage may be called.
var policy = fmt.Sprintf("default-src 'none'; style-src 'unsafe-inline'; "+
	"script-src 'sha256-%s'; connect-src 'self'; img-src data:", hash(pageJS))

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// legible is to how many percent of its size a diagram across may shrink. What would be
// even smaller is drawn down.
const legible = 80

// content is what there is to say at a moment.
type content struct {
	Title      string
	Style      template.CSS
	Script     template.JS
	State      state
	Stages     []figures // the consumer is the last one
	Bottleneck *figures  // nil as long as nothing has run
	Drawings   []drawing
	Narrow     template.CSS // which of the drawings is shown
}

func (v *View) content(m *meter) content {
	// The state is read first: when it says that the flow has ended, the figures are final.
	c := content{
		Title: v.title, Style: template.CSS(pageCSS), Script: template.JS(pageJS), State: v.state(),
	}
	if c.State.Ended {
		*m = meter{at: v.began} // on average
	}
	c.Stages = m.read(v.stats, v.began.Add(c.State.For))
	for i := range c.Stages {
		if c.Stages[i].Limits {
			c.Bottleneck = &c.Stages[i]
		}
	}
	across, down := draw(c.Stages, false), draw(c.Stages, true)
	c.Drawings = []drawing{across, down}
	c.Narrow = template.CSS(fmt.Sprintf("@container (width < %dpx)"+
		"{svg.across{display:none}svg.down{display:block}}", across.Width*legible/100))
	return c
}

func (v *View) servePage(w http.ResponseWriter) {
	var text bytes.Buffer
	if err := page.Execute(&text, v.content(&meter{at: v.began})); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(text.Bytes()) // an error is the browser's, which has gone
}
