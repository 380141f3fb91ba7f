package pull_test

import (
	"fmt"
	"iter"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// FuzzSink sends to a tree of sinks, the first half of data, the operations in
// the second half, and compares what arrives with slices.
func FuzzSink(f *testing.F) {
	f.Add([]byte{0, 9, 0}, []byte{1, 2, 3, 20, 4})                            // one
	f.Add([]byte{1, 3, 0, 9, 1, 0, 2, 2, 0, 3, 3}, []byte{1, 2, 3, 34, 4, 5}) // broadcast
	f.Add([]byte("\x01\x8b\xdfI\x13\xa1\xf8\xf2\x9e\x98^v\xff\aW\xe1\xf7D\x1e\xa5"), []byte{1, 2})
	f.Add([]byte{2, 1, 2, 0, 2, 2, 0, 5, 0}, []byte{3, 1, 5, 36, 2, 9, 0, 0}) // one fails
	f.Add([]byte{3, 2, 1, 2, 0, 1, 0, 0, 0, 1}, []byte{36, 1})                // ends at once
	f.Add([]byte{2, 3, 1, 1, 0, 9, 3}, []byte{})                              // only closed
	f.Fuzz(func(t *testing.T, tree, ops []byte) {
		const most = 100
		if len(tree) > most || len(ops) > most {
			t.Skip()
		}
		synctest.Test(t, func(t *testing.T) { progSinks(t, tree, ops) })
	})
}

func progSinks(t *testing.T, tree, ops []byte) {
	b := &progSinkBuilder{bytes: progDecoder{data: tree}}
	s, m := b.build(0)
	top := &progTopSink{to: m}
	for i, op := range ops {
		var got, want error
		switch n := int(op) / 16; {
		case op == 0:
			got, want = s.Close(), top.close()
		case n == 0:
			got, want = s.Send(i), top.send([]int{i})
		default:
			vs := make([]int, n-1)
			for j := range vs {
				vs[j] = i*100 + j
			}
			got, want = s.SendAll(vs), top.send(vs)
		}
		if progText(got) != progText(want) {
			t.Fatalf("operation %d of %v on %s: got %v, want %v", i, ops, b.text, got, want)
		}
	}
	for range 2 {
		if got, want := s.Close(), top.close(); progText(got) != progText(want) {
			t.Fatalf("Close after %v on %s = %v, want %v", ops, b.text, got, want)
		}
	}
	for i, leaf := range b.leaves {
		// -want +got
		if diff := cmp.Diff(leaf.want, leaf.got); diff != "" {
			t.Errorf("leaf %d of %s after %v (-want +got):\n%s", i, b.text, ops, diff)
		}
	}
}

// A progSinkNode is the model of a sink. Its first two methods return whether
// the sink has ended by that, and its error.
type progSinkNode interface {
	start() (ended bool, err error)
	sendAll(vs []int) (ended bool, err error)
	close() error
}

// A progTopSink is one from the outside.
type progTopSink struct {
	to                    progSinkNode
	started, done, closed bool
	err                   error
}

func (s *progTopSink) send(vs []int) error {
	if s.done {
		return pull.ErrDone
	}
	if !s.started {
		s.started = true
		s.done, s.err = s.to.start()
	}
	if !s.done && len(vs) > 0 {
		s.done, s.err = s.to.sendAll(vs)
	}
	if s.done && s.err == nil {
		return pull.ErrDone
	}
	return s.err
}

func (s *progTopSink) close() error {
	if s.closed {
		return nil
	}
	if !s.started {
		s.started = true
		s.done, s.err = s.to.start()
	}
	if !s.done {
		s.done, s.err = true, s.to.close()
	}
	s.closed = true
	return s.err
}

// A progSinkLeaf leaves its loop after limit values, if that is not negative.
type progSinkLeaf struct {
	limit     int
	early     error // what its body returns then
	late      error // and otherwise
	want, got []int
	done      bool
	err       error
}

func (l *progSinkLeaf) start() (bool, error) {
	if l.limit == 0 {
		l.done, l.err = true, l.early
	}
	return l.done, l.err
}

func (l *progSinkLeaf) sendAll(vs []int) (bool, error) {
	for _, v := range vs {
		l.want = append(l.want, v)
		if len(l.want) == l.limit {
			l.done, l.err = true, l.early
			break
		}
	}
	return l.done, l.err
}

func (l *progSinkLeaf) close() error {
	if !l.done {
		l.done, l.err = true, l.late
	}
	return l.err
}

// body is the body of the library's sink.
func (l *progSinkLeaf) body(in iter.Seq[int]) error {
	if l.limit == 0 {
		return l.early
	}
	for v := range in {
		l.got = append(l.got, v)
		if len(l.got) == l.limit {
			return l.early
		}
	}
	return l.late
}

// A progSinkFilter is Filtered or Mapped.
type progSinkFilter struct {
	progSinkNode
	f func(int) (int, bool)
}

func (s *progSinkFilter) sendAll(vs []int) (bool, error) {
	var passed []int
	for _, v := range vs {
		if v, ok := s.f(v); ok {
			passed = append(passed, v)
		}
	}
	if len(passed) == 0 {
		return false, nil
	}
	return s.progSinkNode.sendAll(passed)
}

// A progSinkAll is Broadcast.
type progSinkAll struct {
	all, live []progSinkNode
	done      bool
	err       error
}

func (s *progSinkAll) start() (bool, error) {
	return s.each(progSinkNode.start)
}

func (s *progSinkAll) sendAll(vs []int) (bool, error) {
	return s.each(func(to progSinkNode) (bool, error) { return to.sendAll(vs) })
}

func (s *progSinkAll) each(f func(progSinkNode) (bool, error)) (bool, error) {
	var live []progSinkNode
	failed := false
	for _, to := range s.live {
		ended, err := f(to)
		if !ended {
			live = append(live, to)
		}
		failed = failed || err != nil
	}
	s.live = live
	if failed {
		return true, s.close()
	}
	s.done = len(live) == 0
	return s.done, nil
}

func (s *progSinkAll) close() error {
	if s.done {
		return s.err
	}
	for _, to := range s.all {
		s.err = modelJoin(s.err, to.close())
	}
	s.done = true
	return s.err
}

// A progSinkBuilder makes a tree of sinks and its model.
type progSinkBuilder struct {
	bytes  progDecoder
	leaves []*progSinkLeaf
	text   string
}

func (b *progSinkBuilder) build(depth int) (*pull.Sink[int], progSinkNode) {
	const deepest = 3
	kind := b.bytes.byte() % 4
	if depth == deepest {
		kind = 0
	}
	b.text += fmt.Sprint("(", []string{"leaf", "all", "odd", "double"}[kind])
	defer func() { b.text += ")" }()
	switch kind {
	case 1:
		return b.broadcast(depth)
	case 2:
		s, m := b.build(depth + 1)
		odd := func(v int) bool { return v%2 == 1 }
		return pull.Filtered(odd, s), &progSinkFilter{m, func(v int) (int, bool) { return v, odd(v) }}
	case 3:
		s, m := b.build(depth + 1)
		double := func(v int) int { return 2 * v }
		return pull.Mapped(double, s), &progSinkFilter{m, func(v int) (int, bool) { return 2 * v, true }}
	}
	limit, errs := b.bytes.byte()%10, b.bytes.byte()
	l := &progSinkLeaf{limit: limit}
	if limit == 9 {
		l.limit = -1
	}
	l.early, l.late = []error{nil, errProg1}[errs%2], []error{nil, errProg2}[errs/2%2]
	b.text += fmt.Sprint(" ", l.limit, " ", l.early, " ", l.late)
	b.leaves = append(b.leaves, l)
	return pull.NewSink(l.body), l
}

func (b *progSinkBuilder) broadcast(depth int) (*pull.Sink[int], progSinkNode) {
	var sinks []*pull.Sink[int]
	m := &progSinkAll{}
	for range b.bytes.byte() % 4 {
		s, to := b.build(depth + 1)
		sinks, m.live = append(sinks, s), append(m.live, to)
	}
	m.all = m.live
	return pull.Broadcast(sinks...), m
}
