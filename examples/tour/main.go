// Tour plays the programs of the tutorial that this library grew out of, and
// prints exactly the tutorial's lines.
//
// Usage:
//
//	go run ./examples/tour [-fast]
//
// With -fast it does not pause where the tutorial's programs sleep.
package main

import (
	"flag"
	"io"
	"log"
	"os"
	"time"
)

func main() {
	fast := flag.Bool("fast", false, "do not pause")
	flag.Parse()
	pause := time.Sleep
	if *fast {
		pause = func(time.Duration) {}
	}
	if err := play(os.Stdout, pause); err != nil {
		log.Fatal(err)
	}
}

// play runs the programs in the order of the tutorial. They call pause where the
// originals sleep.
func play(w io.Writer, pause func(time.Duration)) error {
	return produceAndConsume(w, pause)
}
