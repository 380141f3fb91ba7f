package sink_test

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding/csv"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

type Audit struct {
	By string `csv:"by"`
}

// A full row has a field of each kind.
type everything struct {
	Audit
	Text    string `csv:"a \"text\""`
	Bytes   []byte
	Yes     bool
	Int     int8
	Uint    uint64
	Float   float64
	Single  float32
	Pause   time.Duration
	At      time.Time
	Day     time.Time `layout:"02.01.2006"`
	Big     big.Int
	Pointer *int
	Note    *string
	Left    string `csv:"-"`
	Where   source.Position
	hidden  int
}

var number = 7

var someRows = []everything{
	{},
	{
		Audit: Audit{"Ann"}, Text: "a,b", Bytes: []byte("say \"hi\""), Yes: true, Int: -128,
		Uint: math.MaxUint64, Float: 1234567.125, Single: 0.1, Pause: 90 * time.Second,
		At:  time.Date(2026, 11, 28, 4, 30, 0, 0, time.UTC),
		Day: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Big: *big.NewInt(1 << 40),
		Pointer: &number, Note: new(string), Left: "out", hidden: 1,
	},
	{Text: "two\nlines", Bytes: []byte(" space"), Float: 1e300, Single: 1e-7, Int: 1},
}

func TestCSV(t *testing.T) {
	var b strings.Builder
	if err := sink.CSV(t.Context(), pipeline.Of(someRows...), sink.Writer("", &b)); err != nil {
		t.Fatal(err)
	}
	want := `by,"a ""text""",Bytes,Yes,Int,Uint,Float,Single,Pause,At,Day,Big,Pointer,Note
,,,false,0,0,0,0,0s,0001-01-01T00:00:00Z,01.01.0001,0,,
` + `Ann,"a,b","say ""hi""",true,-128,18446744073709551615,1234567.125,0.1,1m30s,` +
		`2026-11-28T04:30:00Z,28.11.2026,1099511627776,7,
,"two
lines"," space",false,1,0,1e+300,1e-07,0s,0001-01-01T00:00:00Z,01.01.0001,0,,
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
}

// What is written is read again by source.CSV: all of it, but that an empty text is a nil
// pointer.
func TestCSVIsRead(t *testing.T) {
	var b bytes.Buffer
	if err := sink.CSV(t.Context(), pipeline.Of(someRows...), sink.Writer("", &b)); err != nil {
		t.Fatal(err)
	}
	got, err := source.CSV[everything](source.Reader("", &b)).Collect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := append([]everything(nil), someRows...)
	want[1].Note, want[1].Left, want[1].hidden = nil, "", 0
	for i := range got {
		got[i].Where = source.Position{}
	}
	compare := cmp.Options{
		cmp.AllowUnexported(everything{}),
		cmp.Comparer(func(a, b big.Int) bool { return a.Cmp(&b) == 0 }),
		cmp.Comparer(func(a, b []byte) bool { return bytes.Equal(a, b) }),
	}
	if diff := cmp.Diff(want, got, compare); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

// A level is a number that databases know by its name.
type level int

func (l level) Value() (driver.Value, error) {
	if l < 0 {
		return nil, errBroken
	}
	return strings.Repeat("*", int(l)), nil
}

func (l *level) Scan(v any) error {
	text, _ := v.(string)
	*l = level(len(text))
	return nil
}

// What is a value for databases is that in a file, too, both ways.
func TestCSVOfDatabaseValues(t *testing.T) {
	type row struct {
		Note  sql.NullString
		Count sql.NullInt32
		Share *sql.NullFloat64
		Paid  sql.NullBool
		At    sql.NullTime
		Day   sql.Null[time.Time] `layout:"2006-01-02"`
		Left  sql.Null[uint8]
		Level level
		Buyer struct{ First, Last sql.NullString }
	}
	noon := time.Date(2026, 11, 28, 12, 0, 0, 5000, time.UTC)
	full := row{
		Note: sql.NullString{String: "a,b", Valid: true}, Count: sql.NullInt32{Int32: -1, Valid: true},
		Share: &sql.NullFloat64{Float64: 0.5, Valid: true}, Paid: sql.NullBool{Valid: true},
		At:   sql.NullTime{Time: noon, Valid: true},
		Day:  sql.Null[time.Time]{V: noon.Truncate(24 * time.Hour), Valid: true},
		Left: sql.Null[uint8]{V: 7, Valid: true}, Level: 2,
	}
	full.Buyer.Last = sql.NullString{String: "Lee", Valid: true}
	var b bytes.Buffer
	err := sink.CSV(t.Context(), pipeline.Of(row{}, full), sink.Writer("", &b))
	want := "Note,Count,Share,Paid,At,Day,Left,Level,Buyer.First,Buyer.Last\n,,,,,,,,,\n" +
		"\"a,b\",-1,0.5,false,2026-11-28T12:00:00.000005Z,2026-11-28,7,**,,Lee\n"
	if diff := cmp.Diff(want, b.String()); diff != "" || err != nil {
		t.Errorf("error %v, file (-want +got):\n%s", err, diff)
	}
	got, err := source.CSV[row](source.Reader("", &b)).Collect(t.Context())
	if diff := cmp.Diff([]row{{}, full}, got); diff != "" || err != nil {
		t.Errorf("error %v, rows (-want +got):\n%s", err, diff)
	}
	err = sink.CSV(t.Context(), pipeline.Of(row{Level: -1}), sink.Writer("rows", &b))
	if want := "rows: row 1: Level: broken"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// A row may be a value for databases, too, be it by what is embedded in it.
func TestCSVOfRowThatIsValue(t *testing.T) {
	type row struct {
		sql.NullString
		N int
	}
	var b strings.Builder
	full := row{sql.NullString{String: "a", Valid: true}, 1}
	err := sink.CSV(t.Context(), pipeline.Of(full, row{}), sink.Writer("", &b))
	if want := "NullString,N\na,1\n,0\n"; err != nil || b.String() != want {
		t.Errorf("error %v, wrote %q, want %q", err, b.String(), want)
	}
	got, err := source.CSV[row](source.Reader("", strings.NewReader(b.String()))).Collect(t.Context())
	if diff := cmp.Diff([]row{full, {}}, got); diff != "" || err != nil {
		t.Errorf("error %v, rows (-want +got):\n%s", err, diff)
	}
}

// What a Scanner does not take is an error in the place of the row.
func TestCSVScannerFails(t *testing.T) {
	type row struct {
		N  sql.NullInt64
		At sql.NullTime
	}
	for text, want := range map[string]string{
		"x,":      `in:2:1: N: converting driver.Value type string ("x") to a int64: invalid syntax`,
		"1,today": `in:2:3: At: parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"`,
	} {
		_, err := source.CSV[row](source.Reader("in", strings.NewReader("N,At\n"+text))).Collect(t.Context())
		if err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// Rows may be pointers, but for nil ones, and structs in them may be missing.
func TestCSVOfPointers(t *testing.T) {
	type row struct {
		ID int
		*Audit
	}
	var b strings.Builder
	flow := pipeline.Of(&row{1, &Audit{"Ann"}}, &row{ID: 2}, nil)
	err := sink.CSV(t.Context(), flow, sink.Writer("orders", &b))
	if want := "orders: row 3: a nil pointer is no row"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if want := "ID,by\n1,Ann\n2,\n"; b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
}

// An output that does not even take the header has failed in no row.
func TestCSVHeaderFails(t *testing.T) {
	for room := range 8 {
		err := sink.CSV(t.Context(), orders(0), sink.Writer("disk", &full{room: room, err: errFull}))
		if want := "disk: " + errFull.Error(); err == nil || err.Error() != want {
			t.Errorf("room for %d bytes: error %v, want %s", room, err, want)
		}
	}
}

// A mute value has no text.
type mute struct{}

func (*mute) MarshalText() ([]byte, error) { return nil, errBroken }

func TestCSVFieldFails(t *testing.T) {
	type row struct{ Value mute }
	err := sink.CSV(t.Context(), pipeline.Of(row{}), sink.Writer("orders", &strings.Builder{}))
	want := "orders: row 1: Value: broken"
	if !errors.Is(err, errBroken) || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// A record that is a single empty field is not an empty line, which would be none.
func TestRecordsOfOneField(t *testing.T) {
	var b strings.Builder
	flow := pipeline.Of([]string{""}, []string{"a"}, []string{""}, []string{"b\n"}, []string{""})
	if err := sink.Records(t.Context(), flow, sink.Writer("", &b)); err != nil {
		t.Fatal(err)
	}
	want := "\"\"\na\n\"\"\n\"b\n\"\n\"\"\n"
	if b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
}

func TestRecordsFail(t *testing.T) {
	for want, flow := range map[string]pipeline.Flow[[]string]{
		"r: row 2: 1 fields instead of 2": pipeline.Of([]string{"a", "b"}, []string{"c"}),
		"r: row 1: 0 fields instead of 1": pipeline.Of([]string{}),
		"r: row 2: field 2: invalid UTF-8": pipeline.Of(
			[]string{"a", "b"}, []string{"a", "\xc3\x28"}),
	} {
		err := sink.Records(t.Context(), flow, sink.Writer("r", &strings.Builder{}))
		if err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// Records are written as encoding/csv does it, but for lines that would be empty, and are
// read as they were.
func FuzzRecords(f *testing.F) {
	for _, seed := range []string{
		"", "a", "a|b", "||", ` a|"b"|c,d`, "a\nb|\r|\\.", "\t|x", "é|\u00a0",
	} {
		f.Add(seed, uint8(2))
	}
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		record := strings.Split(text, "|")
		if !utf8.ValidString(text) {
			t.Skip()
		}
		var want, got bytes.Buffer
		w := csv.NewWriter(&want)
		var all [][]string
		for range n%3 + 1 {
			all = append(all, record)
			if text == "" {
				want.WriteString(`""` + "\n")
				continue
			}
			w.Write(record)
			w.Flush()
		}
		if err := sink.Records(t.Context(), pipeline.Of(all...), sink.Writer("", &got)); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Fatalf("wrote %q, want %q", got.String(), want.String())
		}
		back, err := csv.NewReader(&got).ReadAll()
		for _, r := range all { // which the reader does
			for i := range r {
				r[i] = strings.ReplaceAll(r[i], "\r\n", "\n")
			}
		}
		if diff := cmp.Diff(all, back); diff != "" || err != nil {
			t.Errorf("read again, error %v (-want +got):\n%s", err, diff)
		}
	})
}
