// Package jetstream has the source and the sink of flows over NATS JetStream.
package jetstream
