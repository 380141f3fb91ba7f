// Package sink has terminals that write flows to files and databases, so that a run that
// fails leaves nothing half-written.
package sink
