package green

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"

	"github.com/coseq/coseq/bench/internal/loop"
	"github.com/coseq/coseq/bench/measure"
	"github.com/coseq/coseq/pull/green"
)

// messages is how many are sent in one run over all connections.
const messages = 2000

func echo() measure.Work {
	return measure.Work{
		Name:  "green-echo",
		Title: "Echo over TCP",
		About: "64 bytes there and back again, on n connections at once, both ends of which are " +
			"tasks of one loop, or goroutines on all processors. A loop is not a faster server; " +
			"this is about what it costs.",
		Axis:  "connections",
		Per:   "message",
		Sizes: measure.Tens(1, 100),
		Ops:   func(int) int { return messages },
		Ways: []measure.Way{
			{Name: "coseq Conn", Run: measure.TimePart(echoOfTasks)},
			{Name: "goroutines", Run: measure.TimePart(echoOfGoroutines)},
		},
	}
}

func echoOfTasks(timer *measure.Timer, n int) (sum int) {
	timer.Stop()
	near, far := connections(n)
	timer.Start()
	l := green.New()
	main := func(t *green.Task) error {
		loop.GoAll(t, n, func(_ *green.Task, i int) { answer(green.Conn(l, far[i])) })
		asks := loop.GoAll(t, n, func(_ *green.Task, i int) {
			got := ask(green.Conn(l, near[i]), share(n, i)) // others run meanwhile
			sum += got
		})
		loop.Join(t, asks...)
		return nil
	}
	if err := l.Run(context.Background(), main); err != nil {
		panic(err)
	}
	return sum
}

func echoOfGoroutines(timer *measure.Timer, n int) (sum int) {
	timer.Stop()
	near, far := connections(n)
	timer.Start()
	got := make([]int, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { answer(far[i]) })
		all.Go(func() { got[i] = ask(near[i], share(n, i)) })
	}
	all.Wait()
	for _, v := range got {
		sum += v
	}
	return sum
}

// share is how many messages the i-th of n connections sends.
func share(n, i int) int { return (messages + i) / n }

func connections(n int) (near, far []net.Conn) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer ln.Close()
	for range n {
		a, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			panic(err)
		}
		b, err := ln.Accept()
		if err != nil {
			panic(err)
		}
		near, far = append(near, a), append(far, b)
	}
	return near, far
}

// answer sends back what comes, until nothing more does.
func answer(c net.Conn) {
	defer c.Close()
	message := make([]byte, 64)
	for {
		if _, err := io.ReadFull(c, message); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			panic(err)
		}
		if _, err := c.Write(message); err != nil {
			panic(err)
		}
	}
}

// ask sends n messages, waits for the answer to each, and returns the sum of their
// first bytes.
func ask(c net.Conn, n int) (sum int) {
	defer c.Close()
	message := make([]byte, 64)
	for i := range n {
		message[0] = byte(i)
		if _, err := c.Write(message); err != nil {
			panic(err)
		}
		if _, err := io.ReadFull(c, message); err != nil {
			panic(err)
		}
		sum += int(message[0])
	}
	return sum
}
