package embedded

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// A store is the directory that a server has for its own: two of them would destroy each
// other's files without noticing.
type store struct {
	dir       string
	temporary bool
	lock      *flock.Flock // of the operating system: it ends with the process, in any case
}

// openStore takes dir, or a temporary directory if it is "".
func openStore(dir string) (*store, error) {
	if dir == "" {
		dir, err := os.MkdirTemp("", "jetstream-")
		return &store{dir: dir, temporary: true}, err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, "server.lock"))
	switch ok, err := lock.TryLock(); {
	case err != nil:
		return nil, err
	case !ok:
		return nil, fmt.Errorf("%s: another server is running in this directory", dir)
	}
	return &store{dir: dir, lock: lock}, nil
}

// close gives the directory back, or removes it.
func (s *store) close() error {
	if s.temporary {
		return os.RemoveAll(s.dir)
	}
	return s.lock.Close()
}
