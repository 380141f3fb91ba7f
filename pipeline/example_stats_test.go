package pipeline_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// upload is a flow of which one stage is slow.
func upload() pipeline.Flow[string] {
	names := pipeline.Named("list", pipeline.Of("a.jpg", "b.jpg", "c.txt", "d.jpg"))
	images := pipeline.Filter(names, 1, func(_ context.Context, name string) (bool, error) {
		return strings.HasSuffix(name, ".jpg"), nil
	})
	send := func(_ context.Context, name string) (string, error) {
		time.Sleep(20 * time.Millisecond)
		return name, nil
	}
	return pipeline.Named("upload", pipeline.Map(images, 2, send))
}

func ExampleStats() {
	var stats pipeline.Stats
	ctx := pipeline.WithStats(context.Background(), &stats)
	fmt.Println(upload().Collect(ctx))
	fmt.Println("limited by:", stats.Bottleneck())
	// Output:
	// [a.jpg b.jpg d.jpg] <nil>
	// limited by: upload
}

// The same Stats may be given to several runs, which add up.
func ExampleWithStats() {
	var stats pipeline.Stats
	ctx := pipeline.WithStats(context.Background(), &stats)
	for range 3 {
		upload().Run(ctx)
	}
	fmt.Println(stats.Stages()[0].Out, "names in all")
	// Output: 12 names in all
}

func ExampleStats_Stages() {
	var stats pipeline.Stats
	upload().Run(pipeline.WithStats(context.Background(), &stats))
	for _, s := range stats.Stages() {
		fmt.Println(s.Name, s.In, s.Out, s.Errors, s.Busy >= 60*time.Millisecond)
	}
	// Output:
	// list 0 4 0 false
	// Filter 4 3 0 false
	// upload 3 3 0 true
}

func ExampleStats_Nodes() {
	var stats pipeline.Stats
	upload().Run(pipeline.WithStats(context.Background(), &stats))
	for _, n := range stats.Nodes() {
		fmt.Printf("%s ×%d -> %q %v\n", n.Name, n.Calls, n.Into, n.Limits)
	}
	// Output:
	// list ×1 -> "Filter" false
	// Filter ×1 -> "upload" false
	// upload ×2 -> "" true
}

func ExampleStats_Bottleneck() {
	var stats pipeline.Stats
	for range upload().All(pipeline.WithStats(context.Background(), &stats)) {
		time.Sleep(40 * time.Millisecond)
	}
	fmt.Println(stats.Bottleneck())
	// Output: consumer
}

func ExampleStats_String() {
	var stats pipeline.Stats
	upload().Run(pipeline.WithStats(context.Background(), &stats))
	for row := range strings.Lines(stats.String()) {
		fmt.Println(strings.Fields(row)[:4]) // the times differ from run to run
	}
	// Output:
	// [stage in out errors]
	// [list 0 4 0]
	// [Filter 4 3 0]
	// [upload 3 3 0]
}

func ExampleStats_Mermaid() {
	var stats pipeline.Stats
	upload().Run(pipeline.WithStats(context.Background(), &stats))
	for line := range strings.Lines(stats.Mermaid()) {
		if strings.Contains(line, "-->") { // leave out the boxes, with how busy they were
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// stage1 -->|"4"| stage2
	// stage2 -->|"3"| stage3
	// stage3 -->|"3"| consumer
}

func ExampleNamed() {
	var stats pipeline.Stats
	double := func(_ context.Context, v int) (int, error) { return 2 * v, nil }
	prices := pipeline.Named("prices", pipeline.Of(1, 2, 3))
	flow := pipeline.Named("gross", pipeline.Map(pipeline.Map(prices, 1, double), 1, double))
	flow.Run(pipeline.WithStats(context.Background(), &stats))
	for _, s := range stats.Stages() {
		fmt.Println(s.Name)
	}
	// Output:
	// prices
	// Map
	// gross
}
