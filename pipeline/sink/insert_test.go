package sink_test

import (
	"database/sql/driver"
	"fmt"
	"testing"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

// A version is a Valuer by its pointer.
type version struct{ major, minor int }

func (v *version) Value() (driver.Value, error) {
	return fmt.Sprintf("%d.%d", v.major, v.minor), nil
}

type code [2]byte

func (c *code) Value() (driver.Value, error) { return string(c[:]), nil }

// Insert finds the columns of nested structs, Valuers of each kind, and names in quotes.
func TestInsert(t *testing.T) {
	type size struct{ Height, Width int }
	type part struct {
		ID   int `db:"id"`
		V    version
		Code code
		Size *size `db:"size"`
		At   source.Position
	}
	columns := []string{"id", "V", "Code", `"size.Height"`, `"size.Width"`}
	rows := []part{{ID: 1, V: version{1, 2}, Code: code{'a', 'b'}}, {ID: 2, Size: &size{3, 4}}}
	want := [][]driver.Value{
		{int64(1), "1.2", "ab", nil, nil}, {int64(2), "0.0", "\x00\x00", int64(3), int64(4)},
	}
	for _, names := range [][]string{
		nil, columns, {"ID", "`v`", "[Code]", "size.height", `"size.Width"`},
	} {
		s := server()
		if s.Create("parts", columns); names != nil {
			s.Create("parts", names)
		}
		db := s.DB()
		write := sink.Insert[part](sink.Table{Name: "parts", Columns: names})
		err := sink.Exec(t.Context(), pipeline.Of(rows...), db, write, sink.Batches{})
		if diff := cmp.Diff(want, s.Rows("parts")); diff != "" || err != nil {
			t.Errorf("columns %q: error %v, rows (-want +got):\n%s", names, err, diff)
		}
		db.Close()
	}
}
