package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"
)

var roles = []string{"coordinator", "producer", "worker", "collector"}

// options are what the flags say.
type options struct {
	role, name string
	url, job   string
	replicas   int
	timeout    time.Duration
	attached   bool

	listen, dir string // of the coordinator
	peers       string
	noSync      bool

	files []string // of the producer
	lines int

	pause, ackWait time.Duration // of a worker
	crash          int
	ids            bool

	top     int // of the collector
	workers int // of all together
}

// local is where the server is unless flags say otherwise.
const local = "127.0.0.1:4222"

// parse says on stderr what is wrong with args.
func parse(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("wordcount", flag.ContinueOnError)
	flags.SetOutput(stderr)
	o.define(flags)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: wordcount [flags] [file ...]")
		fmt.Fprintln(stderr, "Counts the words of the files by several processes.")
		fmt.Fprintln(stderr, "- is the standard input. Without a file it makes up a text.")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.files = flags.Args()
	o.name = cmp.Or(o.name, o.role, "wordcount")
	if err := o.check(); err != nil {
		fmt.Fprintln(stderr, "wordcount:", err)
		return o, err
	}
	return o, nil
}

func (o *options) define(flags *flag.FlagSet) {
	flags.StringVar(&o.role, "role", "",
		"coordinator, producer, worker or collector; none means all")
	flags.StringVar(&o.name, "name", "",
		"call this process `name` in reports, instead of by its role")
	flags.StringVar(&o.url, "url", "",
		"join the server or cluster at `url`, such as nats://a:4222,nats://b:4222\n"+
			"(default with a role: nats://"+local+"; without: one that is started)")
	flags.StringVar(&o.job, "job", "",
		"count in streams called `job`-lines and job-counts; one job counts one text\n"+
			"(default with a role: wordcount; without: a new one each time)")
	flags.IntVar(&o.replicas, "replicas", 1, "store each message on `n` servers of the cluster")
	flags.DurationVar(&o.timeout, "timeout", 5*time.Minute,
		"give up after this `time`; coordinators and workers do not")
	flags.BoolVar(&o.attached, "attached", false, "stop when the standard input ends, too")

	flags.StringVar(&o.listen, "listen", "",
		"coordinator: serve at this `address`, to anybody who can reach it\n"+
			"(default with a role: "+local+"; without: any free port of this machine)")
	flags.StringVar(&o.dir, "dir", "",
		"coordinator: keep the streams in this `directory`, not in memory")
	flags.StringVar(&o.peers, "peers", "",
		"coordinator: be one server of a cluster: the `addresses` of all for each other,\n"+
			"its own first, such as a:6222,b:6222,c:6222; needs -dir")
	flags.BoolVar(&o.noSync, "nosync", false, "coordinator: do not sync each message to the disk")

	flags.IntVar(&o.lines, "lines", 20_000, "producer: make up `n` lines if there is no file")

	flags.DurationVar(&o.pause, "pause", 0,
		"worker: wait this `time` for each line, as if for a service;\n"+
			fmt.Sprint(coroutines, " lines wait at once"))
	flags.DurationVar(&o.ackWait, "ackwait", 30*time.Second,
		"worker: have lines counted by another one after this `time`\n"+
			"if this one is gone; the same for all workers of a job")
	flags.IntVar(&o.crash, "crash", 0,
		"worker: kill the process when `n` counts are stored, before they are acknowledged;\n"+
			"without a role: one of the workers")
	flags.BoolVar(&o.ids, "ids", true,
		"worker: publish with message ids; -ids=false shows what they are for")

	flags.IntVar(&o.top, "top", 10, "collector: print the `n` most frequent words; 0 means all")
	flags.IntVar(&o.workers, "workers", 3, "without a role: start `n` workers")
}

// jobName is what can be part of the names of streams and subjects.
var jobName = regexp.MustCompile(`^[A-Za-z0-9_-]*$`)

func (o *options) check() error {
	switch {
	case o.role != "" && !slices.Contains(roles, o.role):
		return fmt.Errorf("-role %s is none of %v", o.role, roles)
	case !jobName.MatchString(o.job):
		return errors.New("-job may only have letters, digits, - and _")
	case min(o.replicas, o.workers) < 1 || min(o.lines, o.crash, o.top) < 0:
		return errors.New("-replicas and -workers must be at least 1, and no number negative")
	case o.timeout <= 0 || o.ackWait <= 0 || o.pause < 0:
		return errors.New("-timeout and -ackwait must be positive, and -pause not negative")
	case o.crash > 0 && o.role == "" && o.workers < 2:
		return errors.New("-crash needs another worker to go on: -workers 2")
	case o.peers != "" && (o.role != "coordinator" || o.dir == ""):
		return errors.New("-peers is for a coordinator, and needs -dir")
	case len(o.files) > 0 && o.role != "" && o.role != "producer":
		return errors.New("files are for the producer")
	case o.attached && slices.Contains(o.files, "-"):
		return errors.New("-attached needs the standard input for itself")
	}
	if o.role != "" {
		o.listen = cmp.Or(o.listen, local)
		o.url = cmp.Or(o.url, "nats://"+local)
		o.job = cmp.Or(o.job, "wordcount")
	}
	return nil
}
