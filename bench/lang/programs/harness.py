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
    cpu, start = time.process_time_ns(), time.perf_counter_ns()
    result, runs = work(n), 1
    while time.perf_counter_ns() - start < at_least:
        work(n)
        runs += 1
    wall, cpu = time.perf_counter_ns() - start, time.process_time_ns() - cpu
    result, held = result if isinstance(result, tuple) else (result, 0)
    print(runs, wall, cpu, result, held)


