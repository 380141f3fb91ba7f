package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// A Codec turns values into bytes, for engines that store those, and back. Both methods may
// be called by several goroutines at once.
type Codec[T any] interface {
	// Append appends the bytes of v to dst and returns the extended slice.
	Append(dst []byte, v T) ([]byte, error)
	// Decode returns the value of the bytes, and keeps none of them. An error says that they
	// are no value and never will be.
	Decode(data []byte) (T, error)
}

// JSON returns the codec of package [encoding/json].
func JSON[T any]() Codec[T] { return jsonCodec[T]{} }

type jsonCodec[T any] struct{}

func (jsonCodec[T]) Append(dst []byte, v T) ([]byte, error) {
	data, err := json.Marshal(v)
	return append(dst, data...), err
}

func (jsonCodec[T]) Decode(data []byte) (v T, err error) {
	err = json.Unmarshal(data, &v)
	return v, err
}

// Bytes returns the codec of what is bytes already.
func Bytes() Codec[[]byte] { return bytesCodec{} }

type bytesCodec struct{}

func (bytesCodec) Append(dst, v []byte) ([]byte, error) { return append(dst, v...), nil }

func (bytesCodec) Decode(data []byte) ([]byte, error) { return bytes.Clone(data), nil }

// Text returns the codec of text in UTF-8. What is not valid is an error, both ways.
func Text() Codec[string] { return textCodec{} }

type textCodec struct{}

var errText = errors.New("engine.Text: invalid UTF-8")

func (textCodec) Append(dst []byte, v string) ([]byte, error) {
	if !utf8.ValidString(v) {
		return dst, errText
	}
	return append(dst, v...), nil
}

func (textCodec) Decode(data []byte) (string, error) {
	if !utf8.Valid(data) {
		return "", errText
	}
	return string(data), nil
}
