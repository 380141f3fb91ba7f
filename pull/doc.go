// Package pull has generators in the manner of Python on top of [iter.Pull]:
// functions that are suspended in the middle, to be resumed with a value, with
// an error, or in order to end. It is like iter.Pull, with the difference that
// values also go in, and that a body which is not needed any more is unwound
// rather than asked to return.
//
//	g := pull.New(func(y *pull.Yielder[int, string]) error {
//		n := y.Yield("ready")           // the first Next comes as far as here
//		for {
//			n = y.Yield(fmt.Sprint(n * 2)) // Send(n) goes in, "2n" comes out
//		}
//	})
//	defer g.Close()
//	g.Next()          // "ready", true
//	v, err := g.Send(21) // "42", nil
//
// # Generators
//
// A [Gen] is made by [New] and costs one small allocation until it is started.
// From then on its body and the code that resumes it take turns: they never run at
// the same time, so that what they share needs no lock, and one goes on exactly
// where the other one gives way. What the body calls may yield as well, if the
// [Yielder] is passed on; plain recursion is the cheapest way to walk a tree.
// [Gen.Err] says how a generator ended. [NewResult] makes one whose body returns a
// result.
//
// # Closing
//
// A generator that was started and has not ended holds a goroutine and whatever
// its body refers to; no garbage collection frees that, and no profile of leaked
// goroutines shows it. So close what you start: defer [Gen.Close], or range over
// [Gen.All], or call [Closing]. Close works whatever the body does. A body that
// waits in [Yielder.Yield] is unwound, deferred calls and all, and cannot recover
// from it; one that waits in [Yielder.TryYield] is told by [ErrClosed]; one that
// yields again nevertheless is unwound from there, and reported by
// [ErrIgnoredClose].
//
// # Errors and panics
//
// [Gen.Throw] sends an error instead of a value: TryYield returns it, Yield panics
// with it, so that it comes back to the caller of Throw if nothing handles it. A
// panic in the body comes out of the call that resumed the body, as a
// [*PanicError] that has the stack of the body. [runtime.Goexit] in the body, such
// as a call of t.FailNow, exits the goroutine that resumed it, too; but one in a
// deferred call that runs because of Close cannot be told from the unwinding, and
// Close returns. A panic or a Goexit that is held up by a yield in a deferred call
// gives way to Close. A generator that is resumed while it runs answers
// [ErrRunning].
//
// # Delegation
//
// [Yielder.YieldFrom] is Python's yield from. However deep generators delegate to
// one another, a value goes from the innermost straight to the caller and costs
// the same. Only combinators on the way, whose functions are called for it, add to
// that.
//
// # Combinators
//
// [MapIn], [MapOut], [Pipe] and [Concat] make a generator of others and own what
// they are given. They run no coroutine of their own. A panic of a callback counts
// as one of the body. [FromSeq] and [Through] lead from plain sequences to
// generators and back.
//
// # Sinks
//
// A [Sink] is a consumer that is pushed into and yet written as a loop over an
// [iter.Seq]. [Broadcast], [Filtered] and [Mapped] put sinks together.
// [Sink.SendAll] moves many values for one switch.
//
// # Pulling
//
// [Batched] is iter.Pull for those who want many values and want them fast.
// [Cursor] is iter.Pull for those who want to look ahead.
//
// # Cost
//
// To resume a generator and come back takes about a quarter more than next of
// iter.Pull, and a third of what two unbuffered channels take. A suspended one
// holds about 3 kB, most of it stack; one that was not started, 64 bytes. See the
// benchmarks.
//
// # Limits
//
// These are of the runtime's coroutines, and hold for iter.Pull too. The coroutine
// is made by the first Next, and it is that moment that counts.
//
//   - A generator must be started and resumed with the same thread locked, or
//     none: to start one under [runtime.LockOSThread] and to resume it without, or
//     the other way round, or to lock in the body across a yield, ends the process
//     with a fatal error. Start, use and close it between one LockOSThread and its
//     UnlockOSThread, all on that goroutine, or give it to a goroutine of its own
//     and talk to that by channels.
//   - The main thread is locked while package variables are initialised and init
//     functions run. A generator may be made there, but the first Next must wait
//     for main, unless the generator is also closed before init returns.
//   - A generator that is started outside of a [testing/synctest] bubble must not
//     be resumed in it, nor the other way round: the process dies. Make it and
//     close it in the bubble. One that is still suspended when a bubble ends fails
//     the test, which is the best check for leaks.
//   - A Yielder is for the goroutine of its body. What the body resumes, such as a
//     sink or a function under iter.Pull, may yield with it, too; then closing
//     exits that goroutine first and the body's after it. But if it is already
//     being unwound, and yields from a deferred call, the exit ends there: the
//     body goes on until it yields itself, and Close waits for that.
package pull
