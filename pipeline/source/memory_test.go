package source_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// A repeated reader gives a head, and then a text again and again, up to some size.
type repeated struct {
	now, text string
	left      int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.now == "" {
		if r.left <= 0 {
			return 0, io.EOF
		}
		r.now = r.text
		r.left -= len(r.text)
	}
	n := copy(p, r.now)
	r.now = r.now[n:]
	return n, nil
}

// bulks are sources of files of a given size, which are made as they are read.
var bulks = map[string]func(size int) pipeline.Flow[int]{
	"Lines": func(size int) pipeline.Flow[int] {
		return bare(source.Lines)(bulk("", "some line of a log file\n", size))
	},
	"CSV": func(size int) pipeline.Flow[int] {
		return bare(func(in source.Input) pipeline.Flow[purchase] { return source.CSV[purchase](in) })(
			bulk("id,customer,product,count,price,paid\n", "1,somebody,\"a \"\"thing\"\"\",2,1.5,true\n2,x,y,3,4,F\n", size))
	},
	"Records": func(size int) pipeline.Flow[int] {
		return bare(func(in source.Input) pipeline.Flow[source.Record] { return source.Records(in) })(
			bulk("", "1,somebody,a thing,2,1.5,true\n", size))
	},
	"JSONLines": func(size int) pipeline.Flow[int] {
		return bare(func(in source.Input) pipeline.Flow[purchase] { return source.JSONLines[purchase](in, 1) })(
			bulk("", purchaseJSON+"\n", size))
	},
	"JSONLines of 2": func(size int) pipeline.Flow[int] {
		return bare(func(in source.Input) pipeline.Flow[purchase] { return source.JSONLines[purchase](in, 2) })(
			bulk("", purchaseJSON+"\n", size))
	},
	"JSONArray": func(size int) pipeline.Flow[int] {
		return bare(source.JSONArray[purchase])(bulk("[{}", ",\n"+purchaseJSON, size))
	},
}

const purchaseJSON = `{"id":1,"customer":"somebody","product":"a thing","count":2,"price":1.5,"paid":true}`

func bulk(head, text string, size int) source.Input {
	return source.Reader("bulk", &repeated{head, text, size})
}

// bulkVariable names a source and a size, for a process that only reads that.
const bulkVariable = "COSEQ_SOURCE_BULK"

func TestMain(m *testing.M) {
	name, size, ok := strings.Cut(os.Getenv(bulkVariable), "=")
	if !ok {
		os.Exit(m.Run())
	}
	limit, _ := strconv.Atoi(size)
	n := 0
	for _, err := range bulks[name](limit).All(context.Background()) {
		if err != nil && name != "JSONArray" { // which has no end
			panic(err)
		}
		n++
	}
	status, _ := os.ReadFile("/proc/self/status")
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Println(n, strings.Fields(peak)[0])
}

// What is held in memory does not depend on the size of the file: the peak of the resident
// set is that of a process which reads one. COSEQ_SOURCE_MEMORY=500 has it read 500 MB
// rather than 30, beside 10. The slack is what the runtime may take more or less of.
func TestMemoryIsConstant(t *testing.T) {
	if _, err := os.Stat("/proc/self/status"); err != nil || testing.Short() {
		t.Skip("no /proc, or -short")
	}
	big := 30
	if n, err := strconv.Atoi(os.Getenv("COSEQ_SOURCE_MEMORY")); err == nil {
		big = n
	}
	for name := range bulks {
		t.Run(name, func(t *testing.T) {
			small, large := peakOf(t, name, 10<<20), peakOf(t, name, big<<20)
			t.Logf("10 MB: %d KiB, %d MB: %d KiB", small, big, large)
			const slack = 4 << 10
			if large > small+small/5+slack {
				t.Errorf("peak of %d KiB for 10 MB, and of %d KiB for %d MB", small, large, big)
			}
		})
	}
}

