// Package clienttest holds the tests of package jetstream that need a server. They are in
// this module, and not beside what they test, so that the module of the client does not
// require the server.
package clienttest
