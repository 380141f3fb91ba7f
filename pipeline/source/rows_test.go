package source_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coseq/coseq/internal/fakesql"
	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
	"github.com/google/go-cmp/cmp"
)

var (
	errRows = errors.New("broken")
	noon    = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
)

type person struct{ First, Last string }

type keyed struct {
	ID int64 `db:"id"`
}

type sale struct {
	keyed
	Item   string
	Price  float64 `db:"unit_price"`
	At     time.Time
	Note   *string
	Count  sql.Null[int64]
	Raw    []byte
	Buyer  person  `db:"buyer"`
	Seller *person `db:"seller"`
	Where  source.Position
	Absent int
	Secret string `db:"-"`
	hidden int
}

// sales returns a database with some rows of them.
func sales() *fakesql.Server {
	s := fakesql.New()
	s.Create("sales",
		[]string{
			"id", "ITEM", "unit_price", "at", "note", "count", "raw",
			"buyer.first", "buyer.last", "Seller.First",
		},
		[]driver.Value{int64(1), "tea", 2.5, noon, nil, nil, []byte("a"), "Ann", "A", "Sam"},
		[]driver.Value{int64(2), "cup", 10.0, noon, "hot", int64(3), []byte("b"), "Ben", "B", "Sue"},
	)
	return s
}

func TestRows(t *testing.T) {
	db := sales().DB()
	defer db.Close()
	flow := source.Rows[sale]("sales", source.Query(db, "SELECT * FROM sales"))
	hot := "hot"
	want := []sale{
		{
			keyed: keyed{1}, Item: "tea", Price: 2.5, At: noon, Raw: []byte("a"),
			Buyer: person{"Ann", "A"}, Seller: &person{First: "Sam"},
			Where: source.Position{Name: "sales", Row: 1}, hidden: 0,
		},
		{
			keyed: keyed{2}, Item: "cup", Price: 10, At: noon, Note: &hot,
			Count: sql.Null[int64]{V: 3, Valid: true}, Raw: []byte("b"),
			Buyer: person{"Ben", "B"}, Seller: &person{First: "Sue"},
			Where: source.Position{Name: "sales", Row: 2},
		},
	}
	for range 2 {
		got, err := flow.Collect(t.Context())
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(sale{})); diff != "" || err != nil {
			t.Errorf("error %v, rows (-want +got):\n%s", err, diff)
		}
	}
	pointers, err := source.Rows[*sale]("sales", source.Query(db, "SELECT * FROM sales")).
		Collect(t.Context())
	if err != nil || len(pointers) != 2 {
		t.Fatal(pointers, err)
	}
	got := []sale{*pointers[0], *pointers[1]}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(sale{})); diff != "" {
		t.Errorf("pointers (-want +got):\n%s", diff)
	}
}

// A column by itself, and what a function makes of a row.
func TestRowsOfOneColumn(t *testing.T) {
	db := sales().DB()
	defer db.Close()
	query := func(text string, args ...any) func(context.Context) (*sql.Rows, error) {
		return source.Query(db, text, args...)
	}
	collect(t, source.Rows[int]("", query("SELECT id FROM sales")), 1, 2)
	collect(t, source.Rows[string]("", query("SELECT id FROM sales")), "1", "2")
	collect(t, source.Rows[time.Time]("", query("SELECT at FROM sales")), noon, noon)
	collect(t, source.Rows[any]("", query("SELECT ITEM FROM sales")), any("tea"), any("cup"))
	collect(t, source.Rows[sql.NullString]("", query("SELECT note FROM sales")),
		sql.NullString{}, sql.NullString{String: "hot", Valid: true})
	collect(t, source.Rows[string]("", query("SELECT ITEM FROM sales WHERE id = ?", 2)), "cup")
	collect(t, source.Rows[string]("", query("SELECT ITEM FROM sales WHERE id = ?", 7)))
	collect(t, source.RowsFunc("", query("SELECT id, ITEM FROM sales"),
		func(rows *sql.Rows) (text string, err error) {
			var id int
			err = rows.Scan(&id, &text)
			return fmt.Sprint(id, text), err
		}), "1tea", "2cup")
}

