def round_trip(n):
    """Sends n numbers to a generator, which gives each back plus one."""
    def body():
        x = yield
        while True:
            x = yield x + 1
    g = body()
    next(g)
    total = 0
    for i in range(n):
        total += g.send(i)
    g.close()
    return total


def create(n):
    """Makes n generators, and runs each to its yield and to its end."""
    def body():
        yield 1
    total = 0
    for _ in range(n):
        g = body()
        total += next(g)
        next(g, None)
    return total


def hold(n):
    """Holds n generators that are suspended."""
    def body():
        yield 1
    before = in_use()
    held = [body() for _ in range(n)]
    total = sum(next(g) for g in held)
    return total, in_use() - before


main({"round_trip": round_trip, "create": create, "hold": hold})
