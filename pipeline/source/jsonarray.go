package source

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/coseq/coseq/pipeline"
)

// JSONArray returns the flow of the elements of the JSON array that in consists of, each
// decoded as [json.Unmarshal] does when it is wanted. There is never more of the input in
// memory than one element and some KiB.
//
// An element that is not a value for T, or is not valid UTF-8, is an [Error] in its place,
// and the flow goes on: [SkipBad] can drop it. Everything else is the last item, after the elements before it: an
// error of the input, one of JSON syntax, an array without an end, or something after it.
// An empty input is no array.
//
// JSONArray panics if in.Open is nil.
func JSONArray[T any](in Input) pipeline.Flow[T] {
	in.check("source.JSONArray")
	d := newJSONDecoder[T]()
	return inBand(func(ctx context.Context, yield func(T, error) bool) error {
		return in.attend(ctx, func(t *text) error {
			a := array{text: t, recent: newRecent(t)}
			a.json = json.NewDecoder(a.recent)
			return eachElement(&a, d, yield)
		})
	})
}

// An array is a text that is being read as a JSON array.
type array struct {
	text   *text
	recent *recent
	json   *json.Decoder
	row    int
}

func eachElement[T any](a *array, d jsonDecoder[T], yield func(T, error) bool) error {
	if err := a.open(); err != nil {
		return err
	}
	v := new(T)
	for a.json.More() {
		if err := a.next(); err != nil {
			return err
		}
		var zero T
		*v = zero
		err := a.json.Decode(v)
		text := a.element()
		if len(text) == 0 {
			return a.broken(err)
		}
		if err != nil {
			*v = zero
			err = json.Unmarshal(text, v) // an error whose offset is one in text
		}
		if err := d.settle(a.recent.at, text, false, v, err); !yield(*v, err) {
			return errLeft
		}
	}
	return a.close()
}

// open reads the beginning of the array.
func (a *array) open() error {
	bracket, err := a.json.Token()
	a.recent.skip(0)
	if err != nil {
		return a.broken(err)
	}
	if bracket != json.Delim('[') {
		return a.recent.at.Wrap(errors.New("not a JSON array"))
	}
	return nil
}

// next leaves everything behind that comes before the next element.
func (a *array) next() error {
	a.recent.at.Row = 0
	next := a.recent.skip(a.json.InputOffset())
	switch {
	case a.row == 0 || next == 0: // or it has not come, which the decoder is to find out
	case next == ',':
		a.recent.leave(1)
	default:
		return a.recent.at.Wrap(errors.New("no comma after the element"))
	}
	a.row++
	a.recent.at.Row = a.row
	return nil
}

// element returns the text of the element that has been decoded, which is next, or nothing
// if it is no JSON.
func (a *array) element() []byte {
	a.recent.skip(a.recent.offset)
	return a.recent.until(max(a.json.InputOffset(), a.recent.offset))
}

// close reads the end of the array and makes sure that nothing comes after it.
func (a *array) close() error {
	a.recent.at.Row = 0
	if _, err := a.json.Token(); err != nil {
		a.recent.skip(a.json.InputOffset())
		return a.broken(err)
	}
	err := a.recent.skipRest(a.json.InputOffset())
	switch {
	case err == nil:
		return a.recent.at.Wrap(errors.New("more after the end of the JSON array"))
	case err == io.EOF: //nolint:errorlint // itself, as io.Reader has it
		return nil
	default:
		return err
	}
}

// broken returns err, which ends the array, with its place.
func (a *array) broken(err error) error {
	if failed := new(Error); errors.As(err, &failed) {
		return failed // of the input
	}
	var value json.RawMessage
	if again := json.Unmarshal(a.recent.ahead(), &value); again != nil {
		err = again // whose offset is one in that
	}
	if err.Error() == "unexpected end of JSON input" {
		return a.text.here().Wrap(io.ErrUnexpectedEOF)
	}
	return jsonError(a.recent.at, a.recent.ahead(), err)
}
