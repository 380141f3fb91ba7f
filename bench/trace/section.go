package trace

import (
	"context"
	"fmt"
	"strconv"

	"github.com/coseq/coseq/bench/report"
)

const intro = "`runtime/trace` records what the scheduler of Go does. When a coroutine is " +
	"resumed, or yields, its record is one event: this goroutine stops and that one goes on, " +
	"on the same thread, at the same moment. Such a direct switch is a black arrow below. " +
	"So the parts of the program take turns, two never run at once, and what they share needs " +
	"no lock. With goroutines and channels the scheduler is between them: it makes one " +
	"runnable, and sooner or later some thread runs it.\n\n" +
	"The pictures are of one run each, which the test of this package checks anew wherever it " +
	"runs. The bars are work that was put there to be seen; recording takes its time, too.\n"

// Section shows the tutorial's programs as the runtime has recorded them. A quick one
// records them fewer times and so may show more of what else the machine does. Nothing
// else should run in the process.
func Section(_ context.Context, quick bool) (report.Section, error) {
	section := report.Section{Title: "One at a time, on one thread", Text: intro}
	table := report.Table{Head: []string{
		"", "switches", "direct", "from stop to start (median)", "two at once", "threads",
	}}
	for _, s := range subjects {
		times := s.times
		if quick {
			times = min(times, 5)
		}
		t, err := recordBest(s.program, times)
		if err != nil {
			return report.Section{}, fmt.Errorf("%s: %w", s.title, err)
		}
		section.Plots = append(section.Plots, report.Plot{
			Name: s.name, Alt: s.alt, SVG: t.draw(s.title),
		})
		table.Rows = append(table.Rows, []string{
			s.title, strconv.Itoa(len(t.Switches)), strconv.Itoa(t.Direct()), t.gap(),
			strconv.Itoa(t.Overlaps()), strconv.Itoa(len(t.Threads())),
		})
	}
	section.Tables = []report.Table{table}
	return section, nil
}

// A subject is a program to be shown, and how often it is recorded for one picture.
type subject struct {
	name, title, alt string
	program          func()
	times            int
}

var subjects = []subject{
	{
		name: "trace-producer-consumer", title: "A producer drives a consumer (pull)",
		alt: "A timeline of two lanes. The producer runs and hands over 1, the consumer runs " +
			"and hands back 200 OK, and so on; no two bars overlap, all are on one thread.",
		program: producerAndConsumer, times: 30,
	},
	{
		name: "trace-three-tasks", title: "Three tasks take turns (pull/green)",
		alt: "A timeline of five lanes: a loop, its main task, and tasks A, B and C, which run " +
			"in this order five times. Control goes through the loop each time.",
		program: threeTasks, times: 30,
	},
	{
		// One run as it comes: to choose the nicest would hide what the scheduler does.
		name: "trace-channels", title: "The same producer and consumer with channels",
		alt:     "A timeline of two lanes with dashed arrows between them: the scheduler has a part in each.",
		program: channels, times: 1,
	},
}

// gap is for people: a direct switch is one event, of which the reader of the trace
// makes two times.
func (t *Timeline) gap() string {
	if t.Direct() == len(t.Switches) {
		return "none"
	}
	return fmt.Sprintf("%d ns", t.Gap().Nanoseconds())
}
