package green_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRecordedSchedules replays programs that gevent 22.10 has run, and compares
// all that could be observed. GREEN_TRACES may name a directory of more of them.
func TestRecordedSchedules(t *testing.T) {
	dirs := []string{"testdata/schedules"}
	if dir := os.Getenv("GREEN_TRACES"); dir != "" {
		dirs = append(dirs, dir)
	}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no recordings (%v)", dir, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				for i, r := range readRecordings(t, file) {
					compareSchedule(t, i, r)
				}
			})
		}
	}
}

func compareSchedule(t *testing.T, i int, r schedRecording) {
	t.Helper()
	got, err := runSchedule(r.Prog)
	if err != nil {
		t.Errorf("program %d: Run = %v", i, err)
	}
	if diff := cmp.Diff(r.Trace, got); diff != "" {
		t.Errorf("program %d: %v\n(-gevent +got):\n%s", i, r.Prog.Tasks, diff)
	}
	if diff := cmp.Diff(r.Trace, runModel(r.Prog)); diff != "" {
		t.Errorf("program %d: %v\n(-gevent +model):\n%s", i, r.Prog.Tasks, diff)
	}
}

// TestRandomSchedules compares this package with the model.
func TestRandomSchedules(t *testing.T) {
	programs := uint64(5000)
	if testing.Short() {
		programs = 500
	}
	for seed := range programs {
		compareWithModel(t, randomChoices(seed))
	}
}

func FuzzSchedules(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(randomChoices(seed))
	}
	f.Fuzz(compareWithModel)
}

func compareWithModel(t *testing.T, choices []byte) {
	prog := decodeSchedule(choices)
	got, err := runSchedule(prog)
	if err != nil {
		t.Errorf("Run = %v", err)
	}
	if diff := cmp.Diff(runModel(prog), got); diff != "" {
		t.Errorf("program of %v:\n%v\n(-model +got):\n%s", choices, prog, diff)
	}
}
