package pipeline

// pageSize is how many entries a page has.
const (
	pageBits = 6
	pageSize = 1 << pageBits
)

// An entry is a token that has not been settled, or has.
type entry[K any] struct {
	token K
	uses  int // values that are to be finished; when it is 0, so is the entry
}

// settled are the uses of an entry that has been.
const settled = -1

// A page has some entries that come one after another. It is let go of when all have
// been settled, so that one that never is, among many that are, keeps only its page.
type page[K any] struct {
	entries [pageSize]entry[K]
	settled int
	spare   *page[K] // see pages
}

// Pages are the entries of a ledger, each at a number that counts from the beginning.
type pages[K any] struct {
	all    []*page[K] // nil where all have been settled
	gone   int        // pages that have been before all
	next   int        // the number that comes
	spare  *page[K]   // to be used again, the first of a list
	spares int
}

// add makes an entry with one use, and returns its number.
func (p *pages[K]) add(token K) int {
	number := p.next
	p.next++
	if number&(pageSize-1) == 0 {
		p.all = append(p.all, p.fresh())
	}
	p.all[number>>pageBits-p.gone].entries[number&(pageSize-1)] = entry[K]{token, 1}
	return number
}

// at returns the entry at number, nil if it has been settled or is yet to come.
func (p *pages[K]) at(number int) *entry[K] {
	i := number>>pageBits - p.gone
	if i < 0 || number >= p.next || p.all[i] == nil {
		return nil
	}
	if e := &p.all[i].entries[number&(pageSize-1)]; e.uses != settled {
		return e
	}
	return nil
}

// take settles the entry at number, which has not been, and returns its token.
func (p *pages[K]) take(number int) K {
	i := number>>pageBits - p.gone
	in := p.all[i]
	e := &in.entries[number&(pageSize-1)]
	token := e.token
	*e = entry[K]{uses: settled} // do not keep the token
	if in.settled++; in.settled == pageSize {
		p.all[i] = nil
		p.trim()
		p.keep(in)
	}
	return token
}

// fresh returns a page without entries.
func (p *pages[K]) fresh() *page[K] {
	fresh := p.spare
	if fresh == nil {
		return new(page[K])
	}
	p.spare, fresh.spare = fresh.spare, nil
	p.spares--
	return fresh
}

// keep keeps a page for later that is done with, if there are not yet many.
func (p *pages[K]) keep(done *page[K]) {
	const most = 1 << 4
	if p.spares < most {
		done.settled, done.spare = 0, p.spare
		p.spare = done
		p.spares++
	}
}

func (p *pages[K]) trim() {
	for len(p.all) > 0 && p.all[0] == nil {
		p.all = p.all[1:]
		p.gone++
	}
}
