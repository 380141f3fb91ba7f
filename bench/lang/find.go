package lang

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// python finds a Python that has the modules, for the program of that name. The first in
// PATH need not be the one of the system, which has the modules of its packages.
func python(name string, modules ...string) func(context.Context) (*player, error) {
	query := "import platform; print('CPython', platform.python_version())"
	for _, module := range modules {
		query += fmt.Sprintf("; import %[1]s; print('%[1]s', %[1]s.__version__)", module)
	}
	return func(ctx context.Context) (p *player, err error) {
		for _, interpreter := range []string{"/usr/bin/python3", "python3"} {
			var versions string
			if versions, err = ask(ctx, interpreter, "-c", query); err == nil {
				return &player{
					command:  []string{interpreter, "-"},
					stdin:    program("harness.py") + program(name+".py"),
					versions: strings.Split(versions, "\n"),
				}, nil
			}
		}
		return nil, err
	}
}

// lua finds the first of some interpreters.
func lua(interpreters ...string) func(context.Context) (*player, error) {
	return func(ctx context.Context) (p *player, err error) {
		for _, interpreter := range interpreters {
			var version string
			if version, err = ask(ctx, interpreter, "-v"); err == nil {
				return &player{
					command:  []string{interpreter, "-"},
					stdin:    program("coroutine.lua"),
					versions: []string{firstWords(version, 2)},
				}, nil
			}
		}
		return nil, err
	}
}

// boost compiles the program, or takes what it has compiled before.
func boost(ctx context.Context) (*player, error) {
	source := program("fiber.cpp")
	compiler, err := ask(ctx, "g++", "--version")
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(cache, "coseq-bench")
	sum := sha256.Sum256([]byte(source + compiler))
	binary := filepath.Join(folder, fmt.Sprintf("fiber-%x", sum[:8]))
	if _, err := os.Stat(binary); err != nil {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, err
		}
		if err := compile(ctx, source, binary); err != nil {
			return nil, err
		}
	}
	version, err := ask(ctx, binary, "--version")
	if err != nil {
		return nil, err
	}
	return &player{command: []string{binary}, versions: []string{version}}, nil
}

// compile makes the binary beside its place first, so that what is there is whole.
func compile(ctx context.Context, source, binary string) error {
	command := exec.CommandContext(ctx, "g++", "-std=c++17", "-O2", "-x", "c++", "-",
		"-o", binary+".new", "-lboost_context")
	command.Stdin = strings.NewReader(source)
	if _, err := output(command); err != nil {
		return err
	}
	return os.Rename(binary+".new", binary)
}

// ask runs a command that says something about itself.
func ask(ctx context.Context, name string, args ...string) (string, error) {
	return output(exec.CommandContext(ctx, name, args...))
}

// output runs a command and returns all that it says, which has the reason if it fails.
func output(command *exec.Cmd) (string, error) {
	out, err := command.CombinedOutput()
	said := strings.TrimSpace(string(out))
	if err != nil && said != "" {
		err = fmt.Errorf("%w: %s", err, reason(said))
	}
	return said, err
}

// reason is the first error of a compiler, or the last line of any other program.
func reason(said string) string {
	lines := strings.Split(said, "\n")
	for _, line := range lines {
		if strings.Contains(line, "error: ") {
			return line
		}
	}
	return lines[len(lines)-1]
}

func firstWords(text string, n int) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(n, len(words))], " ")
}
