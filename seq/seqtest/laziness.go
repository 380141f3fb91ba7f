package seqtest

// lazy builds the sequence, which must not do anything yet.
func (tr *trial) lazy() bool {
	tr.meter.begin(nil)
	out := tr.call(func() { tr.build() })
	switch at := tr.meter.now(); {
	case out.how != returned:
		tr.fail(lazinessLaw, "building the sequence %s", out)
		return false
	case at.starts > 0:
		tr.fail(lazinessLaw, "building the sequence ranged over the source")
	case at.calls() > 0:
		tr.fail(lazinessLaw, "building the sequence called a callback")
	default:
		if n := tr.left(); n > 0 {
			tr.fail(lazinessLaw, "after building the sequence, goroutines remain: %d", n)
		}
	}
	return true
}
