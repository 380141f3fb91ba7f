package columns_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/coseq/coseq/internal/columns"
	"github.com/google/go-cmp/cmp"
)

type base struct {
	ID      int `db:"id"`
	Comment string
	hidden  int
}

type address struct{ Street, City string }

type order struct {
	base
	*Audit
	Comment string `db:"comment,omitempty"`
	Secret  string `db:"-"`
	At      time.Time
	To      address  `db:"to"`
	From    *address `db:"from"`
	Note    *string
}

type Audit struct {
	By string
	ID int `db:"audit"`
}

func whole(t reflect.Type) bool { return t == reflect.TypeFor[time.Time]() }

func TestOf(t *testing.T) {
	all, err := columns.Of(reflect.TypeFor[order](), "db", whole)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	var indirect []bool
	for _, c := range all {
		names = append(names, c.Name)
		indirect = append(indirect, c.Indirect(reflect.TypeFor[order]()))
	}
	want := []string{
		"id", "By", "audit", "comment", "At", "to.Street", "to.City", "from.Street", "from.City", "Note",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	wantIndirect := []bool{false, true, true, false, false, false, false, true, true, false}
	if diff := cmp.Diff(wantIndirect, indirect); diff != "" {
		t.Errorf("indirect (-want +got):\n%s", diff)
	}
}

// Each column leads to its field, to read it and to set it.
func TestColumnFields(t *testing.T) {
	var o order
	o.hidden = 7 // is no column
	v := reflect.ValueOf(&o).Elem()
	all, _ := columns.Of(v.Type(), "db", whole)
	missing := 0
	for _, c := range all {
		if _, ok := c.Of(v); !ok {
			missing++
		}
	}
	if missing != 4 {
		t.Errorf("%d fields are missing, want 4", missing)
	}
	for _, c := range all {
		if f := c.In(v); f.Kind() == reflect.String {
			f.SetString(c.Name)
		}
		if got, ok := c.Of(v); !ok || got.Type() != c.Type {
			t.Errorf("%s: %v, %t", c.Name, got, ok)
		}
	}
	want := order{
		base: base{hidden: 7}, Audit: &Audit{By: "By"}, Comment: "comment",
		To: address{"to.Street", "to.City"}, From: &address{"from.Street", "from.City"},
	}
	if diff := cmp.Diff(want, o, cmp.AllowUnexported(order{}, base{})); diff != "" {
		t.Errorf("struct (-want +got):\n%s", diff)
	}
}

type (
	twins struct {
		A int `db:"x"`
		B int `db:"X"`
	}
	left  struct{ X int }
	right struct{ X int }
	both  struct {
		left
		right
	}
	ring   struct{ Next *ring }
	opaque struct{ At struct{ hidden int } }
	shadow struct {
		*left
		Y int
	}
)

func TestOfErrors(t *testing.T) {
	for _, test := range []struct {
		of   any
		want string
	}{
		{twins{}, `two fields are called "X"`},
		{both{}, `two fields are called "X"`},
		{ring{}, "ring is inside of itself"},
		{opaque{}, "the field At: struct { hidden int } has no field for a column"},
		{shadow{}, "embedded pointer to the unexported columns_test.left cannot be set"},
	} {
		_, err := columns.Of(reflect.TypeOf(test.of), "db", whole)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%T: error %v, want %s", test.of, err, test.want)
		}
	}
}
