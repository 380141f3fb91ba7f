package report

import (
	"iter"

	"github.com/coseq/coseq/bench/measure"
)

// grouped is the results of each group, in the order in which they came.
func grouped(results []measure.Result) iter.Seq[[]measure.Result] {
	return func(yield func([]measure.Result) bool) {
		from := 0
		for i := range results {
			isLast := i == len(results)-1
			if isLast || results[i+1].Work.Group != results[i].Work.Group {
				if !yield(results[from : i+1]) {
					return
				}
				from = i + 1
			}
		}
	}
}

func sectionOfGroup(results []measure.Result) (Section, error) {
	s := Section{Title: results[0].Work.Group}
	all, err := overview(s.Title, results)
	if err != nil {
		return s, err
	}
	s.Plots = []Plot{all}
	for _, r := range results {
		part, err := sectionOf(r)
		if err != nil {
			return s, err
		}
		s.Sections = append(s.Sections, part)
	}
	return s, nil
}

func sectionOf(r measure.Result) (Section, error) {
	plot, err := costPlot(r)
	return Section{
		Title:  r.Work.Title,
		Text:   r.Work.About,
		Plots:  []Plot{plot},
		Tables: []Table{ratioTable(r), costTable(r)},
	}, err
}
