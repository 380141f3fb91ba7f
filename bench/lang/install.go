package lang

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// Install installs, with Debian's apt-get, what contestants need that are not there. It
// writes what it does, and leaves out what cannot be had. It needs the rights of root.
func Install(ctx context.Context, w io.Writer) error {
	packages := missing(ctx)
	if len(packages) == 0 {
		return nil
	}
	fmt.Fprintf(w, "apt-get update, apt-get install %s\n", strings.Join(packages, " "))
	if _, err := ask(ctx, "apt-get", "update"); err != nil {
		return fmt.Errorf("apt-get update: %w", err)
	}
	for _, name := range packages { // one by one: not all need be in this Debian
		command := exec.CommandContext(ctx, "apt-get", "install", "-y", "--no-install-recommends", name)
		if _, err := output(command); err != nil {
			fmt.Fprintf(w, "apt-get install %s: %v\n", name, err)
		}
	}
	return nil
}

// missing are the packages of those that cannot be found.
func missing(ctx context.Context) (packages []string) {
	for _, c := range contestants {
		if _, err := c.find(ctx); err != nil {
			packages = append(packages, c.packages...)
		}
	}
	slices.Sort(packages)
	return slices.Compact(packages)
}
