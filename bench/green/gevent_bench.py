"""Times one thing of gevent: gevent_bench.py NAME N prints nanoseconds an operation.

It times the whole run on its own clock, the start of the interpreter left out.
"""
import sys
import time

import gevent
from gevent.queue import Queue


def ring(n, tasks=1000):
    """n calls of sleep(0), by greenlets that take turns."""
    def f():
        for _ in range(n // tasks):
            gevent.sleep(0)
    gevent.joinall([gevent.spawn(f) for _ in range(tasks)])
    return n // tasks * tasks


def spawn(n):
    """n greenlets that do nothing, each spawned and joined."""
    def f():
        pass
    for _ in range(n):
        gevent.spawn(f).join()
    return n


def spawn_all(n):
    """n greenlets that do nothing, spawned at once and then joined."""
    def f():
        pass
    gevent.joinall([gevent.spawn(f) for _ in range(n)])
    return n


def queue(n):
    """n items from a producer to a consumer through a Queue(1)."""
    q = Queue(1)

    def produce():
        for i in range(n):
            q.put(i)

    def consume():
        for _ in range(n):
            q.get()
    gevent.joinall([gevent.spawn(produce), gevent.spawn(consume)])
    return n


def main(name, n):
    work = {"ring": ring, "spawn": spawn, "spawn_all": spawn_all, "queue": queue}[name]
    start = time.perf_counter_ns()
    done = work(n)
    print((time.perf_counter_ns() - start) / done)


main(sys.argv[1], int(sys.argv[2]))
