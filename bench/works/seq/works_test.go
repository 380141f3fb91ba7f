package seq_test

import (
	"testing"

	"github.com/coseq/coseq/bench/works/seq"
	"github.com/coseq/coseq/bench/works/worktest"
)

func TestWorks(t *testing.T) { worktest.Check(t, seq.Works()) }
