package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Three servers store each message; three times, the one that leads the stream of the lines is
// killed, as by kill -9, and started again. Nothing is lost or counted twice.
func TestLeaderKilled(t *testing.T) {
	if raced {
		t.Skip("the elections of three servers starve under the race detector on two cores")
	}
	if testing.Short() {
		t.Skip("each time it takes the servers up to ten seconds to choose another leader")
	}
	t.Parallel()
	const lines = 20_000
	c := startServers(t)
	tr := joinTrial(t, c.urls(), 3)
	collector := tr.start(t, "collector", "collector", "-top", "0")
	for _, name := range []string{"one", "another"} {
		tr.start(t, "worker", name, "-pause", "20ms", "-ackwait", "5s")
	}
	producer := tr.start(t, "producer", "producer", "-lines", "20000")

	for _, percent := range []int{20, 40, 60} {
		tr.untilStored(t, lines/100*percent)
		leader := tr.leader(t)
		t.Logf("killed with %d %% counted: %s", percent, leader)
		c.restart(t, leader)
	}
	producer.ends(t, 0)
	collector.ends(t, 0)
	if diff := cmp.Diff(plainly(joined(madeUp(lines))), printed(t, collector.out.String())); diff != "" {
		t.Errorf("counts differ (-want +got):\n%s", diff)
	}
	r := tr.record(t)
	t.Log("longest silence", r.silence.Round(time.Millisecond))
	if len(r.lines) != lines || r.twice != 0 {
		t.Errorf("%d lines, %d twice", len(r.lines), r.twice)
	}
}

// servers are coordinators that are a cluster, by the addresses that they have for each other.
type servers struct {
	peers, clients, dirs []string
	running              []*child
}

func startServers(t *testing.T) *servers {
	s := &servers{running: make([]*child, 3)}
	for range s.running {
		s.peers = append(s.peers, freeAddress(t))
		s.clients = append(s.clients, freeAddress(t))
		s.dirs = append(s.dirs, t.TempDir())
	}
	for i := range s.running {
		s.start(t, i)
	}
	return s
}

func (s *servers) start(t *testing.T, i int) {
	t.Helper()
	own := s.peers[i]
	others := slices.DeleteFunc(slices.Clone(s.peers), func(peer string) bool { return peer == own })
	s.running[i], _ = startServer(t, "-listen", s.clients[i], "-dir", s.dirs[i], "-nosync",
		"-peers", own+","+strings.Join(others, ","))
}

// restart kills the server with that address, and starts it again.
func (s *servers) restart(t *testing.T, peer string) {
	t.Helper()
	i := slices.Index(s.peers, peer)
	if err := s.running[i].Process.Kill(); err != nil {
		t.Error(err)
	}
	killed(t, s.running[i])
	s.start(t, i)
}

func (s *servers) urls() string { return "nats://" + strings.Join(s.clients, ",nats://") }

// leader returns which server leads the stream of the lines.
func (tr *trial) leader(t *testing.T) string {
	t.Helper()
	for {
		if leader := tr.stream(t, "lines").CachedInfo().Cluster.Leader; leader != "" {
			return leader
		}
	}
}
