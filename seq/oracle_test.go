package seq_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"iter"
	"maps"
	"os"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var oracleFile = flag.String("oracle", "testdata/itertools.json",
	"the recorded cases to hold the package against; see testdata/itertools.py")

// An oracleCase is what CPython made of one input.
type oracleCase struct {
	Op   string
	Want any
	oracleArgs
	line json.RawMessage // the case as it was recorded
}

// The oracleArgs of a case are those that its operation has; the names are the
// script's.
type oracleArgs struct {
	A, B, I, J, Pool           []int
	X, R                       []float64
	W, Digits                  []string
	Lists, Rows, IDRows, Pools [][]int
	Pairs                      [][2]int
	N, Size, V, Lo, Hi, Step   int
	Lo8, Hi8, Step8            int
	Lo64                       int64 `json:",string"`
	Hi64                       int64 `json:",string"`
	Step64                     int64 `json:",string"`
	Start, Stop, Delta         float64
}

// An oracleTable has for each operation of the script the same thing in Go.
type oracleTable map[string]func(oracleArgs) any

var oracleTables = []oracleTable{
	oracleSources(), oracleTransform(), oracleParts(), oracleCombine(), oracleGroup(), oracleOrder(),
	oracleCombinatorics(), oracleFold(), oracleSearch(), oraclePairs(), oracleErrors(), oracleShare(),
}

func TestOracle(t *testing.T) {
	ops := oracleTable{}
	for _, table := range oracleTables {
		maps.Copy(ops, table)
	}
	recorded := oracleCases(t)
	for name := range ops {
		if len(recorded[name]) == 0 {
			t.Errorf("no case of %s was recorded", name)
		}
	}
	for name, cases := range recorded {
		t.Run(name, func(t *testing.T) {
			if ops[name] == nil {
				t.Fatal("unknown operation")
			}
			for _, c := range cases {
				got := oracleJSON(t, ops[name](c.oracleArgs))
				if diff := gocmp.Diff(c.Want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", c.line, diff)
				}
			}
		})
	}
}

// oracleCases reads the recorded cases of each operation.
func oracleCases(t *testing.T) map[string][]oracleCase {
	t.Helper()
	file, err := os.ReadFile(*oracleFile)
	if err != nil {
		t.Fatal(err)
	}
	var lines []json.RawMessage
	if err := json.Unmarshal(file, &lines); err != nil {
		t.Fatal(err)
	}
	cases := map[string][]oracleCase{}
	for _, line := range lines {
		c := oracleCase{line: line}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		cases[c.Op] = append(cases[c.Op], c)
	}
	return cases
}

// oracleJSON returns v as it is when it has been through JSON, as the script's
// results were.
func oracleJSON(t *testing.T, v any) (decoded any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}

// oracleTuples collects pairs as Python's lists of tuples.
func oracleTuples[K, V any](s iter.Seq2[K, V]) [][2]any {
	tuples := [][2]any{}
	for k, v := range s {
		tuples = append(tuples, [2]any{k, v})
	}
	return tuples
}

// oracleSeqs returns lists as sequences.
func oracleSeqs(lists [][]int) []iter.Seq[int] {
	seqs := make([]iter.Seq[int], len(lists))
	for i, list := range lists {
		seqs[i] = slices.Values(list)
	}
	return seqs
}

// The script's callbacks.

func oracleEven(v int) bool  { return v%2 == 0 }
func oracleSmall(v int) bool { return v < 3 }
func oracleTens(v int) int   { return v / 10 }

func oracleByTens(a, b int) int     { return cmp.Compare(a/10, b/10) }
func oracleByHundreds(a, b int) int { return cmp.Compare(a/100, b/100) }