func collect[T any](t *testing.T, flow pipeline.Flow[T], want ...T) {
	t.Helper()
	got, err := flow.Collect(t.Context())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v, values (-want +got):\n%s", err, diff)
	}
}

type twice struct {
	A int
	B int `db:"a"`
}

// What does not fit says where it does not.
func TestRowsErrors(t *testing.T) {
	s := sales()
	s.Create("odd", []string{"id", "id"}, []driver.Value{int64(1), int64(2)})
	s.Create("strings", []string{"first", "last"},
		[]driver.Value{"a", "b"}, []driver.Value{"c", nil}, []driver.Value{"d", "e"})
	db := s.DB()
	defer db.Close()
	run := func(flow interface {
		Run(context.Context) error
	}) func() error {
		return func() error { return flow.Run(t.Context()) }
	}
	for want, f := range map[string]func() error{
		"people: row 2: last: converting NULL to string is unsupported": run(
			source.Rows[person]("people", source.Query(db, "SELECT * FROM strings"))),
		"people: row 2: last: converting NULL to string is unsupported ": run(
			source.Rows[*person]("people", source.Query(db, "SELECT * FROM strings"))),
		`people: row 1: first: converting driver.Value type string ("a") to a int: invalid syntax`: run(
			source.Rows[int]("people", source.Query(db, "SELECT first FROM strings"))),
		"people: id: there is no field for the column in source_test.person": run(
			source.Rows[person]("people", source.Query(db, "SELECT id, at FROM sales"))),
		"people: id: the column is there twice": run(
			source.Rows[keyed]("people", source.Query(db, "SELECT * FROM odd"))),
		"people: the query has 2 columns, and string takes one": run(
			source.Rows[string]("people", source.Query(db, "SELECT * FROM strings"))),
		"people: query: fakesql: no table nowhere": run(
			source.Rows[string]("people", source.Query(db, "SELECT a FROM nowhere"))),
		"people: row 1: broken": run(source.RowsFunc("people", source.Query(db, "SELECT * FROM strings"),
			func(*sql.Rows) (int, error) { return 0, errRows })),
	} {
		if err := f(); err == nil || err.Error() != strings.TrimSpace(want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if leaks := s.Leaks(); leaks != nil || db.Stats().InUse != 0 {
		t.Errorf("open: %v", leaks)
	}
}

// The flow goes on after a row that cannot be scanned.
func TestRowsGoOn(t *testing.T) {
	s := fakesql.New()
	s.Create("people", []string{"first", "last"},
		[]driver.Value{"a", "b"}, []driver.Value{"c", nil}, []driver.Value{"d", "e"})
	db := s.DB()
	defer db.Close()
	bad := 0
	flow := source.Rows[person]("people", source.Query(db, "SELECT * FROM people"))
	collect(t, pipeline.Catch(flow, func(err error) error { bad++; return nil }),
		person{"a", "b"}, person{"d", "e"})
	for p, err := range flow(t.Context()) {
		if err != nil && p != (person{}) {
			t.Errorf("%v with the error %v", p, err)
		}
	}
	if bad != 1 {
		t.Errorf("%d bad rows", bad)
	}
}

// numbers returns a database with n of them.
func numbers(n int) *fakesql.Server {
	s := fakesql.New()
	var rows [][]driver.Value
	for i := range n {
		rows = append(rows, []driver.Value{int64(i + 1)})
	}
	s.Create("numbers", []string{"n"}, rows...)
	return s
}

// Whatever call fails, the rows before it come, then the error, be it of Next or of Close,
// and all is closed.
func TestRowsFailures(t *testing.T) {
	for call, more := 1, true; more; call++ {
		s := numbers(3)
		db := s.DB()
		failed := s.FailAt(call, false, errRows)
		flow := source.Rows[int]("numbers", source.Query(db, "SELECT n FROM numbers"))
		flow = source.OnClose(flow, func(err error) { t.Errorf("late: %v", err) })
		got, err := flow.Collect(t.Context())
		op, did := failed()
		more = did
		want := map[string]struct {
			values int
			err    string
		}{
			"":           {3, "<nil>"},
			"connect":    {0, "numbers: query: broken"},
			"query":      {0, "numbers: query: broken"},
			"next":       {op.N - 3, fmt.Sprintf("numbers: after row %d: broken", op.N-3)},
			"close rows": {3, "numbers: after row 3: broken"},
		}[op.Kind]
		if fmt.Sprint(err) != want.err || !slices.Equal(got, []int{1, 2, 3}[:want.values]) {
			t.Errorf("call %d, %s: %v, error %v, want %s", call, op.Kind, got, err, want.err)
		}
		if leaks := s.Leaks(); leaks != nil || db.Stats().InUse != 0 {
			t.Errorf("call %d, %s: open: %v", call, op.Kind, leaks)
		}
		db.Close()
	}
}

// After a break nothing more is read, and what Close says reaches OnClose, through
// whatever stages, once.
func TestRowsLeft(t *testing.T) {
	for name, stages := range map[string]func(pipeline.Flow[int]) pipeline.Flow[int]{
		"bare": func(f pipeline.Flow[int]) pipeline.Flow[int] { return f },
		"take": func(f pipeline.Flow[int]) pipeline.Flow[int] { return pipeline.Take(f, 1) },
		"batch": func(f pipeline.Flow[int]) pipeline.Flow[int] {
			return pipeline.Unbatch(pipeline.Batch(f, 2, 0))
		},
	} {
		s := numbers(100)
		db := s.DB()
		s.Before = func(_ context.Context, op fakesql.Op) error {
			if op.Kind == "close rows" {
				return errRows
			}
			return nil
		}
		flow := stages(source.Rows[int]("numbers", source.Query(db, "SELECT n FROM numbers")))
		var late []error
		flow = source.OnClose(flow, func(err error) { late = append(late, err) })
		for _, err := range flow.All(t.Context()) {
			if err != nil || late != nil {
				t.Errorf("%s: error %v, late %v", name, err, late)
			}
			break
		}
		if len(late) != 1 || !errors.Is(late[0], errRows) {
			t.Errorf("%s: late %v", name, late)
		}
		if leaks := s.Leaks(); leaks != nil || db.Stats().InUse != 0 {
			t.Errorf("%s: open: %v", name, leaks)
		}
		db.Close()
	}
}

func TestRowsPanic(t *testing.T) {
	s := numbers(3)
	db := s.DB()
	defer db.Close()
	flow := source.RowsFunc("", source.Query(db, "SELECT n FROM numbers"),
		func(*sql.Rows) (int, error) { panic("boom") })
	func() {
		defer func() {
			if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != "boom" {
				t.Errorf("panic %v", p)
			}
		}()
		flow.Run(t.Context())
	}()
	if leaks := s.Leaks(); leaks != nil || db.Stats().InUse != 0 {
		t.Errorf("open: %v", leaks)
	}
}

// A query or a row that does not come ends with the run: by the cause, or by a drain.
func TestRowsCancelled(t *testing.T) {
	stop := errors.New("stop")
	for _, kind := range []string{"connect", "query", "next"} {
		for _, drained := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				s := numbers(3)
				db := s.DB()
				defer db.Close()
				s.Before = func(ctx context.Context, op fakesql.Op) error {
					if op.Kind != kind || op.N == 3 {
						return nil
					}
					<-ctx.Done()
					return ctx.Err()
				}
				ctx, cancel := context.WithCancelCause(t.Context())
				ctx, drain := pipeline.WithDrain(ctx)
				time.AfterFunc(time.Second, func() {
					if drained {
						drain()
					} else {
						cancel(stop)
					}
				})
				flow := source.Rows[int]("", source.Query(db, "SELECT n FROM numbers"))
				flow = source.OnClose(flow, func(err error) { t.Errorf("late: %v", err) })
				got, err := flow.Collect(ctx)
				if drained && err != nil || !drained && err != stop || len(got) > 1 {
					t.Errorf("%s, drained: %t: %v, error %v", kind, drained, got, err)
				}
				synctest.Wait() // for the goroutine of database/sql
				if leaks := s.Leaks(); leaks != nil || db.Stats().InUse != 0 {
					t.Errorf("%s: open: %v", kind, leaks)
				}
				cancel(nil)
			})
		}
	}
}

