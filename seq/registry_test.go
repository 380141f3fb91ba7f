package seq_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/coseq/coseq/seq"
	"github.com/coseq/coseq/seq/seqtest"
)

// Every exported function of the package is held to the laws of seqtest, with
// inputs of several lengths, or is among the exceptions.

var lawTables = []lawTable{
	lawsOfSources, lawsOfRanges, lawsOfCombinatorics, lawsOfTransform, lawsOfParts,
	lawsOfCombine, lawsOfZips, lawsOfMerges, lawsOfGroups, lawsOfMaps, lawsOfOrder, lawsOfSets,
	lawsOfFolds, lawsOfExtremes, lawsOfSearches, lawsOfComparisons, lawsOfPairs, lawsOfErrors,
	lawsOfSharing,
}

// lawExceptions are the exported functions that the laws say nothing about.
var lawExceptions = map[string]string{
	"PairOf": "takes and makes no sequence",
}

func TestLaws(t *testing.T) {
	for _, table := range lawTables {
		for _, name := range slices.Sorted(maps.Keys(table)) {
			for i, test := range table[name] {
				t.Run(fmt.Sprintf("%s/%d", name, i), func(t *testing.T) {
					synctest.Test(t, test.run)
				})
			}
		}
	}
}

// A source under test must have been empty once, of one value and of more.
func TestLawsForAllLengths(t *testing.T) {
	for _, table := range lawTables {
		for name, tests := range table {
			lengths := make(map[int]bool)
			for _, test := range tests {
				lengths[min(test.length, 2)] = true
			}
			if !lengths[noSource] && len(lengths) < 3 {
				t.Errorf("%s is not tested with sources of none, of one and of more values", name)
			}
		}
	}
}

func TestRegistry(t *testing.T) {
	registered := maps.Clone(lawExceptions)
	for _, table := range lawTables {
		for name := range table {
			if _, twice := registered[name]; twice {
				t.Errorf("%s is registered twice", name)
			}
			registered[name] = "held to the laws"
		}
	}
	exported := exportedFuncs(t)
	for _, name := range exported {
		if registered[name] == "" {
			t.Errorf("%s is neither held to the laws nor among the exceptions", name)
		}
		delete(registered, name)
	}
	for name := range registered {
		t.Errorf("%s is registered, and is no exported function", name)
	}
}

// exportedFuncs returns the names of the exported functions of package seq, as its
// documentation has them.
func exportedFuncs(t *testing.T) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	pkg, err := doc.NewFromFiles(fset, files, "github.com/coseq/coseq/seq")
	if err != nil {
		t.Fatal(err)
	}
	funcs := pkg.Funcs
	for _, typ := range pkg.Types {
		funcs = slices.Concat(funcs, typ.Funcs, typ.Methods)
	}
	for _, f := range funcs {
		names = append(names, f.Name)
	}
	return names
}

// A lawTable has the tests of some operators, by name.
type lawTable map[string][]lawTest

// A lawTest holds one operator to the laws, with one input.
type lawTest struct {
	length int // of the source under test
	run    func(t *testing.T)
}

const noSource = -1

// lawWire is touched by all callbacks of operators under test.
var lawWire seqtest.Tripwire

// tapped returns f as a callback that is watched.
func tapped[A, B any](f func(A) B) func(A) B {
	return func(a A) B {
		lawWire.Touch()
		return f(a)
	}
}

func tapped2[A, B, C any](f func(A, B) C) func(A, B) C {
	return func(a A, b B) C {
		lawWire.Touch()
		return f(a, b)
	}
}

// A lawCase is what a source has, what comes of it, how many values are read in all
// and how many when each of want is yielded.
type lawCase[In, Out any] struct {
	in      []In
	want    []Out
	reads   int
	readsAt []int
}

func on[In, Out any](in []In, want []Out, reads int, readsAt ...int) lawCase[In, Out] {
	return lawCase[In, Out]{in, want, reads, readsAt}
}

// held makes a test of each case.
func held[In, Out any](
	op func(iter.Seq[In]) iter.Seq[Out], cases ...lawCase[In, Out],
) []lawTest {
	return heldWith(op, nil, cases...)
}

func heldWith[In, Out any](
	op func(iter.Seq[In]) iter.Seq[Out], opts []seqtest.Option, cases ...lawCase[In, Out],
) (tests []lawTest) {
	for _, c := range cases {
		opts := append(slices.Clip(opts), seqtest.NilSource(), seqtest.Calls(&lawWire),
			seqtest.Reads(c.reads), seqtest.ReadsAt(c.readsAt...))
		tests = append(tests, lawTest{len(c.in), func(t *testing.T) {
			t.Helper()
			seqtest.CheckOp(t, op, c.in, c.want, opts...)
		}})
	}
	return tests
}

// from makes a test of a sequence without a source.
func from[Out any](build func() iter.Seq[Out], want []Out, opts ...seqtest.Option) []lawTest {
	tests := heldWith(func(iter.Seq[Out]) iter.Seq[Out] { return build() }, opts,
		on([]Out{}, want, 0))
	tests[0].length = noSource
	return tests
}

// vs, prs, p and chunks are the inputs and outputs of most tests.
func vs(vs ...int) []int         { return vs }
func prs(ps ...pair) []pair      { return ps }
func p(first, second int) pair   { return seq.PairOf(first, second) }
func chunks(cs ...[]int) [][]int { return cs }
