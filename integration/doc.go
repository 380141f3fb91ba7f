// Package integration has the pipelines of coseq at work between real ends: files,
// databases, servers, terminals and browsers. Its tests use no stand-ins for those.
//
//   - package load, and the command cmd/load, which moves CSV files into SQLite or PostgreSQL
//   - package live, and the command cmd/watch, which show a running flow on a web page
//
// It is a module of its own, so that what it takes to build it is nobody else's matter.
package integration
