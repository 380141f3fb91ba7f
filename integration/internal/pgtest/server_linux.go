package pgtest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coseq/coseq/integration/internal/missing"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// patience is for how long a server may take to answer, or to stop. It is long, for a
// machine that has other things to do.
const patience = time.Minute

// Start starts a server for the test and returns the URL of its database, for the driver
// "pgx" of github.com/jackc/pgx/v5/stdlib. The server stops when the test ends. Its user
// is a superuser who needs no password; only those who may enter its directory can
// connect. It does not sync its files, so that a crash of the machine would spoil them.
func Start(tb testing.TB) string {
	tb.Helper()
	initdb, postgres := binaries(tb)
	s := &server{account: account(tb)}
	s.makeDir(tb)
	s.run(tb, s.command(initdb, "--pgdata", s.data(), "--username", "coseq", "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"))
	s.start(tb, s.command(postgres, "-D", s.data(), "-k", s.dir,
		"-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20"))
	url := fmt.Sprintf("postgres://coseq@/postgres?host=%s", s.dir)
	s.await(tb, url)
	return url
}

// binaries returns where the programs of the newest version are. Debian has them in
// directories of their own, which are not on the path.
func binaries(tb testing.TB) (initdb, postgres string) {
	tb.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres") // the pattern is correct
	slices.SortFunc(found, func(a, b string) int { return major(a) - major(b) })
	if path, err := exec.LookPath("postgres"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		missing.Skip(tb, "PostgreSQL is not installed", "postgresql")
	}
	postgres = found[len(found)-1]
	return filepath.Join(filepath.Dir(postgres), "initdb"), postgres
}

// major is the version in a path like /usr/lib/postgresql/15/bin/postgres.
func major(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // else 0: the oldest
	return n
}

// account returns as whom the server has to run: PostgreSQL refuses to be root. It is nil
// if the test is run by somebody else anyway.
func account(tb testing.TB) *syscall.Credential {
	tb.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
		if errUID == nil && errGID == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		}
	}
	missing.Skip(tb, "there is neither a user postgres nor a user nobody to run it", "postgresql")
	return nil
}

type server struct {
	account *syscall.Credential
	dir     string // holds data and socket; its path is short, as that of a socket has to be
	process *os.Process
	ended   chan struct{} // closed when it has, after the fields below were set
	err     error
	log     strings.Builder
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

func (s *server) makeDir(tb testing.TB) {
	tb.Helper()
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		tb.Fatal(err)
	}
	s.dir = dir
	tb.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			tb.Error(err)
		}
	})
	if s.account == nil {
		return
	}
	if err := os.Chown(dir, int(s.account.Uid), int(s.account.Gid)); err != nil {
		tb.Fatal(err)
	}
}

func (s *server) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = s.dir // the current directory may be closed to that user
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Credential: s.account,
		Setpgid:    true,            // Ctrl-C is for the test, which stops the server
		Pdeathsig:  syscall.SIGQUIT, // it is not to outlive the test, even if that crashes
	}
	return cmd
}

func (s *server) run(tb testing.TB, cmd *exec.Cmd) {
	tb.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("pgtest: %v: %v\n%s", cmd, err, out)
	}
}

// start starts the server and has it stopped at the end of the test.
func (s *server) start(tb testing.TB, cmd *exec.Cmd) {
	tb.Helper()
	cmd.Stdout, cmd.Stderr = &s.log, &s.log
	started := make(chan error)
	s.ended = make(chan struct{})
	go func() {
		// The kernel takes the end of this thread for the death of the parent.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(s.ended)
		err := cmd.Start()
		started <- err
		if err == nil {
			s.err = cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		tb.Fatalf("pgtest: %v: %v", cmd, err)
	}
	s.process = cmd.Process
	tb.Cleanup(func() {
		s.stop()
		if tb.Failed() {
			tb.Logf("pgtest: the server has ended: %v; its log:\n%s", s.err, &s.log)
		}
	})
}

// stop asks the server to end its connections and then itself, and insists if it does not.
func (s *server) stop() {
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		_ = s.process.Signal(signal) // fails if it has ended, which is seen now
		select {
		case <-s.ended:
			return
		case <-time.After(patience):
		}
	}
	<-s.ended
}

// await returns when the server answers.
func (s *server) await(tb testing.TB, url string) {
	tb.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	for db.PingContext(ctx) != nil {
		select {
		case <-s.ended:
			tb.Fatal("pgtest: the server has ended at once")
		case <-ctx.Done():
			tb.Fatalf("pgtest: no answer within %v", patience)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
