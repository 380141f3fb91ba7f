package clienttest

import (
	"slices"
	"strings"
	"testing"

	natsjs "github.com/nats-io/nats.go/jetstream"

	"github.com/coseq/coseq/pipeline"
)

// Different identifiers stay different for the server, also those that headers cannot
// hold as they are, and equal ones equal.
func TestStrangeIDs(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	ids := []string{"a b", "a\nb", "a\rb", " a b", "\ta b", "a b ", "ü\x00", long, long + "y"}
	b := start(t)
	for range 2 {
		if err := publish(t, b.sink(), pipeline.Messages(pipeline.Of(ids...), itself)); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.data(t, "OUT"); !slices.Equal(got, ids) {
		t.Errorf("%.100q", got)
	}
}

// One message may lead to several in one stream, if each has a subject of
// its own.
func TestSubjectsOfOneStream(t *testing.T) {
	b := start(t)
	b.fill(t, 3)
	for _, subject := range []string{"out.invoices", "out.mails"} {
		source, sink := b.source(), b.sink()
		source.Durable, sink.Subject = subject[4:], subject
		if err := settle(t, sink.Publish(source.Messages()), 3); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, m := range b.stored(t, "OUT") {
		got = append(got, m.Header.Get(natsjs.MsgIDHeader))
	}
	want := []string{
		"IN:1@out.invoices", "IN:2@out.invoices", "IN:3@out.invoices",
		"IN:1@out.mails", "IN:2@out.mails", "IN:3@out.mails",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
