package seq_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/coseq/coseq/seq"
	gocmp "github.com/google/go-cmp/cmp"
)

func TestZipStrict(t *testing.T) {
	for i, test := range []struct {
		a, b ints
		want []string
	}{
		{seq.Of(1, 2), seq.Of(3, 4), []string{"{1 3} <nil>", "{2 4} <nil>"}},
		{seq.Of(1, 2), seq.Of(3), []string{"{1 3} <nil>", "{0 0} unequal"}},
		{seq.Of(1), seq.Of(3, 4), []string{"{1 3} <nil>", "{0 0} unequal"}},
		{nil, seq.Of(3), []string{"{0 0} unequal"}},
		{seq.Of(1), nil, []string{"{0 0} unequal"}},
		{nil, nil, nil},
	} {
		var got []string
		for p, err := range seq.ZipStrict(test.a, test.b) {
			if errors.Is(err, seq.ErrUnequal) {
				err = errors.New("unequal")
			}
			got = append(got, fmt.Sprint(p, err))
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("ZipStrict, case %d (-want +got):\n%s", i, diff)
		}
	}
}
