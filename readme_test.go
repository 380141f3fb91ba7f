package coseq_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The README's programs, each the body of a main, print what they say.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(readme), "\n"); n > 100 {
		t.Errorf("README.md has %d lines, want at most 100", n)
	}
	programs := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	if len(programs) == 0 {
		t.Fatal("README.md has no program")
	}
	for i, program := range programs {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			_, comment, _ := strings.Cut(program[1], "// Output:\n")
			want := regexp.MustCompile(`(?m)^// ?(.*\n)|^.*\n`).ReplaceAllString(comment, "$1")
			if diff := cmp.Diff(want, runInModule(t, asMain(program[1]))); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
		})
	}
}

// asMain is a program of a body of main, with the packages imported that it names;
// all that it adds before the body is in the first line.
func asMain(body string) string {
	var imports strings.Builder
	for _, path := range []string{
		"context", "fmt", "os", "strconv", "strings",
		"github.com/coseq/coseq/pipeline", "github.com/coseq/coseq/pipeline/sink",
		"github.com/coseq/coseq/pipeline/source", "github.com/coseq/coseq/pull",
		"github.com/coseq/coseq/pull/green", "github.com/coseq/coseq/seq",
	} {
		if regexp.MustCompile(`\b` + filepath.Base(path) + `\.`).MatchString(body) {
			fmt.Fprintf(&imports, "%q; ", path)
		}
	}
	return "package main; import (" + imports.String() + "); func main() {\n" + body + "}\n"
}

// runInModule runs a program as if it were a file of this module: with the
// module as it is here, and without a file in it.
func runInModule(t *testing.T, program string) (output string) {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(t.TempDir(), "main.go")
	overlay := filepath.Join(t.TempDir(), "overlay.json")
	files, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(here, "readme", "main.go"): source},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{source: program, overlay: string(files)} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), "go", "run", "-overlay", overlay, "./readme").CombinedOutput()
	if err != nil {
		t.Errorf("go run: %v", err)
	}
	return string(out)
}
