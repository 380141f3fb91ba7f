package seq_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// Every exported function of the package is held to the laws of seqtest, with
// inputs of several lengths, or is among the exceptions.

var lawTables = []lawTable{
	lawsOfSources(), lawsOfRanges(), lawsOfCombinatorics(),
	lawsOfTransform(), lawsOfParts(),
	lawsOfCombine(), lawsOfZips(), lawsOfMerges(),
	lawsOfGroups(), lawsOfMaps(), lawsOfOrder(), lawsOfSets(),
	lawsOfFolds(), lawsOfExtremes(), lawsOfSearches(), lawsOfComparisons(),
	lawsOfPairs(), lawsOfErrors(), lawsOfSharing(),
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
