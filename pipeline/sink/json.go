package sink

import (
	"context"
	"encoding/json"

	"github.com/coseq/coseq/pipeline"
)

// JSONLines is [Write] of each value as a line of JSON, by the rules of package
// [encoding/json], but that <, > and & are themselves in strings. A value that cannot be
// encoded is an [*Error] that names its row.
func JSONLines[T any](ctx context.Context, flow pipeline.Flow[T], to Output) error {
	line := &jsonLine{}
	line.encoder = json.NewEncoder(line)
	line.encoder.SetEscapeHTML(false)
	return write(ctx, "sink.JSONLines", flow, to, nil, func(dst []byte, v T) ([]byte, error) {
		return line.append(dst, v)
	})
}

// A jsonLine appends what its encoder writes.
type jsonLine struct {
	encoder *json.Encoder
	dst     []byte
}

func (l *jsonLine) Write(p []byte) (int, error) {
	l.dst = append(l.dst, p...)
	return len(p), nil
}

func (l *jsonLine) append(dst []byte, v any) ([]byte, error) {
	l.dst = dst
	err := l.encoder.Encode(v)
	return l.dst, err
}
