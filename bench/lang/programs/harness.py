# What all programs in Python have in common. Each is run with this before it, and calls
# main with its works: functions of the size n that return a result, and for works of
# memory also how many bytes are held.
import gc
import resource
import sys
import time


def in_use():
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def main(works):
    work, n, at_least = works[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3])

    def repeat(nanoseconds):
        runs, cpu, start = 0, time.process_time_ns(), time.perf_counter_ns()
        while True:
            result = work(n)
            runs += 1
            wall = time.perf_counter_ns() - start
            if wall >= nanoseconds:
                return runs, wall, time.process_time_ns() - cpu, result

    if at_least:
        repeat(at_least // 10)  # to warm up
    *times, result = repeat(at_least)
    print(*times, *(result if isinstance(result, tuple) else (result, 0)))


