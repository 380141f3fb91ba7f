package sink_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/sink"
)

// A Visit is what the examples write.
type Visit struct {
	City string `csv:"city" json:"city" db:"city"`
	Days int    `csv:"days" json:"days" db:"days"`
}

var (
	ctx    = context.Background()
	visits = pipeline.Of(Visit{"Paris", 3}, Visit{"Nice", 2}, Visit{"Arles, Nîmes", 1})
)

func stdout() sink.Output { return sink.Writer("standard output", os.Stdout) }

func ExampleCSV() {
	fmt.Println(sink.CSV(ctx, visits, stdout()))
	// Output:
	// city,days
	// Paris,3
	// Nice,2
	// "Arles, Nîmes",1
	// <nil>
}

func ExampleRecords() {
	records := pipeline.Of([]string{"word", "count"}, []string{"to", "2"}, []string{"be"})
	fmt.Println(sink.Records(ctx, records, stdout()))
	// Output:
	// word,count
	// to,2
	// standard output: row 3: 1 fields instead of 2
}

func ExampleJSONLines() {
	fmt.Println(sink.JSONLines(ctx, pipeline.Take(visits, 2), stdout()))
	// Output:
	// {"city":"Paris","days":3}
	// {"city":"Nice","days":2}
	// <nil>
}

func ExampleLines() {
	fmt.Println(sink.Lines(ctx, pipeline.Of("to", "be"), stdout()))
	// Output:
	// to
	// be
	// <nil>
}

func ExampleWrite() {
	fmt.Println(sink.Write(ctx, pipeline.Of("to ", "be\n"), stdout()))
	// Output:
	// to be
	// <nil>
}

func ExampleWriter() {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		fmt.Println("full disk: row 1: no space left on device") // where there is none
		return
	}
	defer full.Close()
	err = sink.CSV(ctx, visits, sink.Writer("full disk", full))
	failed := (*sink.Error)(nil)
	fmt.Println(errors.As(err, &failed), failed.Name, failed.Row)
	// Output: true full disk 1
}

// A file that cannot be written as a whole is what it was.
func ExampleFile() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "visits.csv")
	fmt.Println(sink.CSV(ctx, visits, sink.File(path)))
	bad := pipeline.Of(Visit{"Lyon", 1}, Visit{"\xff", 1})
	fmt.Println(sink.CSV(ctx, bad, sink.File(path)) != nil)
	text, err := os.ReadFile(path)
	fmt.Print(string(text[:18]), err)
	// Output:
	// <nil>
	// true
	// city,days
	// Paris,3
	// <nil>
}

func ExampleOutput_Gzip() {
	fmt.Println(sink.Lines(ctx, pipeline.Of("to", "be"), sink.File(os.DevNull).Gzip()))
	// Output: <nil>
}

func ExampleOutput_Unbuffered() {
	counting := pipeline.Tap(pipeline.Of("3", "2", "1"), func(n string) { fmt.Print("count ") })
	fmt.Println(sink.Lines(ctx, counting, stdout().Unbuffered()))
	// Output:
	// count 3
	// count 2
	// count 1
	// <nil>
}
