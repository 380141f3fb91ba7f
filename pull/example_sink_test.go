package pull_test

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/coseq/coseq/pull"
)

// A stage is a sink that sends to another one, and may fail. Whatever ends its
// loop, what matters comes out of the Close at its end.
func ExampleSink() {
	sum := 0
	total := pull.NewSink(func(in iter.Seq[int]) error {
		for v := range in {
			sum += v
		}
		return nil
	})
	parse := pull.NewSink(func(in iter.Seq[string]) error {
		for text := range in {
			v, err := strconv.Atoi(text)
			if err != nil {
				return errors.Join(err, total.Close())
			}
			if total.Send(v) != nil {
				break
			}
		}
		return total.Close()
	})
	parse.SendAll([]string{"1", "20", "x", "300"})
	fmt.Println(parse.Close(), sum)
	// Output: strconv.Atoi: parsing "x": invalid syntax 21
}

// The result of a sink is a variable around its body, which is set once Close
// has returned.
func ExampleNewSink() {
	longest := ""
	s := pull.NewSink(func(in iter.Seq[string]) error {
		for word := range in {
			if len(word) > len(longest) {
				longest = word
			}
		}
		return nil
	})
	s.Send("to")
	s.SendAll([]string{"be", "or", "not"})
	fmt.Println(s.Close(), longest)
	// Output: <nil> not
}

// A loop that is left early says so to the sender, who can stop.
func ExampleSink_Send() {
	s := pull.NewSink(func(in iter.Seq[int]) error {
		for v := range in {
			if v == 2 {
				break
			}
		}
		return nil
	})
	for v := range 9 {
		if err := s.Send(v); err != nil {
			fmt.Println(v, err)
			break
		}
	}
	fmt.Println(s.Close())
	// Output:
	// 2 pull: done
	// <nil>
}

func ExampleSink_SendAll() {
	s := printer("got")
	s.SendAll([]string{"a", "b"})
	s.Close()
	// Output:
	// got a
	// got b
	// got closed
}

func ExampleSink_Close() {
	s := pull.NewSink(func(in iter.Seq[string]) error {
		n := 0
		for range in {
			n++
		}
		return fmt.Errorf("only %d of 3 lines", n)
	})
	s.Send("first")
	fmt.Println(s.Close())
	fmt.Println(s.Close())
	// Output:
	// only 1 of 3 lines
	// <nil>
}

func printer(name string) *pull.Sink[string] {
	return pull.NewSink(func(in iter.Seq[string]) error {
		for v := range in {
			fmt.Println(name, v)
		}
		fmt.Println(name, "closed")
		return nil
	})
}

func ExampleBroadcast() {
	s := pull.Broadcast(printer("x:"), printer("y:"))
	s.Send("hello")
	s.Close()
	// Output:
	// x: hello
	// y: hello
	// x: closed
	// y: closed
}

func ExampleFiltered() {
	s := pull.Filtered(func(line string) bool { return strings.Contains(line, "py") }, printer("->"))
	s.SendAll([]string{"python", "java", "pypy"})
	s.Close()
	// Output:
	// -> python
	// -> pypy
	// -> closed
}

func ExampleMapped() {
	s := pull.Mapped(func(n int) string { return strings.Repeat("=", n) }, printer("|"))
	s.Send(3)
	s.Send(5)
	s.Close()
	// Output:
	// | ===
	// | =====
	// | closed
}
