package seq_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/coseq/coseq/seq"
	gocmp "github.com/google/go-cmp/cmp"
)

var (
	errDisk    = errors.New("disk full")
	errNetwork = errors.New("network down")
)

// outcomes yields what it is given: errors beside a value that is not to be used.
func outcomes(given ...any) intErr {
	return func(yield func(int, error) bool) {
		for _, o := range given {
			v, _ := o.(int)
			err, failed := o.(error)
			if failed {
				v = -1
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

func TestTryMap(t *testing.T) {
	inverse := func(v int) (string, error) {
		if v == 0 {
			return "lost", errDisk
		}
		return fmt.Sprint("1/", v), nil
	}
	var got []string
	for v, err := range seq.TryMap(seq.Of(1, 0, 2, 0), inverse) {
		got = append(got, fmt.Sprintf("%q %v", v, err))
	}
	want := []string{`"1/1" <nil>`, `"" disk full`, `"1/2" <nil>`, `"" disk full`}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("TryMap (-want +got):\n%s", diff)
	}
}

func TestTryCollectStopsAtTheError(t *testing.T) {
	read := 0
	s := seq.Map2(outcomes(1, 2, errDisk, 3, errNetwork), func(v int, err error) (int, error) {
		read++
		return v, err
	})
	got, err := seq.TryCollect(s)
	if !slices.Equal(got, []int{1, 2}) || err != errDisk || read != 3 {
		t.Errorf("got %v, %v after %d pairs", got, err, read)
	}
}

func TestCollectAll(t *testing.T) {
	got, err := seq.CollectAll(outcomes(errDisk, 1, errNetwork, 2, errDisk))
	if want := []int{1, 2}; !slices.Equal(got, want) {
		t.Errorf("values %v, want %v", got, want)
	}
	if !errors.Is(err, errDisk) || !errors.Is(err, errNetwork) {
		t.Errorf("error %v is not both", err)
	}
	if want := "disk full\nnetwork down\ndisk full"; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	if got, err := seq.CollectAll(outcomes(1, 2)); err != nil || len(got) != 2 {
		t.Errorf("got %v, %v of two values", got, err)
	}
	if got, err := seq.CollectAll(outcomes(errDisk)); !errors.Is(err, errDisk) || got != nil {
		t.Errorf("got %v, %v of an error", got, err)
	}
}
