// Package green has the benchmarks of pull/green beside gevent, which it is
// modelled on: the same programs, turn by turn in one run.
//
//	go test -bench . ./green
//
// They need a python3 that has gevent (apt-get install python3-gevent), and are
// skipped without.
package green
