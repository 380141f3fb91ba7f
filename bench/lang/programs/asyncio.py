import asyncio

YIELDS = 20_000  # in a run of ring


async def ring(n):
    """n tasks take turns by sleep(0)."""
    count = 0

    async def f():
        nonlocal count
        for _ in range(YIELDS // n):
            count += 1
            await asyncio.sleep(0)
    await asyncio.gather(*(f() for _ in range(n)))
    return count


async def spawn(n):
    """n tasks are spawned and awaited, one after the other."""
    count = 0

    async def f():
        nonlocal count
        count += 1
    for _ in range(n):
        await asyncio.create_task(f())
    return count


async def spawn_all(n):
    """n tasks are spawned at once and then awaited."""
    count = 0

    async def f():
        nonlocal count
        count += 1
    await asyncio.gather(*(f() for _ in range(n)))
    return count


async def queue(n):
    """n items go from a producer to a consumer through a queue of one place."""
    q = asyncio.Queue(1)
    total = 0

    async def produce():
        for i in range(n):
            await q.put(i)

    async def consume():
        nonlocal total
        for _ in range(n):
            total += await q.get()
    await asyncio.gather(produce(), consume())
    return total


async def hold(n):
    """Holds n tasks that wait."""
    event = asyncio.Event()
    before = in_use()
    held = [asyncio.create_task(event.wait()) for _ in range(n)]
    await asyncio.sleep(0)
    used = in_use() - before
    event.set()
    await asyncio.gather(*held)
    return n, used


def on_a_loop(work):
    return lambda n: asyncio.run(work(n))


main({work.__name__: on_a_loop(work) for work in (ring, spawn, spawn_all, queue, hold)})
