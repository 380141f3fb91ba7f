// Package source has flows of what lies outside of the program: files, databases and web
// services. They open nothing before they are run, read what is needed and little more, and
// let go of everything in whatever way the run ends. What is wrong with the data is an
// error that says where:
//
//	orders := source.CSV[Order](source.File("orders.csv.gz").Gunzip())
//	for order, err := range orders.All(ctx) {
//		if err != nil {
//			return err // orders.csv.gz:17:4: price: parsing "12,5": invalid syntax
//		}
//		// …
//	}
//
// What to take:
//
//   - where from: [File], [FS], [Reader], or an [Input] of your own; compressed or in another
//     encoding: [Input.Gunzip], [Input.Through]
//   - tables: [CSV] into structs, [Records] as they are; with [Comma], [Header] and other
//     options
//   - JSON: [JSONLines], one value on each line, decoded by several goroutines; [JSONArray]
//   - text: [Lines]
//   - the files below a directory, which are inputs: [Walk]
//   - rows of a database: [Rows], [RowsFunc], of a [Query]
//   - pages of an HTTP API: [Pages] with [Get] or [Fetch], [NextLink]
//   - what is there without bad rows: [SkipBad]
//   - what closing said after a break: [OnClose]
//
// # Errors
//
// An [Error] has the name of the source, the line and column or the row and page, and the
// error itself, for errors.Is and errors.As. Lines, rows and pages are counted from 1, and
// so are columns, in bytes.
//
// A row or value that is bad takes its place in the flow as an error, as long as it is clear
// where the next one begins, and the flow goes on. All else is the last item: an input that
// fails, is cut off or cannot be opened, a header that does not fit, broken quotes or broken
// JSON syntax. What was complete before that has come.
//
// To go on without the bad rows is for [SkipBad], which tells of each of them. It leaves all
// other errors in the flow, by the field Skippable. A [pipeline.Catch] that drops every
// Error makes no such difference: it would take an input that broke off for a whole one,
// or one that is not there for an empty one.
//
// Text that is not UTF-8 is bad, too, rather than changed in silence. A byte order mark is
// skipped.
//
// A [Position] in the struct that a row is read into remembers where that was, for errors
// that come up later, and as the token of [pipeline.Track].
//
// # Memory and reading ahead
//
// Inputs are read by 64 KiB at a time, and given as they come: nobody waits for a buffer to
// fill. What is held in memory does not depend on the size of the input, only on the longest
// line, record or element, which may have any length.
//
// # Stopping
//
// A run that is cancelled ends with the cause; one that is drained (see [pipeline.WithDrain])
// ends without an error, after the value it is at. A Read that blocks is interrupted by
// closing the input.
package source
