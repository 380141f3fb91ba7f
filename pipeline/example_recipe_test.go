package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/coseq/coseq/pipeline"
)

// A rowError is an error that keeps what it is about.
type rowError struct {
	row string
	err error
}

func (e *rowError) Error() string { return e.row + ": " + e.err.Error() }
func (e *rowError) Unwrap() error { return e.err }

// Rows that cannot be read are put aside, all other errors end the run.
func Example_deadLetters() {
	parse := func(row string) (int, error) {
		amount, err := strconv.Atoi(row)
		if err != nil {
			return 0, &rowError{row, err}
		}
		return amount, nil
	}
	var dead []string
	aside := func(err error) error {
		if bad := (*rowError)(nil); errors.As(err, &bad) {
			dead = append(dead, bad.row)
			return nil
		}
		return err
	}
	amounts := pipeline.Map(pipeline.Of("5", "five", "7", ""), 2, pipeline.Lift(parse))
	good, err := pipeline.Catch(amounts, aside).Collect(context.Background())
	fmt.Printf("%d %q %v\n", good, dead, err)
	// Output: [5 7] ["five" ""] <nil>
}

// Messages are stored two at a time, and acknowledged when they are.
func Example_storeInBatches() {
	type delivery = pipeline.Tracked[message, int]
	var batches []int
	store := func(_ context.Context, batch []delivery) ([]delivery, error) {
		batches = append(batches, len(batch))
		return batch, nil
	}
	twos := pipeline.Batch(pipeline.Track(queue(), message.id), 2, time.Second)
	stored := pipeline.Unbatch(pipeline.Map(twos, 1, store))
	fmt.Println(pipeline.Commit(context.Background(), stored, acknowledge))
	fmt.Println("batches:", batches)
	// Output:
	// done: 7
	// done: 8
	// done: 9
	// done: 10
	// <nil>
	// batches: [2 2]
}
