// Tour plays the programs of the tutorial that this library grew out of, and
// prints exactly the tutorial's lines, below a title for each program.
//
// Usage:
//
//	go run ./examples/tour [-fast] [-online]
//
// With -fast it does not pause where the tutorial's programs sleep, or wait for
// their sites. With -online the last program asks the real sites, which answer as
// much as they like and in any order, and not a server of this machine.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/coseq/coseq/internal/sites"
)

func main() {
	fast := flag.Bool("fast", false, "do not pause where the tutorial's programs sleep or wait")
	online := flag.Bool("online", false, "GET the real sites, not a server of this machine")
	flag.Parse()
	pause := time.Sleep
	if *fast {
		pause = sites.AtOnce
	}
	transport := http.DefaultTransport
	if !*online {
		server, err := sites.Serve(pause)
		if err != nil {
			log.Fatal(err)
		}
		defer server.Close()
		transport = server.InTurn()
	}
	if err := play(os.Stdout, pause, transport); err != nil {
		log.Fatal(err)
	}
}

// play runs the programs in the order of the tutorial. They call pause where the
// originals sleep, and send their requests by transport.
func play(w io.Writer, pause func(time.Duration), transport http.RoundTripper) error {
	programs := []struct {
		title string
		run   func() error
	}{
		{"A generator as a consumer", func() error { return produceAndConsume(w, pause) }},
		{"Greenlets in turn", func() error { return greenletsInTurn(w) }},
		{"Greenlets that alternate", func() error { return greenletsAlternating(w) }},
		{"Three GETs at once", func() error { return fetchConcurrently(w, transport) }},
	}
	for i, program := range programs {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "# %s\n", program.title)
		if err := program.run(); err != nil {
			return fmt.Errorf("%s: %w", program.title, err)
		}
	}
	return nil
}
