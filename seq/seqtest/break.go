package seqtest

import "fmt"

// breaks leaves a walk after each of its values in turn, and then walks the same
// sequence to the end.
func (tr *trial) breaks() {
	for stop := 1; stop <= len(tr.want); stop++ {
		s, name := tr.seq(), fmt.Sprintf("a walk left at value %d", stop)
		ok := tr.clean(breakLaw, s, stop, name)
		if ok && !tr.singleUse {
			ok = tr.clean(breakLaw, s, tr.whole(), "the walk after "+name)
		}
		if !ok {
			break
		}
	}
	tr.gone("walks that were left")
}
