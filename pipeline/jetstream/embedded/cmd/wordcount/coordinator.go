package main

import (
	"context"
	"fmt"
	"os/signal"
	"strings"

	"github.com/coseq/coseq/pipeline/jetstream/embedded"
)

// coordinate runs the server until it is stopped. It prints the server's address, once
// others can connect.
func coordinate(ctx context.Context, o options, std stdio) error {
	ctx, stop := signal.NotifyContext(ctx, stopSignals...)
	defer stop()
	server, err := embedded.Start(o.server())
	if err != nil {
		return err
	}
	fmt.Fprintln(std.out, server.URL())
	<-ctx.Done()
	stop() // from now on a signal kills
	return server.Close()
}

// server returns what server is to be started, alone or as one of a cluster.
func (o options) server() embedded.Options {
	s := embedded.Options{Listen: o.listen, Dir: o.dir, NoSync: o.noSync}
	if o.peers != "" {
		all := strings.Split(o.peers, ",")
		s.Name = all[0]
		s.Cluster = &embedded.Node{Cluster: "wordcount", Listen: all[0], Peers: all}
	}
	return s
}