// peakOf returns the peak of a process that reads so much, in KiB.
func peakOf(t *testing.T, name string, size int) int {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s=%d", bulkVariable, name, size))
	out, err := cmd.CombinedOutput()
	var n, peak int
	if _, scanErr := fmt.Sscan(string(out), &n, &peak); err != nil || scanErr != nil || n < size/200 {
		t.Fatalf("error %v, output %s", err, out)
	}
	return peak
}

// A line, field or value of 100 MB is none too many.
func TestLongLine(t *testing.T) {
	size := 100 << 20
	if testing.Short() {
		size = 1 << 20
	}
	long := bytes.Repeat([]byte("x"), size)
	of := func(parts ...string) source.Input {
		var all []io.Reader
		for _, p := range parts {
			if p == "LONG" {
				all = append(all, bytes.NewReader(long))
			} else {
				all = append(all, strings.NewReader(p))
			}
		}
		return source.Reader("in", io.MultiReader(all...))
	}
	for name, flow := range map[string]pipeline.Flow[int]{
		"Lines":          lengths(source.Lines(of("a\n", "LONG", "\nb"))),
		"JSONLines":      lengths(source.JSONLines[string](of("\"a\"\n\"", "LONG", "\"\n\"b\""), 1)),
		"JSONLines of 2": lengths(source.JSONLines[string](of("\"a\"\n\"", "LONG", "\"\n\"b\""), 2)),
		"JSONArray":      lengths(source.JSONArray[string](of("[\"a\",\n\"", "LONG", "\",\n\"b\"]"))),
		"CSV":            fieldLengths(of("n,text\n1,a\n2,", "LONG", "\n3,b\n")),
		"CSV, quoted":    fieldLengths(of("n,text\n1,a\n2,\"", "LONG", "\"\n3,b\n")),
	} {
		t.Run(name, func(t *testing.T) {
			wantItems(t, flow, "1", fmt.Sprint(size), "1")
		})
	}
	wantItems(t, lengths(source.Lines(of("a\n", "LONG", "\xff\nb"))),
		"1", fmt.Sprintf("error in:2:%d: invalid UTF-8", size+1), "1")
}

func lengths(flow pipeline.Flow[string]) pipeline.Flow[int] {
	return pipeline.Map(flow, 1, pipeline.Lift(func(s string) (int, error) { return len(s), nil }))
}

func fieldLengths(in source.Input) pipeline.Flow[int] {
	type row struct {
		N    int
		Text string
	}
	return pipeline.Map(source.CSV[row](in), 1, pipeline.Lift(func(r row) (int, error) {
		return len(r.Text), nil
	}))
}

// Rows cost no allocation of their own, beside a string for several, and values no more
// than their parts.
func TestAllocations(t *testing.T) {
	type row struct{ A, B int }
	const n = 10_000
	csv, lines := "a,b\n"+strings.Repeat("1,22\n", n), strings.Repeat("{\"A\":1,\"B\":22}\n", n)
	for name, test := range map[string]struct {
		flow func() pipeline.Flow[int]
		most float64
	}{
		"CSV": {func() pipeline.Flow[int] {
			return bare(func(in source.Input) pipeline.Flow[row] { return source.CSV[row](in) })(textOf(csv))
		}, 0.02},
		"Records": {func() pipeline.Flow[int] {
			return bare(func(in source.Input) pipeline.Flow[source.Record] { return source.Records(in) })(textOf(csv))
		}, 0.02},
		"Lines": {func() pipeline.Flow[int] { return bare(source.Lines)(textOf(csv)) }, 0.02},
		"JSONLines": {func() pipeline.Flow[int] {
			return bare(func(in source.Input) pipeline.Flow[row] { return source.JSONLines[row](in, 1) })(textOf(lines))
		}, 1.1},
	} {
		got := testing.AllocsPerRun(3, func() {
			if err := test.flow().Run(t.Context()); err != nil {
				t.Error(err)
			}
		}) / n
		if got > test.most {
			t.Errorf("%s: %.3f allocations for each item, want at most %g", name, got, test.most)
		}
	}
}
