package pipeline

// A Node is a stage in the diagram of a flow. See [Stats.Nodes].
type Node struct {
	StageStats
	Calls  int     // of its function at once, at most
	Load   float64 // how busy it is, in relation to the most that it could be: 0 to 1
	Limits bool    // it is the [Stats.Bottleneck]
	Into   string  // the name of the stage that reads it, "" if that is the consumer
	Part   bool    // it is run by the function of Into, rather than read as its source
}

// Nodes returns what [Stats.Mermaid] draws, for programs that draw it in another way. The
// order is that of [Stats.Stages].
func (st *Stats) Nodes() []Node {
	all := st.report()
	names := map[*row]string{nil: ""}
	for _, r := range all {
		names[r.row] = r.Name
	}
	nodes := make([]Node, len(all))
	for i, r := range all {
		nodes[i] = Node{
			r.StageStats, r.row.n, r.load, r.limits, names[r.row.below], r.row.part,
		}
	}
	return nodes
}
