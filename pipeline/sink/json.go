package sink

import (
	"context"
	"encoding/json"

	"github.com/coseq/coseq/pipeline"
)

// JSONLines is [Write] of each value as a line of JSON, by the rules of package
// [encoding/json], but that <, > and & are themselves in strings. So what is not valid
// UTF-8 is replaced. A value that cannot be encoded, such as NaN, is an [*Error] that names
// its row. Unlike in CSV, a field of type [source.Position] is left out only if its tag is
// `json:"-"`, or if it is embedded: otherwise it is written as {}.
func JSONLines[T any](ctx context.Context, flow pipeline.Flow[T], to Output) error {
	var value T // is encoded where it is, which spares a copy of each
	line := &jsonLine{}
	encoder := json.NewEncoder(line)
	encoder.SetEscapeHTML(false)
	return write(ctx, "sink.JSONLines", flow, to, nil, func(dst []byte, v T) ([]byte, error) {
		value, line.dst = v, dst
		err := encoder.Encode(&value)
		return line.dst, err
	})
}

// A jsonLine appends what an encoder writes.
type jsonLine struct{ dst []byte }

func (l *jsonLine) Write(p []byte) (int, error) {
	l.dst = append(l.dst, p...)
	return len(p), nil
}