func TestRowsAreLazy(t *testing.T) {
	asked := 0
	flow := source.Rows[int]("", func(context.Context) (*sql.Rows, error) {
		asked++
		return nil, errRows
	})
	if asked != 0 {
		t.Error("the query was made before the flow was run")
	}
	for range 2 {
		if err := flow.Run(t.Context()); !errors.Is(err, errRows) {
			t.Error(err)
		}
	}
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

// A bomb panics when it is scanned.
type bomb struct{}

func (*bomb) Scan(any) error { panic("boom") }

// The panic of a Scanner passes, even where database/sql does not let go of the rows then.
func TestRowsScannerPanics(t *testing.T) {
	query := source.Query(numbers(3).DB(), "SELECT n FROM numbers")
	for _, flow := range []pipeline.Flow[bomb]{
		source.Rows[bomb]("", query),
		source.RowsFunc("", query, func(rows *sql.Rows) (b bomb, err error) {
			return b, rows.Scan(&b)
		}),
	} {
		func() {
			defer func() {
				if p, ok := recover().(*pipeline.PanicError); !ok || p.Value != "boom" {
					t.Errorf("panicked with %v", p)
				}
			}()
			flow.Run(t.Context())
		}()
	}
}

// In statistics sources have names of their own, unless they are given others.
func TestNamesInStatistics(t *testing.T) {
	db := numbers(1).DB()
	defer db.Close()
	query := source.Query(db, "SELECT n FROM numbers")
	scan := func(rows *sql.Rows) (n int, err error) { return n, rows.Scan(&n) }
	fetch := func(context.Context, int) (page source.Page[int, int], err error) {
		page.Items = []int{1}
		return page, nil
	}
	for want, flow := range map[string]pipeline.Flow[int]{
		"Rows":     source.Rows[int]("", query),
		"RowsFunc": source.RowsFunc("", query, scan),
		"Pages":    pipeline.Unbatch(source.Pages("", 0, fetch)),
		"mine":     pipeline.Named("mine", source.Rows[int]("", query)),
	} {
		var stats pipeline.Stats
		if err := flow.Run(pipeline.WithStats(t.Context(), &stats)); err != nil {
			t.Fatal(err)
		}
		stages := stats.Stages()
		if i := slices.IndexFunc(stages, func(s pipeline.StageStats) bool {
			return s.Name == want
		}); i < 0 {
			t.Errorf("%s is not among the stages %+v", want, stages)
		}
	}
}

func TestRowsMisuse(t *testing.T) {
	query := func(context.Context) (*sql.Rows, error) { return nil, nil }
	for want, f := range map[string]func(){
		"source.Rows: query must not be nil":    func() { source.Rows[int]("", nil) },
		"source.RowsFunc: scan must not be nil": func() { source.RowsFunc[int]("", query, nil) },
		"source.RowsFunc: query must not be nil": func() {
			source.RowsFunc("", nil, func(*sql.Rows) (int, error) { return 0, nil })
		},
		"source.Query: db must not be nil": func() { source.Query(nil, "") },
		"source.Rows: source_test.twice: two fields are called \"a\"": func() {
			source.Rows[twice]("", query)
		},
		"source.Rows: sql.RawBytes do not outlive the row": func() {
			source.Rows[sql.RawBytes]("", query)
		},
		"source.Rows: sql.RawBytes do not outlive the row ": func() {
			source.Rows[struct{ A *sql.RawBytes }]("", query)
		},
		"source.OnClose: flow and f must not be nil": func() { source.OnClose[int](nil, nil) },
	} {
		func() {
			defer func() {
				if p := recover(); p != strings.TrimSpace(want) {
					t.Errorf("panicked with %v, want %v", p, want)
				}
			}()
			f()
		}()
	}
}

// A row costs what database/sql and the driver cost.
func TestRowsAllocations(t *testing.T) {
	const n = 1000
	s := numbers(n)
	db := s.DB()
	defer db.Close()
	type row struct{ N int }
	byHand := testing.AllocsPerRun(5, func() {
		rows, err := db.QueryContext(t.Context(), "SELECT n FROM numbers")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var r row
		for rows.Next() {
			rows.Scan(&r.N)
		}
	})
	flow := source.Rows[row]("", source.Query(db, "SELECT n FROM numbers"))
	ours := testing.AllocsPerRun(5, func() {
		if err := flow.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	if ours > byHand+100 {
		t.Errorf("%v allocations for %d rows, by hand %v", ours, n, byHand)
	}
}
