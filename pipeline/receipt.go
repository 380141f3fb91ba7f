package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strconv"

	"github.com/coseq/coseq/internal/fault"
)

var errPart = errors.New("pipeline: a part of a message cannot be settled by itself")

// A part is the receipt of one of several values that were made of one. An engine that
// looks for a receipt of its own finds it by Unwrap.
type part struct {
	of     Receipt
	number int
	split  bool // by Split, and FlatMap does not know yet
}

func (p *part) ID() string {
	return p.of.ID() + "/" + strconv.Itoa(p.number)
}

func (p *part) Ack(context.Context) error         { return errPart }
func (p *part) Nack(context.Context, error) error { return errPart }
func (p *part) Unwrap() Receipt                   { return p.of }

// A joint is the receipt of one value that was made of several.
type joint []Receipt

func (j joint) ID() string {
	hash, size := sha256.New(), [8]byte{}
	for _, r := range j {
		id := r.ID()
		binary.BigEndian.PutUint64(size[:], uint64(len(id)))
		hash.Write(size[:])
		hash.Write([]byte(id))
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}

func (j joint) Ack(ctx context.Context) error {
	var errs []error
	for _, r := range j {
		errs = append(errs, r.Ack(ctx))
	}
	return fault.Join(errs...)
}

func (j joint) Nack(ctx context.Context, cause error) error {
	var errs []error
	for _, r := range j {
		errs = append(errs, r.Nack(ctx, cause))
	}
	return fault.Join(errs...)
}
