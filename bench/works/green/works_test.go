package green_test

import (
	"testing"

	"github.com/coseq/coseq/bench/works/green"
	"github.com/coseq/coseq/bench/works/worktest"
)

func TestWorks(t *testing.T) { worktest.Check(t, green.Works()) }
