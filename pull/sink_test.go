package pull_test

import (
	"errors"
	"iter"
	"runtime"
	"slices"
	"sync"
	"testing"
	"weak"

	"github.com/coseq/coseq/pull"
	"github.com/google/go-cmp/cmp"
)

// collect returns a sink that appends to got, and fails with err after limit
// values, or leaves the loop if err is nil.
func collect(got *[]int, limit int, err error) *pull.Sink[int] {
	return pull.NewSink(func(in iter.Seq[int]) error {
		for v := range in {
			*got = append(*got, v)
			if len(*got) == limit {
				return err
			}
		}
		return nil
	})
}

func TestSink(t *testing.T) {
	bubble(t, "values", func(t *testing.T) {
		var got []int
		s := collect(&got, -1, nil)
		for _, send := range []func() error{
			func() error { return s.Send(1) },
			func() error { return s.SendAll([]int{2, 3, 4}) },
			func() error { return s.SendAll(nil) },
			func() error { return s.SendAll([]int{}) },
			func() error { return s.Send(5) },
		} {
			if err := send(); err != nil {
				t.Error(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		if diff := cmp.Diff([]int{1, 2, 3, 4, 5}, got); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	bubble(t, "the loop has seen a value when Send returns", func(t *testing.T) {
		var got []int
		s := collect(&got, -1, nil)
		for i := range 5 {
			s.Send(i)
			if len(got) != i+1 {
				t.Errorf("%d values after %d sends", len(got), i+1)
			}
		}
		s.Close()
	})
	bubble(t, "never sent to", func(t *testing.T) {
		n, after := 0, false
		s := pull.NewSink(func(in iter.Seq[int]) error {
			for range in {
				n++
			}
			after = true
			return errOther
		})
		if err := s.Close(); err != errOther {
			t.Errorf("Close() = %v, want the body's error", err)
		}
		if n != 0 || !after {
			t.Errorf("%d values, after the loop: %t", n, after)
		}
		if err := s.Close(); err != nil {
			t.Errorf("second Close() = %v", err)
		}
		if err := s.Send(1); err != pull.ErrDone {
			t.Errorf("Send() after Close = %v, want ErrDone", err)
		}
		if err := s.SendAll([]int{1}); err != pull.ErrDone {
			t.Errorf("SendAll() after Close = %v, want ErrDone", err)
		}
	})
	bubble(t, "left early", func(t *testing.T) {
		var got []int
		s := collect(&got, 2, nil)
		for i, want := range []error{nil, pull.ErrDone, pull.ErrDone} {
			if err := s.Send(i); err != want {
				t.Errorf("Send(%d) = %v, want %v", i, err, want)
			}
		}
		if err := s.SendAll(nil); err != pull.ErrDone {
			t.Errorf("SendAll(nil) = %v, want ErrDone", err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	bubble(t, "left early in a batch", func(t *testing.T) {
		var got []int
		s := collect(&got, 2, nil)
		if err := s.SendAll([]int{1, 2, 3}); err != pull.ErrDone {
			t.Errorf("SendAll() = %v, want ErrDone", err)
		}
		if diff := cmp.Diff([]int{1, 2}, got); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	bubble(t, "fails", func(t *testing.T) {
		var got []int
		s := collect(&got, 2, errOther)
		for i, want := range []error{nil, errOther, pull.ErrDone} {
			if err := s.Send(i); err != want {
				t.Errorf("Send(%d) = %v, want %v", i, err, want)
			}
		}
		for _, want := range []error{errOther, nil} {
			if err := s.Close(); err != want {
				t.Errorf("Close() = %v, want %v", err, want)
			}
		}
	})
	bubble(t, "a stage", func(t *testing.T) {
		for _, want := range []error{nil, errOther} {
			var got []int
			last := collect(&got, 2, want)
			stages := []*pull.Sink[int]{
				pull.NewSink(func(in iter.Seq[int]) error {
					for v := range in {
						if last.Send(v) != nil {
							break
						}
					}
					return last.Close()
				}),
				pull.NewSink(func(in iter.Seq[int]) error {
					for v := range in {
						if err := last.Send(v); err != nil {
							return err // ErrDone is no failure
						}
					}
					return nil
				}),
			}
			for i, s := range stages {
				last, got = collect(&got, 2, want), nil
				s.Send(1)
				if err := s.Send(2); want == nil && err != pull.ErrDone || want != nil && err != want {
					t.Errorf("stage %d: Send() = %v", i, err)
				}
				if err := s.Close(); err != want {
					t.Errorf("stage %d: Close() = %v, want %v", i, err, want)
				}
			}
		}
	})
	bubble(t, "fails after the loop", func(t *testing.T) {
		s := pull.NewSink(func(in iter.Seq[int]) error {
			for range in {
			}
			return errOther
		})
		s.Send(1)
		if err := s.Close(); err != errOther {
			t.Errorf("Close() = %v, want the body's error", err)
		}
	})
	bubble(t, "panics", func(t *testing.T) {
		s := pull.NewSink(func(in iter.Seq[int]) error {
			for range in {
				explode("boom")
			}
			return nil
		})
		wantBoom(t, func() { s.Send(1) })
		if err := s.Send(1); err != pull.ErrDone {
			t.Errorf("Send() = %v, want ErrDone", err)
		}
		s.Close()
	})
	bubble(t, "several loops", func(t *testing.T) {
		var got [][]int
		s := pull.NewSink(func(in iter.Seq[int]) error {
			for range 3 {
				got = append(got, slices.Collect(take(in, 2)))
			}
			return nil
		})
		s.SendAll([]int{1, 2, 3})
		s.Close()
		if diff := cmp.Diff([][]int{{1, 2}, {3}, nil}, got); diff != "" {
			t.Errorf("loops (-want +got):\n%s", diff)
		}
	})
	bubble(t, "a loop of loops does not hang Close", func(t *testing.T) {
		s := pull.NewSink(func(in iter.Seq[int]) error {
			for {
				for range take(in, 10) {
				}
			}
		})
		s.SendAll(make([]int, 25))
		if err := s.Close(); err != pull.ErrIgnoredClose {
			t.Errorf("Close() = %v, want ErrIgnoredClose", err)
		}
	})
	bubble(t, "what it ranged over is empty after the end", func(t *testing.T) {
		var kept iter.Seq[int]
		s := pull.NewSink(func(in iter.Seq[int]) error {
			kept = in
			for range in {
			}
			return nil
		})
		s.Send(1)
		s.Close()
		if exits(func() {
			for range 2000 {
				for v := range kept {
					t.Errorf("value %d after the end", v)
				}
			}
		}) {
			t.Error("ranging after the end exited the goroutine")
		}
	})
	bubble(t, "pulled from", func(t *testing.T) {
		got := 0
		s := pull.NewSink(func(in iter.Seq[int]) error {
			next, stop := iter.Pull(in)
			defer stop()
			for v, ok := next(); ok; v, ok = next() {
				got += v
			}
			return nil
		})
		s.Send(1)
		s.SendAll([]int{2, 3})
		if err := s.Close(); err != nil || got != 6 {
			t.Errorf("Close() = %v, sum %d, want 6", err, got)
		}
	})
	bubble(t, "running", func(t *testing.T) {
		var s *pull.Sink[int]
		s = pull.NewSink(func(in iter.Seq[int]) error {
			for range in {
				if err := s.Send(1); err != pull.ErrRunning {
					t.Errorf("Send() = %v, want ErrRunning", err)
				}
				if err := s.SendAll([]int{1}); err != pull.ErrRunning {
					t.Errorf("SendAll() = %v, want ErrRunning", err)
				}
				if err := s.Close(); err != pull.ErrRunning {
					t.Errorf("Close() = %v, want ErrRunning", err)
				}
			}
			return errOther
		})
		s.Send(1)
		if err := s.Close(); err != errOther {
			t.Errorf("Close() = %v, want the body's error", err)
		}
	})
	bubble(t, "panics while closing", func(t *testing.T) {
		s := pull.NewSink(func(in iter.Seq[int]) error {
			for range in {
			}
			panic("boom")
		})
		s.Send(1)
		wantBoom(t, func() { s.Close() })
		if err := s.Close(); err != nil {
			t.Errorf("second Close() = %v", err)
		}
	})
	bubble(t, "first sends at the same time", func(t *testing.T) {
		for range 500 {
			var got []int
			s := collect(&got, -1, nil)
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() { s.Send(1) })
			}
			all.Wait()
			s.Close()
			if slices.Contains(got, 0) {
				t.Fatalf("the loop received %v", got)
			}
		}
	})
	bubble(t, "SendAll keeps nothing", func(t *testing.T) {
		for name, s := range map[string]*pull.Sink[*[64]byte]{
			"sink":   pull.NewSink(forget),
			"Mapped": pull.Mapped(func(v *[64]byte) *[64]byte { return v }, pull.NewSink(forget)),
		} {
			vs := []*[64]byte{new([64]byte)}
			kept := weak.Make(vs[0])
			s.SendAll(vs)
			runtime.GC()
			if kept.Value() != nil {
				t.Errorf("%s keeps what SendAll was given", name)
			}
			s.Close()
		}
	})
	bubble(t, "storm", func(t *testing.T) {
		var got []int
		s := pull.Broadcast(collect(&got, -1, nil), pull.Mapped(same, collect(new([]int), -1, nil)))
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for i := range 100 {
					s.Send(i)
					s.SendAll([]int{i, i})
				}
			})
		}
		all.Wait()
		s.Close()
	})
}

func forget(in iter.Seq[*[64]byte]) error {
	for range in {
	}
	return nil
}

func take(seq iter.Seq[int], n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		left := n
		for v := range seq {
			left--
			if !yield(v) || left == 0 {
				return
			}
		}
	}
}

func TestBroadcast(t *testing.T) {
	bubble(t, "to nobody", func(t *testing.T) {
		s := pull.Broadcast[int]()
		if err := s.Send(1); err != pull.ErrDone {
			t.Errorf("Send() = %v, want ErrDone", err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	bubble(t, "one after another ends", func(t *testing.T) {
		var a, b []int
		s := pull.Broadcast(collect(&a, 1, nil), collect(&b, 3, nil))
		for i, want := range []error{nil, nil, pull.ErrDone, pull.ErrDone} {
			if err := s.Send(i); err != want {
				t.Errorf("Send(%d) = %v, want %v", i, err, want)
			}
		}
		if diff := cmp.Diff([][]int{{0}, {0, 1, 2}}, [][]int{a, b}); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	bubble(t, "one fails", func(t *testing.T) {
		var a, b, c []int
		third := pull.NewSink(func(in iter.Seq[int]) error {
			for v := range in {
				c = append(c, v)
			}
			return errThrown
		})
		s := pull.Broadcast(collect(&a, -1, nil), collect(&b, 2, errOther), third)
		if err := s.Send(1); err != nil {
			t.Errorf("Send(1) = %v", err)
		}
		if err := s.Send(2); !errors.Is(err, errOther) || !errors.Is(err, errThrown) {
			t.Errorf("Send(2) = %v, want both errors", err)
		}
		if err := s.Send(3); err != pull.ErrDone {
			t.Errorf("Send(3) = %v, want ErrDone", err)
		}
		want := [][]int{{1, 2}, {1, 2}, {1, 2}}
		if diff := cmp.Diff(want, [][]int{a, b, c}); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
		if err := s.Close(); !errors.Is(err, errOther) {
			t.Errorf("Close() = %v, want the error", err)
		}
	})
	bubble(t, "Close joins", func(t *testing.T) {
		fail := func(err error) *pull.Sink[int] {
			return pull.NewSink(func(in iter.Seq[int]) error {
				for range in {
				}
				return err
			})
		}
		s := pull.Broadcast(fail(errOther), fail(nil), fail(errThrown))
		if err := s.Close(); !errors.Is(err, errOther) || !errors.Is(err, errThrown) {
			t.Errorf("Close() = %v, want both errors", err)
		}
	})
	bubble(t, "one panics", func(t *testing.T) {
		var got []int
		other := collect(&got, -1, nil)
		bad := pull.NewSink(func(in iter.Seq[int]) error { panic("boom") })
		s := pull.Broadcast(other, bad)
		wantBoom(t, func() { s.Send(1) })
		if err := other.Send(1); err != pull.ErrDone {
			t.Errorf("the other sink: %v, want ErrDone", err)
		}
	})
	bubble(t, "one is busy", func(t *testing.T) {
		var s *pull.Sink[int]
		var got []int
		self := pull.NewSink(func(in iter.Seq[int]) error {
			for v := range in {
				got = append(got, v)
				if v == 3 {
					if err := s.Send(4); err != pull.ErrRunning {
						t.Errorf("Send() = %v, want ErrRunning", err)
					}
				}
			}
			return errOther
		})
		s = pull.Broadcast(self)
		self.Send(3)
		s.Send(5)
		if err := s.Close(); err != errOther {
			t.Errorf("Close() = %v, want the body's error", err)
		}
		if diff := cmp.Diff([]int{3, 5}, got); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	bubble(t, "one has failed before", func(t *testing.T) {
		var a, b []int
		failed := collect(&a, 1, errOther)
		failed.Send(1)
		s := pull.Broadcast(failed, collect(&b, -1, nil))
		if err := s.Send(2); err != nil {
			t.Errorf("Send() = %v", err)
		}
		if err := s.Close(); err != errOther {
			t.Errorf("Close() = %v, want the error of the first", err)
		}
		if diff := cmp.Diff([]int{2}, b); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	for name, compose := range map[string]func(*pull.Sink[int]) *pull.Sink[int]{
		"Broadcast": func(s *pull.Sink[int]) *pull.Sink[int] { return pull.Broadcast(s) },
		"Mapped":    func(s *pull.Sink[int]) *pull.Sink[int] { return pull.Mapped(same, s) },
		"with one that ends": func(s *pull.Sink[int]) *pull.Sink[int] {
			s = pull.Broadcast(s, collect(new([]int), 1, nil))
			s.Send(1)
			return s
		},
	} {
		bubble(t, "only one that has failed before/"+name, func(t *testing.T) {
			failed := collect(new([]int), 1, errOther)
			failed.Send(1)
			s := compose(failed)
			for _, want := range []error{errOther, nil} {
				if err := s.Close(); err != want {
					t.Errorf("Close() = %v, want %v", err, want)
				}
			}
		})
	}
	bubble(t, "busy in the middle", func(t *testing.T) {
		var s *pull.Sink[int]
		var a, b []int
		self := pull.NewSink(func(in iter.Seq[int]) error {
			for v := range in {
				if b = append(b, v); v == 3 {
					s.Send(4)
				}
			}
			return nil
		})
		s = pull.Broadcast(collect(&a, -1, nil), self)
		s.Send(1)
		self.Send(3)
		s.Close()
		if diff := cmp.Diff([][]int{{1}, {1, 3}}, [][]int{a, b}); diff != "" {
			t.Errorf("a refused value was delivered to some (-want +got):\n%s", diff)
		}
	})
	bubble(t, "twice the same", func(t *testing.T) {
		var got []int
		s := collect(&got, -1, nil)
		two := pull.Broadcast(s, s)
		two.Send(1)
		two.Close()
		if diff := cmp.Diff([]int{1, 1}, got); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	bubble(t, "batches", func(t *testing.T) {
		var a, b []int
		s := pull.Broadcast(collect(&a, -1, nil), collect(&b, 2, nil))
		if err := s.SendAll([]int{1, 2, 3}); err != nil {
			t.Errorf("SendAll() = %v", err)
		}
		s.Close()
		if diff := cmp.Diff([][]int{{1, 2, 3}, {1, 2}}, [][]int{a, b}); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
}

func TestFilteredMapped(t *testing.T) {
	odd := func(v int) bool { return v%2 == 1 }
	square := func(v int) int { return v * v }
	bubble(t, "values", func(t *testing.T) {
		var got []int
		s := pull.Filtered(odd, pull.Mapped(square, collect(&got, 4, nil)))
		for i, want := range []error{nil, nil, nil, nil} {
			if err := s.Send(i); err != want {
				t.Errorf("Send(%d) = %v, want %v", i, err, want)
			}
		}
		if err := s.SendAll([]int{4, 6}); err != nil {
			t.Errorf("SendAll() = %v", err)
		}
		if err := s.SendAll([]int{4, 5, 6, 7, 8, 9}); err != pull.ErrDone {
			t.Errorf("SendAll() = %v, want ErrDone", err)
		}
		if err := s.Send(10); err != pull.ErrDone {
			t.Errorf("Send() = %v, want ErrDone", err)
		}
		if diff := cmp.Diff([]int{1, 9, 25, 49}, got); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
	})
	bubble(t, "done even for what is filtered out", func(t *testing.T) {
		var got []int
		to := collect(&got, 1, nil)
		s := pull.Filtered(odd, to)
		s.Send(2)
		to.Close()
		if err := s.Send(2); err != pull.ErrDone {
			t.Errorf("Send() = %v, want ErrDone", err)
		}
	})
	bubble(t, "the error of the target", func(t *testing.T) {
		var got []int
		s := pull.Mapped(square, collect(&got, 1, errOther))
		if err := s.Send(2); err != errOther {
			t.Errorf("Send() = %v, want the body's error", err)
		}
		if err := s.Close(); err != errOther {
			t.Errorf("Close() = %v, want the body's error", err)
		}
	})
	bubble(t, "closed before any send", func(t *testing.T) {
		ran := false
		s := pull.Filtered(odd, pull.NewSink(func(in iter.Seq[int]) error { ran = true; return errOther }))
		if err := s.Close(); err != errOther || !ran {
			t.Errorf("Close() = %v, ran %t", err, ran)
		}
	})
	for name, s := range map[string]func(*pull.Sink[int]) *pull.Sink[int]{
		"Filtered": func(to *pull.Sink[int]) *pull.Sink[int] {
			return pull.Filtered(func(int) bool { panic("boom") }, to)
		},
		"Mapped": func(to *pull.Sink[int]) *pull.Sink[int] {
			return pull.Mapped(func(int) int { panic("boom") }, to)
		},
	} {
		bubble(t, name+" panics", func(t *testing.T) {
			to := collect(new([]int), -1, nil)
			to.Send(1)
			wantBoom(t, func() { s(to).Send(1) })
			if err := to.Send(1); err != pull.ErrDone {
				t.Errorf("the target: %v, want ErrDone", err)
			}
		})
	}
}
