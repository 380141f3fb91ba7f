package source_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/coseq/coseq/pipeline"
	"github.com/coseq/coseq/pipeline/source"
)

// Every figure is a ratio to the loop that one writes by hand, which runs in the same
// process:
//
//	go test -run '^$' -bench . -count 5 ./pipeline/source | benchstat -col /with -
//
// One operation is one run over a file of some 10 MB in memory; ns/item and allocs/item
// are what to look at.

const purchaseCount = 150_000

// A purchase is a row or value of the files.
type purchase struct {
	ID       int     `csv:"id" json:"id"`
	Customer string  `csv:"customer" json:"customer"`
	Product  string  `csv:"product" json:"product"`
	Count    int     `csv:"count" json:"count"`
	Price    float64 `csv:"price" json:"price"`
	Paid     bool    `csv:"paid" json:"paid"`
}

func purchaseAt(i int) purchase {
	return purchase{
		ID: i, Customer: fmt.Sprintf("customer %d", i*7919%10_000), Product: "a product of ours",
		Count: i%9 + 1, Price: float64(i%10_000) / 100, Paid: i%3 > 0,
	}
}

var purchaseRows = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	b.WriteString("id,customer,product,count,price,paid\n")
	for i := range purchaseCount {
		s := purchaseAt(i)
		fmt.Fprintf(&b, "%d,%s,%s,%d,%g,%t\n", s.ID, s.Customer, s.Product, s.Count, s.Price, s.Paid)
	}
	return b.Bytes()
})

var purchaseLines = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for i := range purchaseCount {
		e.Encode(purchaseAt(i))
	}
	return b.Bytes()
})

// purchaseTotal is what all variants come to.
var purchaseTotal = sync.OnceValue(func() (total int) {
	for i := range purchaseCount {
		total += purchaseAt(i).Count
	}
	return total
})

// perPurchase runs f as a variant of a benchmark. It returns the sum of the counts.
func perPurchase(b *testing.B, variant string, f func() int) {
	b.Run(variant, func(b *testing.B) {
		want := purchaseTotal()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for b.Loop() {
			if got := f(); got != want {
				b.Fatalf("total %d, want %d", got, want)
			}
		}
		runtime.ReadMemStats(&after)
		n := float64(b.N) * purchaseCount
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/item")
		b.ReportMetric(float64(after.Mallocs-before.Mallocs)/n, "allocs/item")
		b.ReportMetric(0, "ns/op")
	})
}

func sumUp[T any](b *testing.B, flow pipeline.Flow[T], count func(T) int) (total int) {
	for v, err := range flow.All(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		total += count(v)
	}
	return total
}

func countOf(s purchase) int { return s.Count }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func BenchmarkCSV(b *testing.B) {
	text := purchaseRows()
	perPurchase(b, "with=loop", func() (total int) {
		r := csv.NewReader(bytes.NewReader(text))
		r.ReuseRecord = true
		must(r.Read())
		for {
			row, err := r.Read()
			if err == io.EOF {
				return total
			}
			s := purchase{
				ID: must(strconv.Atoi(must(row, err)[0])), Customer: row[1], Product: row[2],
				Count: must(strconv.Atoi(row[3])), Price: must(strconv.ParseFloat(row[4], 64)),
				Paid: must(strconv.ParseBool(row[5])),
			}
			total += countOf(s)
		}
	})
	perPurchase(b, "with=CSV", func() int {
		return sumUp(b, source.CSV[purchase](source.Reader("purchases.csv", bytes.NewReader(text))), countOf)
	})
}

func BenchmarkRecords(b *testing.B) {
	_, text, _ := bytes.Cut(purchaseRows(), []byte("\n"))
	perPurchase(b, "with=loop", func() (total int) {
		r := csv.NewReader(bytes.NewReader(text))
		for {
			row, err := r.Read()
			if err == io.EOF {
				return total
			}
			total += int(must(row, err)[3][0] - '0')
		}
	})
	perPurchase(b, "with=Records", func() int {
		records := source.Records(source.Reader("purchases.csv", bytes.NewReader(text)))
		return sumUp(b, records, func(r source.Record) int { return int(r.Fields[3][0] - '0') })
	})
}

func BenchmarkJSONLines(b *testing.B) {
	text := purchaseLines()
	perPurchase(b, "with=loop", func() (total int) {
		for d := json.NewDecoder(bytes.NewReader(text)); ; {
			var s purchase
			if err := d.Decode(&s); err == io.EOF {
				return total
			} else if err != nil {
				b.Fatal(err)
			}
			total += countOf(s)
		}
	})
	for _, n := range []int{1, 2} {
		perPurchase(b, fmt.Sprintf("with=JSONLines of %d", n), func() int {
			purchases := source.JSONLines[purchase](source.Reader("purchases.jsonl", bytes.NewReader(text)), n)
			return sumUp(b, purchases, countOf)
		})
	}
}

func BenchmarkJSONArray(b *testing.B) {
	array := "[" + strings.ReplaceAll(strings.TrimSpace(string(purchaseLines())), "\n", ",\n") + "]"
	perPurchase(b, "with=loop", func() (total int) {
		d := json.NewDecoder(strings.NewReader(array))
		for must(d.Token()); d.More(); {
			var s purchase
			if err := d.Decode(&s); err != nil {
				b.Fatal(err)
			}
			total += countOf(s)
		}
		return total
	})
	perPurchase(b, "with=JSONArray", func() int {
		purchases := source.JSONArray[purchase](source.Reader("purchases.json", strings.NewReader(array)))
		return sumUp(b, purchases, countOf)
	})
}

func BenchmarkLines(b *testing.B) {
	text := purchaseRows()
	count := bytes.Count(text, []byte("\n"))
	_ = count
	perPurchase(b, "with=pipeline.Lines", func() (total int) {
		n := -1
		for range pipeline.Lines(bytes.NewReader(text)).All(b.Context()) {
			n++
		}
		return purchaseTotal() - purchaseCount + n
	})
	perPurchase(b, "with=Lines", func() (total int) {
		n := -1
		for range source.Lines(source.Reader("purchases.csv", bytes.NewReader(text))).All(b.Context()) {
			n++
		}
		return purchaseTotal() - purchaseCount + n
	})
}
