// Package trace looks at the library's coroutines with the runtime's own eyes: it runs
// small programs under [runtime/trace], and makes timelines of who ran when, on which
// thread, and how control went from one to the other.
//
// When a coroutine is resumed or yields, the runtime records one event, which says that
// a goroutine runs on where another one stops, on the same thread and in the same
// moment. The reader of traces gives it as three transitions next to one another. No
// scheduler takes part, and nobody is in a queue in between. Here that is a direct
// switch. A channel or a mutex makes none.
package trace
