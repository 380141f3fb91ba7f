package report

// A Section is a part of the page. All its texts are Markdown.
type Section struct {
	Title    string
	Text     string
	Plots    []Plot
	Tables   []Table
	Sections []Section // the parts of this part
}

// A Plot is a picture that lies beside the page, in plots/Name.svg.
type Plot struct {
	Name string
	Alt  string // what is to be seen, for those who cannot see it
	SVG  []byte
}

// A Table is rows of cells under the names of their columns. The first column is
// aligned to the left and the others to the right, or all to the left if it is of Words.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
	Words   bool // rather than numbers
	Folded  bool // shown when the caption is clicked at
}
