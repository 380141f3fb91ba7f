// Package embedded runs the server of NATS in the process that uses it: the real one,
// which also runs elsewhere, with its streams in memory or in a directory.
//
//	server, err := embedded.Start(embedded.Options{Dir: "/var/lib/orders"})
//	if err != nil {
//		return err
//	}
//	defer server.Close()
//	conn, err := server.Connect()
//
// It is for programs of one process, or of several on one machine, that are to lose
// nothing; for development; and for tests, with [StartCluster] also of what happens when
// one server of several fails. A worker in production, which connects to servers that run
// elsewhere, needs only package jetstream, and does not link the server.
//
// # From one process to a cluster
//
// The text of a program stays the same, only the connection is another:
//
//	embedded.Start(embedded.Options{})                    // in memory: for tests
//	embedded.Start(embedded.Options{Dir: dir})            // what it has stored is there again
//	embedded.Start(embedded.Options{Dir: dir, Listen: a}) // also for other processes
//	nats.Connect("nats://a,nats://b,nats://c")            // servers of their own, a cluster
//
// In a cluster, ask for three replicas of each stream (Replicas in jetstream.StreamConfig).
// The program cmd/wordcount is written like that.
//
// # What is safe against what
//
// A stream acknowledges a message once it is stored. What that means depends:
//
//   - In memory (no Dir): it is lost with the process.
//   - In a directory: it has been written and synced to the disk (fsync), one message, or
//     the few that came together, after the other. That is this package's default, not the
//     server's. It takes the time that the disk takes: here, an SSD of a virtual machine,
//     some 5,000 messages a second, a thirtieth of what it is without.
//   - In a directory, with NoSync: it has been handed to the operating system, which writes
//     it, and the server syncs every two minutes. It survives the process, kill -9
//     included, but not the machine: after a loss of power or a crash of the system what was
//     acknowledged in the last minutes may be missing.
//   - In a cluster: most of the replicas have it, in the same sense.
//
// Replicas are no substitute for syncing. Jepsen's analysis of NATS 2.12.1
// (https://jepsen.io/analyses/nats-2.12.1, December 2025) found acknowledged messages lost
// without it when several machines lost power at once, and also when one crashed and
// others were cut off meanwhile; that damaged files of a minority of the replicas lost data;
// and, in a report to the maintainers (nats-server#7545), a loss with syncing, when members of
// the cluster changed. So sync also in servers that run elsewhere (sync_interval: always),
// unless you can do without the last minutes. A test that kills processes shows none of
// that: what they have written stays with the system.
package embedded
