package lang

import (
	"slices"

	"github.com/coseq/coseq/bench/measure"
)

// Who takes part in what.
var (
	coroutines = []string{"CPython generator", "greenlet", "Lua", "LuaJIT", "Boost Context"}
	loops      = []string{"gevent", "CPython asyncio"}
	simulators = []string{"SimPy"}
)

func coroutineWorks() []work {
	return []work{
		{program: "round_trip", others: coroutines, Work: measure.Work{
			Name: "lang-roundtrip", Title: "Round trip into a coroutine",
			About: "A number is sent to a coroutine, which gives it back plus one. " +
				"Lua knows no clock but that of the processor.",
			Axis: "round trips", Per: "round trip", Sizes: measure.Tens(1000, 1_000_000),
			Ways: []measure.Way{{Name: "coseq Gen.Send", Run: measure.Time(roundTrip)}},
		}},
		{program: "create", others: coroutines, Work: measure.Work{
			Name: "lang-create", Title: "Life of a coroutine",
			About: "A coroutine is made, run to its first yield, and run to its end.",
			Axis:  "coroutines", Per: "coroutine", Sizes: measure.Tens(100, 10_000),
			Ways: []measure.Way{{Name: "coseq Gen", Run: measure.Time(create)}},
		}},
		{program: "hold", others: slices.Concat(coroutines, loops), Work: measure.Work{
			Name: "lang-memory", Title: "Memory of one that is suspended",
			About: "What n coroutines or tasks hold that have begun and wait: of Go on the heap and in " +
				"stacks, of the others the pages of memory in use. Boost's have stacks of 16 KiB.",
			Axis: "suspended", Per: "coroutine or task", Unit: measure.Bytes,
			Sizes: measure.Tens(1000, 100_000), Quick: 1,
			Ways: []measure.Way{
				{Name: "coseq Gen", Run: holding(holdGens)},
				{Name: "coseq Task", Run: holding(holdTasks)},
			},
		}, largest: map[string]int{"greenlet": 10_000, "gevent": 10_000, "Boost Context": 10_000}},
	}
}

// yields is how often tasks yield in all in a run of the ring, in the programs, too.
const yields = 20_000

func taskWorks() []work {
	return []work{
		{program: "ring", others: loops, Work: measure.Work{
			Name: "lang-ring", Title: "Tasks that give way",
			About: "n tasks take turns, by `Task.Yield` and by `sleep(0)`.",
			Axis:  "tasks", Per: "yield", Sizes: []int{2, 10, 100, 1000, 10_000},
			Ops:  func(n int) int { return yields / n * n },
			Ways: []measure.Way{{Name: "coseq Task.Yield", Run: measure.Time(ring)}},
		}},
		{program: "spawn", others: loops, Work: measure.Work{
			Name: "lang-spawn", Title: "Spawn a task and join it",
			About: "n tasks that do next to nothing, one after the other.",
			Axis:  "tasks", Per: "task", Sizes: measure.Tens(100, 10_000),
			Ways: []measure.Way{{Name: "coseq Task", Run: measure.Time(spawn)}},
		}},
		{program: "spawn_all", others: loops, Work: measure.Work{
			Name: "lang-spawnall", Title: "Spawn many tasks, then join them",
			About: "n tasks that do next to nothing, all at once.",
			Axis:  "tasks", Per: "task", Sizes: measure.Tens(100, 10_000),
			Ways: []measure.Way{{Name: "coseq Task", Run: measure.Time(spawnAll)}},
		}},
		{program: "queue", others: slices.Concat(loops, simulators), Work: measure.Work{
			Name: "lang-queue", Title: "Queue with one place",
			About: "n items go from a task to another one.",
			Axis:  "items", Per: "item", Sizes: measure.Tens(100, 10_000),
			Ways: []measure.Way{{Name: "coseq Queue", Run: measure.Time(queue)}},
		}},
	}
}

// events is how many timeouts there are in a run of the simulation, in the program, too.
const events = 20_000

func simulationWorks() []work {
	return []work{
		{program: "timeouts", others: simulators, Work: measure.Work{
			Name: "lang-events", Title: "Events of a simulation",
			About: "n processes wait for one timeout after another, of 1 to 7 seconds in virtual time.",
			Axis:  "processes", Per: "timeout", Sizes: measure.Tens(1, 1000),
			Ops:  func(n int) int { return events / n * n },
			Ways: []measure.Way{{Name: "coseq Task.Sleep", Run: measure.Time(timeouts)}},
		}},
	}
}
