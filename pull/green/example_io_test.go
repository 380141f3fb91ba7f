package green_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"github.com/coseq/coseq/pull/green"
)

// Three pages at once, on one goroutine: the client waits, and the others go on.
func ExampleTransport() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.ToUpper(r.URL.Path))
	}))
	defer server.Close()

	loop := green.New()
	client := &http.Client{Transport: green.Transport(loop, nil)}
	fetch := func(_ *green.Task, path string) (string, error) {
		resp, err := client.Get(server.URL + path)
		if err != nil {
			return "", err
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		return string(b), err
	}
	loop.Run(context.Background(), func(t *green.Task) error {
		paths := []string{"/home", "/news", "/shop"}
		for page, err := range green.Map(t, 3, slices.Values(paths), fetch) {
			fmt.Println(page, err)
		}
		return nil
	})
	// Output:
	// /HOME <nil>
	// /NEWS <nil>
	// /SHOP <nil>
}

// A task for each end of a connection, which has been made elsewhere.
func ExampleConn() {
	left, right := net.Pipe()
	loop := green.New()
	loop.Run(context.Background(), func(t *green.Task) error {
		t.Go("ask", func(*green.Task) error {
			_, err := fmt.Fprintln(green.Conn(loop, left), "what time is it?")
			return err
		})
		question, err := bufio.NewReader(green.Conn(loop, right)).ReadString('\n')
		fmt.Printf("%q %v\n", question, err)
		return err
	})
	// Output: "what time is it?\n" <nil>
}

// A server that counts its visitors needs no lock: its tasks share one goroutine.
func ExampleListener() {
	loop := green.New()
	tcp, _ := net.Listen("tcp", "127.0.0.1:0")
	listener := green.Listener(loop, tcp)
	loop.Run(context.Background(), func(t *green.Task) error {
		visitors := 0
		server := t.Go("server", func(t *green.Task) error {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return err
				}
				visitors++
				fmt.Fprintf(conn, "you are visitor %d\n", visitors)
				conn.Close()
			}
		})
		for range 2 {
			conn, _ := green.Dial(t, "tcp", listener.Addr().String())
			answer, _ := io.ReadAll(conn)
			fmt.Print(string(answer))
			conn.Close()
		}
		server.Kill(nil)
		return listener.Close()
	})
	// Output:
	// you are visitor 1
	// you are visitor 2
}

// Dial waits in the task only.
func ExampleDial() {
	listener, _ := net.Listen("tcp", "127.0.0.1:0")
	defer listener.Close()
	green.Run(context.Background(), func(t *green.Task) error {
		conn, err := green.Dial(t, "tcp", listener.Addr().String())
		if err != nil {
			return err
		}
		defer conn.Close()
		fmt.Println(conn.RemoteAddr().String() == listener.Addr().String())
		return nil
	})
	// Output: true
}
