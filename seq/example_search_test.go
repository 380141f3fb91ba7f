package seq_test

import (
	"fmt"
	"strings"

	"github.com/coseq/coseq/seq"
)

func ExampleEqualFunc() {
	typed := seq.Of("yes", "NO")
	wanted := seq.Of("Yes", "no")
	fmt.Println(seq.EqualFunc(typed, wanted, strings.EqualFold))
	// Output: true
}

func ExampleEvery() {
	grades := seq.Of(67, 82, 91)
	passed := func(grade int) bool { return grade >= 50 }
	fmt.Println(seq.Every(grades, passed))
	// Output: true
}

func ExampleSome() {
	statuses := seq.Of(200, 204, 503)
	failed := func(status int) bool { return status >= 500 }
	fmt.Println(seq.Some(statuses, failed))
	// Output: true
}

func ExampleNone() {
	names := seq.Of("ada", "grace", "edsger")
	empty := func(name string) bool { return name == "" }
	fmt.Println(seq.None(names, empty))
	// Output: true
}

func ExampleCount() {
	words := strings.FieldsSeq("to be or not to be")
	fmt.Println(seq.Count(words))
	// Output: 6
}

func ExampleContains() {
	path := strings.SplitSeq("/usr/local/bin:/usr/bin", ":")
	fmt.Println(seq.Contains(path, "/usr/bin"))
	// Output: true
}

func ExampleFind() {
	log := seq.Of("INFO started", "WARN slow", "WARN slower")
	isWarning := func(line string) bool { return strings.HasPrefix(line, "WARN") }
	fmt.Println(seq.Find(log, isWarning))
	// Output: WARN slow true
}

func ExampleFirst() {
	queue := seq.Of("ada", "grace")
	fmt.Println(seq.First(queue))
	// Output: ada true
}

func ExampleLast() {
	file, _ := seq.Last(strings.SplitSeq("usr/share/words", "/"))
	fmt.Println(file)
	// Output: words
}

func ExampleNth() {
	columns := strings.SplitSeq("42;Ada;London", ";")
	fmt.Println(seq.Nth(columns, 2))
	// Output: London true
}

// There may be one leader: two are none.
func ExampleSingle() {
	fmt.Println(seq.Single(seq.Of("node-3")))
	_, ok := seq.Single(seq.Of("node-3", "node-5"))
	fmt.Println(ok)
	// Output:
	// node-3 true
	// false
}

func ExampleIsEmpty() {
	errors := seq.Filter(seq.Of(200, 204), func(status int) bool { return status >= 400 })
	fmt.Println(seq.IsEmpty(errors))
	// Output: true
}

func ExampleIsSorted() {
	fmt.Println(seq.IsSorted(seq.Of("09:00", "09:20", "10:05")))
	// Output: true
}

func ExampleEqual() {
	sent := seq.Of(1, 2, 3)
	received := seq.Of(1, 2)
	fmt.Println(seq.Equal(sent, received))
	// Output: false
}

func ExampleCompare() {
	older, newer := seq.Of(1, 9, 4), seq.Of(1, 26)
	fmt.Println(seq.Compare(older, newer))
	// Output: -1
}

func ExampleForEach() {
	seq.ForEach(seq.Of("ada", "grace"), func(name string) {
		fmt.Println("hello,", name)
	})
	// Output:
	// hello, ada
	// hello, grace
}

func ExampleDrain() {
	send := func(mail string) { fmt.Println("sent:", mail) }
	seq.Drain(seq.Tap(seq.Of("invoice", "reminder"), send))
	// Output:
	// sent: invoice
	// sent: reminder
}

func ExampleJoin() {
	tags := seq.Distinct(seq.Of("go", "iter", "go"))
	fmt.Println(seq.Join(tags, ", "))
	// Output: go, iter
}
