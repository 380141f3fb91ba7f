package main

import (
	"context"
	"fmt"
	"os/signal"

	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// coordinate runs the server until it is stopped. It prints the server's address, once
// others can connect.
func coordinate(ctx context.Context, o options, std stdio) error {
	ctx, stop := signal.NotifyContext(ctx, stopSignals...)
	defer stop()
	server, err := embedded.Start(embedded.Options{Listen: o.listen, Dir: o.dir, NoSync: o.noSync})
	if err != nil {
		return err
	}
	fmt.Fprintln(std.out, server.URL())
	<-ctx.Done()
	stop() // from now on a signal kills
	return server.Close()
}
