package traps

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if Main() {
		return
	}
	os.Exit(m.Run())
}

// Ours passes all traps, and no shape excuses it.
func TestOursPasses(t *testing.T) {
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			t.Parallel()
			if why := trap.applies(peers[0]); why != "" {
				t.Errorf("%s: not tried: %s", peers[0].name, why)
			}
			wrong, err := verdict(t.Context(), peers[0], trap)
			if wrong != "" || err != nil {
				t.Errorf("%s: %s, %v", peers[0].name, wrong, err)
			}
		})
	}
}

// Every program does what it is for when nothing goes wrong.
func TestProgramsAreRight(t *testing.T) {
	for _, p := range peers {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			wrong, err := verdict(t.Context(), p, runToTheEnd)
			if wrong != "" || err != nil {
				t.Errorf("%s, %v", wrong, err)
			}
		})
	}
}

// The traps can tell: these ways to fail are well known, and differ.
func TestOthersFail(t *testing.T) {
	tests := []struct{ peer, trap, want string }{
		{"channel", "worker panic", "crashes the process"},
		{"channel, in order", "Goexit", "hangs"},
		{"go-zero fx", "worker panic", "1 of 100 missing, no word"},
		{"errgroup, a slice", "Goexit", "1 of 100 missing, no word"},
		{"conc/stream", "panic in the loop", "the consumer goes on"},
	}
	for _, tt := range tests {
		t.Run(tt.peer+" "+tt.trap, func(t *testing.T) {
			t.Parallel()
			p, trap := find(tt.peer, tt.trap)
			if got, err := verdict(t.Context(), p, trap); got != tt.want || err != nil {
				t.Errorf("%q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestInterpret(t *testing.T) {
	tests := []struct {
		out, want string
		ok        bool
	}{
		{"passed\n", "", true},
		{"a library's line\nfailed: leaks 3 goroutines\n", "leaks 3 goroutines", true},
		{"panic: boom\n\ngoroutine 7 [running]:\n", "crashes the process", true},
		{"fatal error: all goroutines are asleep - deadlock!\n", "crashes the process", true},
		{"killed\n", "", false},
	}
	for _, tt := range tests {
		if got, err := interpret(tt.out, nil); got != tt.want || (err == nil) != tt.ok {
			t.Errorf("interpret(%q) = %q, %v", tt.out, got, err)
		}
	}
}

// A table has a row for each peer, ours first, and a cell for each trap.
func TestTable(t *testing.T) {
	goroutines, _ := find("lo/parallel", workerPanic.name)
	some := []peer{peers[0], goroutines}
	table, err := tableOf(t.Context(), some)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range table.Rows {
		if row[0] != some[i].name || len(row) != len(table.Head) || slices.Contains(row, "") {
			t.Errorf("row %q under %q", row, table.Head)
		}
	}
	if ours := table.Rows[0]; ours[1] != fmt.Sprintf("%d of %[1]d", len(traps)) {
		t.Errorf("ours passes %s", ours[1])
	}
	theirs := strings.Join(table.Rows[1], " ")
	for _, want := range []string{"✓", "**crashes the process**", "– <sub>takes a slice</sub>"} {
		if !strings.Contains(theirs, want) {
			t.Errorf("there is no %q in %q", want, theirs)
		}
	}
}
