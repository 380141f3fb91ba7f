import simpy

EVENTS = 20_000  # in a run


def timeouts(n):
    """n processes wait for their timeouts, which are of 1 to 7 seconds."""
    def process(env, delay):
        for _ in range(EVENTS // n):
            yield env.timeout(delay)
    env = simpy.Environment()
    for i in range(n):
        env.process(process(env, i % 7 + 1))
    env.run()
    return int(env.now)


def store(n):
    """n items go from a producer to a consumer through a store of one place."""
    total = 0

    def produce(s):
        for i in range(n):
            yield s.put(i)

    def consume(s):
        nonlocal total
        for _ in range(n):
            total += yield s.get()
    env = simpy.Environment()
    s = simpy.Store(env, 1)
    env.process(produce(s))
    env.process(consume(s))
    env.run()
    return total


main({"timeouts": timeouts, "queue": store})
