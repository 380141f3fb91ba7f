// Package green has cooperative tasks in the manner of gevent's greenlets: exactly
// one of them runs at a time, in an order that is written down here.
package green
