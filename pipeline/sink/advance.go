package sink

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/coseq/coseq/pipeline"
)

// An advance is how far a run of [ExecOnce] has come in its flow: a mark, with the token
// as it is in the program.
type advance[K cmp.Ordered] struct {
	begun bool // there is a token
	token K
	rows  int64 // of the token
}

func advanceOf[K cmp.Ordered](m mark) (a advance[K], err error) {
	if m == unmarked {
		return a, nil
	}
	a.begun, a.rows = true, m.rows
	if err := json.Unmarshal([]byte(m.token), &a.token); err != nil {
		return a, fmt.Errorf("sink.ExecOnce: the job is marked with another type of token: %w", err)
	}
	return a, nil
}

// mark returns a as it is stored. Not every string and number can be, in JSON.
func (a advance[K]) mark() (m mark, err error) {
	if !a.begun {
		return unmarked, nil
	}
	text, err := json.Marshal(a.token)
	if err != nil {
		return m, fmt.Errorf("token %v: %w", a.token, err)
	}
	m = mark{string(text), a.rows}
	if back, err := advanceOf[K](m); err != nil || back != a {
		return m, fmt.Errorf("token %v cannot be stored as JSON", a.token)
	}
	return m, nil
}

// plus returns a after some more rows of a token.
func (a advance[K]) plus(token K, rows int64) advance[K] {
	if a.begun && cmp.Compare(token, a.token) == 0 {
		return advance[K]{true, token, a.rows + rows}
	}
	return advance[K]{true, token, rows}
}

// covers reports whether b comes before a in the flow, or is it.
func (a advance[K]) covers(b advance[K]) bool {
	if !a.begun {
		return false
	}
	order := cmp.Compare(b.token, a.token)
	return order < 0 || order == 0 && b.rows <= a.rows
}

// afterBatch returns a after the rows of a batch.
func afterBatch[T any, K cmp.Ordered](a advance[K], batch []pipeline.Tracked[T, K]) advance[K] {
	for _, t := range batch {
		a = a.plus(t.Token, 1)
	}
	return a
}
