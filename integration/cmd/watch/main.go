// Watch runs a flow with several stages and shows it on a web page while it runs: orders
// that come from two shops are looked up, of which some fail, and stored in batches. What
// they wait for is played by sleeping; the flow, its figures and the page are real.
//
// Usage:
//
//	go run ./cmd/watch [-addr localhost:8080] [-orders 5000] [-lookups 4]
//
// With more -lookups at once the bottleneck moves on to the next stage. The page stays
// when the flow has ended, until Ctrl-C. The exit status is 2 if the arguments make no sense.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/coseq/coseq/integration/live"
	"github.com/coseq/coseq/pipeline"
)

func main() {
	addr := flag.String("addr", "localhost:8080", "where the page is served")
	orders := flag.Int("orders", 5000, "how many orders come from each shop")
	lookups := flag.Int("lookups", 4, "how many of them are looked up at once")
	flag.Parse()
	s := shop{orders: *orders, lookups: *lookups}
	if err := s.check(flag.Args()); err != nil {
		misused(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := watch(ctx, *addr, s); err != nil {
		misused(fmt.Errorf("-addr: %w", err))
	}
}

// check reports what is wrong with the arguments.
func (s shop) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("%q is too much: the address is given by -addr", rest[0])
	case s.orders < 1:
		return errors.New("-orders must be at least 1")
	case s.lookups < 1:
		return errors.New("-lookups must be at least 1")
	}
	return nil
}

// misused says what is wrong with the arguments and ends the program.
func misused(err error) {
	fmt.Fprintf(os.Stderr, "watch: %v\nwatch -h tells about all flags\n", err)
	os.Exit(2)
}

// watch runs the flow of the shop and serves its page until ctx ends. Its error is that of
// serving.
func watch(ctx context.Context, addr string, s shop) error {
	var stats pipeline.Stats
	view := live.New("orders", &stats)
	url, stop, err := live.Serve(addr, view)
	if err != nil {
		return err
	}
	defer stop()
	fmt.Println(url)
	err = s.flow().Run(pipeline.WithStats(ctx, &stats))
	view.End(err)
	fmt.Println(&stats)
	if ctx.Err() == nil {
		fmt.Println("The flow has ended; Ctrl-C ends the page, too.")
		<-ctx.Done()
	}
	return nil
}
