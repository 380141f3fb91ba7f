package pipeline_test

import (
	"testing"

	"github.com/coseq/coseq/bench/works/pipeline"
	"github.com/coseq/coseq/bench/works/worktest"
)

func TestWorks(t *testing.T) { worktest.Check(t, pipeline.Works()) }
