package seq_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	gocmp "github.com/google/go-cmp/cmp"
)

func TestStopOnErrorSetsTheError(t *testing.T) {
	for _, test := range []struct {
		name  string
		given []any
		want  []int
		err   error
	}{
		{"good", []any{1, 2}, []int{1, 2}, nil},
		{"bad at the end", []any{1, 2, errDisk}, []int{1, 2}, errDisk},
		{"bad in between", []any{1, errDisk, 2, errNetwork}, []int{1}, errDisk},
		{"bad at once", []any{errDisk, 1}, nil, errDisk},
		{"empty", nil, nil, nil},
	} {
		err := errNetwork // from some loop before
		s := seq.StopOnError(outcomes(test.given...), &err)
		if err != errNetwork {
			t.Errorf("%s: the error is %v before the loop", test.name, err)
		}
		for range 2 {
			got := slices.Collect(s)
			if !slices.Equal(got, test.want) || err != test.err {
				t.Errorf("%s: got %v, %v, want %v, %v", test.name, got, err, test.want, test.err)
			}
		}
	}
}

func TestStopOnErrorClearsTheError(t *testing.T) {
	err := errDisk
	for range seq.StopOnError(outcomes(1, 2), &err) {
		if err != nil {
			t.Errorf("in the loop the error is %v", err)
		}
	}
	err = errDisk
	if seq.Drain(seq.StopOnError[int](nil, &err)); err != nil {
		t.Errorf("after nothing the error is %v", err)
	}
}

// The chunk that the loop breaks at was cut short by the error.
func TestStopOnErrorBeforeABreak(t *testing.T) {
	var err error
	values := seq.StopOnError(outcomes(1, 2, 3, errDisk), &err)
	for chunk := range seq.Chunk(values, 2) {
		if len(chunk) < 2 {
			break
		}
	}
	if err != errDisk {
		t.Errorf("the error is %v, want %v", err, errDisk)
	}
}

// A break before the error is not an error, nor is the one that was not reached.
func TestStopOnErrorAfterABreak(t *testing.T) {
	err := errNetwork
	got := slices.Collect(seq.Take(seq.StopOnError(outcomes(1, 2, errDisk), &err), 2))
	if len(got) != 2 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

// Each loop sets its own error, though one that ran within it has set another.
func TestStopOnErrorInNestedLoops(t *testing.T) {
	var err error
	loops := 0
	s := seq.StopOnError(func(yield func(int, error) bool) {
		loops++
		loop := loops
		if yield(loop, nil) {
			yield(0, fmt.Errorf("error of loop %d", loop))
		}
	}, &err)
	for range s {
		if seq.Drain(s); err == nil || err.Error() != "error of loop 2" {
			t.Errorf("after the inner loop: %v", err)
		}
	}
	if err == nil || err.Error() != "error of loop 1" {
		t.Errorf("after the outer loop: %v", err)
	}
}

// A sequence over a file may fail to close it, after a break too.
func TestStopOnErrorOfCleaningUp(t *testing.T) {
	var err error
	for range seq.StopOnError(func(yield func(int, error) bool) {
		if yield(1, nil) {
			t.Error("the loop goes on")
		}
		yield(0, errDisk)
	}, &err) {
		break
	}
	if err != errDisk {
		t.Errorf("the error is %v, want %v", err, errDisk)
	}
}

func TestWithError(t *testing.T) {
	var err error
	walk := func(s ints) (got []string) {
		for v, e := range seq.WithError(s, &err) {
			got = append(got, fmt.Sprint(v, e))
		}
		return got
	}
	for _, test := range []struct {
		name string
		s    ints
		err  error
		want []string
	}{
		{"good", seq.Of(1, 2), nil, []string{"1 <nil>", "2 <nil>"}},
		{"bad", seq.StopOnError(outcomes(1, errDisk), &err), nil, []string{"1 <nil>", "0 disk full"}},
		{"bad before", seq.Of(1), errDisk, []string{"1 <nil>", "0 disk full"}},
		{"nothing but bad", nil, errDisk, []string{"0 disk full"}},
	} {
		err = test.err
		if diff := gocmp.Diff(test.want, walk(test.s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if err != errDisk {
		t.Errorf("WithError has made the error %v", err)
	}
}

// There and back again is the same sequence, as far as its first error.
func TestThereAndBackAgain(t *testing.T) {
	var err error
	s := outcomes(1, 2, errDisk)
	back := seq.WithError(seq.StopOnError(s, &err), &err)
	got, gotErr := seq.TryCollect(back)
	want, wantErr := seq.TryCollect(s)
	if !slices.Equal(got, want) || gotErr != wantErr {
		t.Errorf("got %v, %v, want %v, %v", got, gotErr, want, wantErr)
	}
}
