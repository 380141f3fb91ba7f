from greenlet import getcurrent, greenlet


def round_trip(n):
    """Sends n numbers to a greenlet, which gives each back plus one."""
    parent = getcurrent()

    def body(x):
        while True:
            x = parent.switch(x + 1)
    g = greenlet(body)
    total = 0
    for i in range(n):
        total += g.switch(i)
    g.throw()
    return total


def create(n):
    """Makes n greenlets, and runs each to its switch and to its end."""
    parent = getcurrent()

    def body():
        parent.switch(1)
    total = 0
    for _ in range(n):
        g = greenlet(body)
        total += g.switch()
        g.switch()
    return total


def hold(n):
    """Holds n greenlets that are suspended."""
    parent = getcurrent()

    def body():
        parent.switch(1)
    before = in_use()
    held = [greenlet(body) for _ in range(n)]
    total = sum(g.switch() for g in held)
    return total, in_use() - before


main({"round_trip": round_trip, "create": create, "hold": hold})
