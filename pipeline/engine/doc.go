// Package engine has what flows need of a message queue: sources, sinks, codecs, and a queue
// in memory.
package engine
