package pgtest_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/coseq/coseq/integration/internal/pgtest"
)

func TestStart(t *testing.T) {
	var dir string
	t.Run("answers", func(t *testing.T) {
		db, err := sql.Open("pgx", pgtest.Start(t))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.QueryRow("SHOW data_directory").Scan(&dir); err != nil {
			t.Fatal(err)
		}
	})
	if _, err := os.Stat(dir); dir != "" && !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is left behind: %v", dir, err)
	}
}
