import gevent
from gevent.event import Event
from gevent.queue import Queue

YIELDS = 20_000  # in a run of ring


def ring(n):
    """n greenlets take turns by sleep(0)."""
    count = 0

    def f():
        nonlocal count
        for _ in range(YIELDS // n):
            count += 1
            gevent.sleep(0)
    gevent.joinall([gevent.spawn(f) for _ in range(n)])
    return count


def spawn(n):
    """n greenlets are spawned and joined, one after the other."""
    count = 0

    def f():
        nonlocal count
        count += 1
    for _ in range(n):
        gevent.spawn(f).join()
    return count


def spawn_all(n):
    """n greenlets are spawned at once and then joined."""
    count = 0

    def f():
        nonlocal count
        count += 1
    gevent.joinall([gevent.spawn(f) for _ in range(n)])
    return count


def queue(n):
    """n items go from a producer to a consumer through a queue of one place."""
    q = Queue(1)
    total = 0

    def produce():
        for i in range(n):
            q.put(i)

    def consume():
        nonlocal total
        for _ in range(n):
            total += q.get()
    gevent.joinall([gevent.spawn(produce), gevent.spawn(consume)])
    return total


def hold(n):
    """Holds n greenlets that wait."""
    event = Event()
    before = in_use()
    held = [gevent.spawn(event.wait) for _ in range(n)]
    gevent.sleep(0)
    used = in_use() - before
    event.set()
    gevent.joinall(held)
    return n, used


main({"ring": ring, "spawn": spawn, "spawn_all": spawn_all, "queue": queue, "hold": hold})
