// Package seq measures coseq's seq beside github.com/samber/lo/it, and both beside
// loops by hand, over a million of ints:
//
//	go -C bench test -run '^$' -bench . -benchmem ./seq
package seq
