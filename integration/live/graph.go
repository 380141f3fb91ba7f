package live

import "github.com/coseq/coseq/pipeline"

// A node is a stage and where it is in the flow.
type node struct {
	pipeline.Node
	Consumer bool
	into     int // the index of the node that reads it
}

// newGraph returns the flow as it is now: a tree, as each stage has one reader, with the
// consumer as the last node.
func newGraph(stats *pipeline.Stats) []node {
	stages := stats.Nodes()
	consumer := node{Node: pipeline.Node{Calls: 1}, Consumer: true}
	consumer.Name, consumer.Limits = "consumer", len(stages) > 0
	graph := make([]node, 0, len(stages)+1)
	index := make(map[string]int, len(stages))
	for i, stage := range stages {
		graph = append(graph, node{Node: stage})
		index[stage.Name] = i
		consumer.Limits = consumer.Limits && !stage.Limits
	}
	for i := range graph {
		graph[i].into = len(stages)
		if reader, ok := index[graph[i].Into]; ok {
			graph[i].into = reader
		}
	}
	return append(graph, consumer)
}
