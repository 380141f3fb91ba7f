package seqtest

// thrifty checks what the walk has read and called.
func (tr *trial) thrifty(w *walk, name string) {
	if n := w.over.reads(); n > tr.most {
		tr.fail(thriftLaw, "%s read %d values of the source, Reads allows %d", name, n, tr.most)
	}
	for k, at := range w.at[:min(len(w.at), len(tr.mostAt))] {
		if n := at.reads(); n > tr.mostAt[k] {
			tr.fail(thriftLaw, "%s read %d values of the source for value %d, ReadsAt allows %d",
				name, n, k+1, tr.mostAt[k])
		}
	}
	at, ok := w.brokenOff()
	switch {
	case !ok:
	case w.over.reads() > at.reads():
		tr.fail(thriftLaw, "%s had read %d values of the source when it was left, and %d in the end",
			name, at.reads(), w.over.reads())
	case w.over.starts > at.starts:
		tr.fail(thriftLaw, "%s ranged over the source after it was left", name)
	case w.over.calls() > at.calls():
		tr.fail(thriftLaw, "%s called a callback after it was left", name)
	}
}
