// Package pull has generators in the manner of Python on top of [iter.Pull]:
// functions that are suspended in the middle, to be resumed with a value, with
// an error, or in order to end. It is like iter.Pull, with the difference that
// values also go in, and that a body which is not needed any more is unwound
// rather than asked to return.
//
//	double := pull.New(func(y *pull.Yielder[int, int]) error {
//		n := y.Yield(0)
//		for {
//			n = y.Yield(2 * n)
//		}
//	})
//	defer double.Close()
//	double.Next()             // runs to the first yield
//	v, err := double.Send(21) // 42, nil
//
// What to take:
//
//   - a function that gives values, in the middle of its work: [New]
//   - one that also returns something: [NewResult]
//   - a generator of a plain sequence: [FromSeq]
//   - a generator that changes each value of another: [MapIn], [MapOut]
//   - one generator after another: [Concat], or inside a body [Yielder.YieldFrom]
//   - one generator feeding another: [Pipe]; a sequence feeding one: [Through]
//   - a function that is given values, in a loop: [NewSink]
//   - a sequence read value by value: [Cursor] to look ahead, [Batched] for speed
//
// # Generators
//
// A [Gen] is made by [New] and costs one small allocation until it is started.
// From then on its body and the code that resumes it take turns: they never run at
// the same time, so that what they share needs no lock, and one goes on exactly
// where the other one gives way. What the body calls may yield as well, if the
// [Yielder] is passed on; plain recursion is the cheapest way to walk a tree. If
// nothing is ever sent, let In be struct{}. [Gen.Err] says how a generator ended:
// look at it after a loop over [Gen.All] or [Gen.Next].
//
// # Closing
//
// A generator that was started and has not ended holds a goroutine and whatever
// its body refers to; no garbage collection frees that, and Go's profile of leaked
// goroutines does not show it. So close what you start: defer [Gen.Close], or range
// over [Gen.All], or call [Closing]. A body that waits in [Yielder.Yield] is
// unwound: its deferred calls run, it cannot recover from that, and it returns
// nothing. One that waits in [Yielder.TryYield] is told by [ErrClosed], and may
// return an error of its clean-up. One that yields again nevertheless is unwound
// from there, and Close returns [ErrIgnoredClose].
//
// # Errors and panics
//
// [Gen.Throw] sends an error instead of a value: TryYield returns it, Yield panics
// with it, and it comes back to the caller of Throw if nothing handles it. A panic
// in the body comes out of the call that resumed the body, as a [*PanicError] that
// has the stack of the body. [runtime.Goexit] in the body, as by t.FailNow, exits
// the goroutine that resumed it, too.
//
// When a body that is being closed calls Goexit from a deferred function, Close
// returns nevertheless: a deferred t.FailNow fails the test but does not stop it.
// When a body panics, or calls Goexit, and a deferred function of it yields, the
// panic or the exit goes on after that yield, unless the generator is closed there:
// then it is lost.
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
// as one of the body.
//
// # Sinks
//
// A [Sink] is a consumer that is pushed into and yet written as a loop over an
// [iter.Seq]. [Broadcast], [Filtered] and [Mapped] put sinks together.
// [Sink.SendAll] moves many values for one switch.
//
// # Cost
//
// To resume a generator and come back takes about a sixth more than next of
// iter.Pull, and a quarter of what two unbuffered channels take. A suspended one
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
//     be resumed in it, nor the other way round: that may seem to work, deadlock,
//     or end the process. Make it and close it in the bubble. One that is still
//     suspended when the bubble's function returns ends the test binary with
//     "deadlock: main bubble goroutine has exited but blocked goroutines remain",
//     and its stack: the best check for leaks there is.
//   - A Yielder is for the goroutine of its body. A function that runs on another
//     coroutine which the body resumes, such as the body of a sink, may yield with
//     it, too. When the generator is then closed, that coroutine exits first, and
//     the body as if it had called Goexit. One case is out of reach: a coroutine
//     that is itself being closed, or unwound under iter.Pull, and yields with the
//     outer Yielder from a deferred function. It exits alone; the outer body goes
//     on until it next yields by itself, and Close has to wait for that.
package pull
