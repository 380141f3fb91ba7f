package pull_test

import (
	"testing"

	"github.com/coseq/coseq/bench/works/pull"
	"github.com/coseq/coseq/bench/works/worktest"
)

func TestWorks(t *testing.T) { worktest.Check(t, pull.Works()) }
