package seqtest

import (
	"fmt"
	"testing"
)

// A law is the name of a rule; what a test reports begins with it.
type law string

const (
	valuesLaw       law = "Values"
	lazinessLaw     law = "Laziness"
	replayLaw       law = "Replay"
	singleUseLaw    law = "SingleUse"
	breakLaw        law = "Break"
	releaseLaw      law = "Release"
	independenceLaw law = "Independence"
	panicLaw        law = "Panic"
	goexitLaw       law = "Goexit"
	thriftLaw       law = "Thrift"
	retentionLaw    law = "Retention"
	nilLaw          law = "Nil"
)

// A verdict is the laws that were found broken, each with one sentence.
type verdict struct {
	broken    map[law]bool
	sentences []string
}

// fail notes that l is broken. The first sentence for a law is the one that is
// kept: what comes after tends to follow from it.
func (v *verdict) fail(l law, format string, args ...any) {
	if v.broken[l] {
		return
	}
	if v.broken == nil {
		v.broken = make(map[law]bool)
	}
	v.broken[l] = true
	v.sentences = append(v.sentences, fmt.Sprintf("seqtest: %s: ", l)+fmt.Sprintf(format, args...))
}

func (v *verdict) report(t testing.TB) {
	t.Helper()
	for _, sentence := range v.sentences {
		t.Errorf("%s", sentence)
	}
}
