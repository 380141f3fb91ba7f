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
}

// Pages are the entries of a ledger, each at a number that counts from the beginning.
type pages[K any] struct {
	all   []*page[K] // nil where all have been settled
	gone  int        // pages that have been before all
	next  int        // the number that comes
	spare *page[K]   // to be used again
}

// add makes an entry with one use, and returns its number.
func (p *pages[K]) add(token K) int {
	number := p.next
	p.next++
	if number&(pageSize-1) == 0 {
		fresh := p.spare
		if p.spare = nil; fresh == nil {
			fresh = new(page[K])
		}
		p.all = append(p.all, fresh)
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
		in.settled = 0
		p.spare = in
	}
	return token
}

func (p *pages[K]) trim() {
	for len(p.all) > 0 && p.all[0] == nil {
		p.all = p.all[1:]
		p.gone++
	}
}
