#!/usr/bin/env python3
"""Writes itertools.json: what Python's iteration tools make of generated inputs.

    python3 itertools.py > itertools.json
    python3 itertools.py 7 1000 > more.json && go test ./seq -run Oracle -oracle $PWD/more.json

The first argument is the seed, the second the number of inputs for an operation.
Nothing but the standard library is needed: recipes of more-itertools are written
out, after its documentation. Where more_itertools and numpy are installed, the
recipes are held against them.

An operation is a function named for its op. The names of its parameters say what
is generated for them; see GENERATORS.
"""

import functools
import heapq
import inspect
import json
import math
import operator
import random
import statistics
import sys
from collections import Counter
from itertools import (
    accumulate, chain, combinations, combinations_with_replacement, count, cycle, dropwhile,
    filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile,
    tee, zip_longest,
)

try:
    import more_itertools as more
    import numpy
except ImportError:
    more = numpy = None

WORDS = ("a an ant Ant bee Bee cat dog eel elk emu fly fox gnu hen hog jay koi owl pig ram yak"
         .split())

# ---- generated inputs ----


def ints(r):
    """a, b: few values, so that equals are frequent; short, so that empty is."""
    return [r.randint(-2, 4) for _ in range(r.choice((0, 1, 2, 3, 4, 5, 6, 8, 12)))]


def ids(r):
    """i, j: numbers whose tens are the key, so that equal keys can be told apart."""
    return [r.randint(0, 3) * 10 + n for n in range(r.randint(0, 9))]


def floats(r):
    """x: quarters, whose sums and products are exact."""
    return [r.randint(-40, 40) / 4 for _ in range(r.randint(0, 8))]


def reals(r):
    """r: floats of any size, of which a sum has to be rounded."""
    return [round(r.uniform(-1, 1), 3) * 10.0 ** r.randint(-9, 9) for _ in range(r.randint(0, 5))]


def words(r):
    return [r.choice(WORDS) for _ in range(r.randint(0, 9))]


def lists(r):
    return [ints(r) for _ in range(r.randint(0, 5))]


def rows(r):
    return sorted_lists(r, lambda: r.randint(-3, 6))


def idrows(r):
    """k: lists of ids sorted by their tens only."""
    n = iter(range(100))
    return [sorted((r.randint(0, 3) * 100 + next(n) for _ in range(r.randint(0, 5))), key=hundreds)
            for _ in range(r.randint(0, 6))]


def sorted_lists(r, value):
    return [sorted(value() for _ in range(r.randint(0, 6))) for _ in range(r.randint(0, 9))]


GENERATORS = {
    "a": ints, "b": ints, "i": ids, "j": ids, "x": floats, "r": reals, "w": words,
    "lists": lists, "rows": rows, "idrows": idrows,
    "pool": lambda r: [r.randint(0, 9) for _ in range(r.randint(0, 5))],
    "pools": lambda r: [[r.randint(0, 9) for _ in range(r.choice((0, 1, 2, 2, 3)))]
                        for _ in range(r.randint(0, 3))],
    "digits": lambda r: [r.choice(("7", "-12", "x", "", "40", "1.5", "0"))
                         for _ in range(r.randint(0, 6))],
    "pairs": lambda r: [[r.randint(0, 4), r.randint(-3, 5)] for _ in range(r.randint(0, 8))],
    "n": lambda r: r.randint(0, 9),         # a count
    "size": lambda r: r.randint(1, 6),      # at least 1
    "v": lambda r: r.randint(-2, 4),        # a value
    "lo": lambda r: r.randint(-9, 9), "hi": lambda r: r.randint(-9, 9),
    "step": lambda r: r.choice((-7, -3, -2, -1, 1, 2, 3, 7)),
    "lo8": lambda r: r.choice((-128, -127, -100, -1, 0, 5, 100, 126, 127)),
    "hi8": lambda r: r.choice((-128, -127, -90, -1, 0, 9, 120, 126, 127)),
    "step8": lambda r: r.choice((-128, -127, -100, -3, -1, 1, 3, 7, 100, 127)),
    "lo64": lambda r: str(r.choice((-(1 << 63), -1, 0, (1 << 63) - 1)) // r.choice((1, 1, 3))),
    "hi64": lambda r: str(r.choice((-(1 << 63), -1, 0, (1 << 63) - 1)) // r.choice((1, 1, 3))),
    "step64": lambda r: str(r.choice((-1, 1)) * ((1 << r.choice((63, 62, 62, 61, 60))) - 1)),
    "start": lambda r: r.choice((0.0, 1.0, -1.5, 0.1, 0.3, round(r.uniform(-9, 9), 2))),
    "stop": lambda r: r.choice((0.0, 1.0, 2.5, 0.7, 1.2, -3.0, round(r.uniform(-9, 9), 2))),
    "delta": lambda r: r.choice((0.1, -0.1, 0.25, 0.3, -0.7, 1.0, 0.05, 1.1)),
}

# ---- callbacks: they have twins of the same name in oracle_test.go ----


def even(v):
    return v % 2 == 0


def small(v):
    return v < 3


def tens(v):
    return v // 10


def hundreds(v):
    return v // 100


def by(key):
    """A comparison of keys, as cmp.Compare."""
    return functools.cmp_to_key(lambda a, b: (key(a) > key(b)) - (key(a) < key(b)))


def falls(a, b):
    return a > b


OPS = {}


def op(f):
    OPS[f.__name__.rstrip("_")] = f
    return f


def found(values):
    """The first value in a list of one, or None: (v, ok) in Go."""
    return next(([v] for v in values), None)


# ---- sources ----


@op
def range_(lo, hi):
    return list(range(lo, hi))


@op
def range_int8(lo8, hi8):
    return ends(range(lo8, hi8))


@op
def range_uint8(lo8, hi8):
    return ends(range(lo8 + 128, hi8 + 128))


@op
def rangestep(lo, hi, step):
    return list(range(lo, hi, step))


@op
def rangestep_int8(lo8, hi8, step8):
    return ends(range(lo8, hi8, step8))


@op
def rangestep_int64(lo64, hi64, step64):
    return [str(v) for v in range(int(lo64), int(hi64), int(step64))]


@op
def rangestep_uint8(lo8, hi8, size):
    return ends(range(lo8 + 128, hi8 + 128, size * 40))


@op
def arange(start, stop, delta):
    n = max(0, math.ceil((stop - start) / delta))
    if numpy:
        assert n == len(numpy.arange(start, stop, delta))
    return ends([start + i * delta for i in range(n)])


def ends(r):
    """Enough of a range to tell it by: how many, the first and the last three."""
    return [len(r), list(r[:3]), list(r[-3:]) if len(r) > 2 else []]


@op
def repeatn(v, n):
    return list(repeat(v, n))


@op
def repeat_(v, n):
    return list(islice(repeat(v), n))


@op
def iterate(v, step, n):
    return list(islice(count(v, step), n))


@op
def iterate_powers(v, n):
    return list(islice(accumulate(repeat(v), lambda x, _: 3 * x - 1), n))


@op
def generate(a):
    return list(iter(chain(a, repeat(None)).__next__, None))


@op
def unfold(n, step):
    """The digits of a number, last first."""
    def digits(x):
        while x:
            x, d = divmod(x, 10)
            yield d
    return list(digits(n * 1371 + abs(step)))


@op
def cycle_(a, n):
    return list(islice(cycle(a), n))


@op
def sortedmap(pairs):
    return sorted(dict(pairs).items())


# ---- one in, one or none or more out ----


@op
def map_(a, v):
    return list(map(lambda x: x * v + 1, a))


@op
def map_words(w):
    return list(map(str.upper, w))


@op
def filter_(a):
    return list(filter(even, a))


@op
def reject(a):
    return list(filterfalse(even, a))


@op
def filtermap(digits):
    return list(filter_except(digits))


def filter_except(digits):
    for s in digits:
        try:
            yield int(s)
        except ValueError:
            pass


@op
def flatmap(a):
    return list(chain.from_iterable(map(lambda v: range(v), a)))


@op
def flatten(lists):
    return list(chain.from_iterable(lists))


@op
def flattenslices(lists):
    return list(chain(*lists))


@op
def tap(a):
    seen = []
    return [list(map(lambda v: (seen.append(v), v)[1], a)), seen]


@op
def scan(a, v):
    return list(accumulate(a, initial=v))


@op
def scan_max(a, v):
    return list(accumulate(a, max, initial=v))


@op
def scan_words(w):
    return list(accumulate(w, lambda acc, s: acc + len(s), initial=0))


@op
def enumerate_(w):
    return list(enumerate(w))


@op
def intersperse(a, v):
    return list(islice(chain.from_iterable(zip(repeat(v), a)), 1, None))


# ---- parts ----


@op
def take(a, n):
    return list(islice(a, n))


@op
def drop(a, n):
    return list(islice(a, n, None))


@op
def stepby(a, size):
    return list(islice(a, None, None, size))


@op
def slice_(a, n, v, size):
    return list(islice(a, n, n + v + 2, size))


@op
def takewhile_(a):
    return list(takewhile(small, a))


@op
def takeuntil(a):
    return list(takewhile_inclusive(lambda v: not even(v), a))


def takewhile_inclusive(predicate, iterable):
    for x in iterable:
        yield x
        if not predicate(x):
            break


@op
def dropwhile_(a):
    return list(dropwhile(small, a))


@op
def takelast(a, n):
    if more:
        assert a[max(0, len(a) - n):] == list(more.tail(n, a))
    return a[max(0, len(a) - n):]


@op
def droplast(a, n):
    return a[:max(0, len(a) - n)]


# ---- several into one ----


@op
def concat(lists):
    return list(chain(*lists))


@op
def append(a, b):
    return list(chain(a, b))


@op
def prepend(a, b):
    return list(chain(b, a))


@op
def zip_(a, w):
    return list(zip(a, w))


@op
def ziplongest(a, b, v):
    return list(zip_longest(a, b, fillvalue=v))


@op
def zipstrict(a, b):
    """The pairs, and whether the lengths differed."""
    pairs = []
    try:
        for pair in zip(iter(a), iter(b), strict=True):
            pairs.append(pair)
    except ValueError:
        return [pairs, True]
    return [pairs, False]


@op
def zipwith(a, b):
    return list(map(lambda x, y: 10 * x + y, a, b))


@op
def unzip(pairs):
    return list(map(list, zip(*pairs))) or [[], []]


@op
def interleave(lists):
    none = object()
    out = [v for v in chain.from_iterable(zip_longest(*lists, fillvalue=none)) if v is not none]
    if more:
        assert out == list(more.interleave_longest(*lists))
    return out


@op
def merge(rows):
    return list(heapq.merge(*rows))


@op
def mergefunc(idrows):
    return list(heapq.merge(*idrows, key=hundreds))


@op
def mergefunc_reverse(rows):
    return list(heapq.merge(*(row[::-1] for row in rows), reverse=True))


@op
def product_(a, w):
    return list(product(a, w))


# ---- groups and windows ----


@op
def chunk(a, size):
    it = iter(a)
    return list(iter(lambda: list(islice(it, size)), []))


@op
def chunkby(i):
    return [(k, list(g)) for k, g in groupby(i, key=tens)]


@op
def chunkby_words(w):
    return [(k, list(g)) for k, g in groupby(w, key=len)]


@op
def splitwhen(a):
    if not a:
        return []
    runs = [[a[0]]]
    for x, y in pairwise(a):
        runs.append([y]) if falls(x, y) else runs[-1].append(y)
    if more:
        assert runs == list(more.split_when(a, falls))
    return runs


@op
def window(a, size):
    return [a[i:i + size] for i in range(len(a) - size + 1)]


@op
def pairwise_(a):
    return list(pairwise(a))


@op
def runlength(a):
    runs = [(k, len(list(g))) for k, g in groupby(a)]
    if more:
        assert runs == list(more.run_length.encode(a))
    return runs


@op
def groupby_(i):
    return map_reduce(i, tens)


@op
def groupby_words(w):
    return map_reduce(w, str.lower)


def map_reduce(iterable, keyfunc, reducefunc=list):
    groups = {}
    for x in iterable:
        groups.setdefault(keyfunc(x), []).append(x)
    return {k: reducefunc(g) for k, g in groups.items()}


@op
def foldby(i):
    return map_reduce(i, tens, lambda g: functools.reduce(lambda acc, v: acc * 3 + v, g, 1))


@op
def countby(w):
    return Counter(map(len, w))


@op
def keyby(i):
    return {tens(v): v for v in i}


@op
def partition(a):
    return [list(filter(even, a)), list(filterfalse(even, a))]


# ---- order and sets ----


@op
def distinct(a):
    return list(unique_everseen(a))


def unique_everseen(iterable, key=lambda v: v):
    seen = set()
    for x in iterable:
        if key(x) not in seen:
            seen.add(key(x))
            yield x


@op
def distinctby(i):
    return list(unique_everseen(i, tens))


@op
def distinctby_words(w):
    return list(unique_everseen(w, str.lower))


@op
def compact(a):
    return [k for k, _ in groupby(a)]


@op
def compactby(i):
    return [next(g) for _, g in groupby(i, key=tens)]


@op
def union(lists):
    return list(unique_everseen(chain(*lists)))


@op
def intersect(a, lists):
    return [v for v in unique_everseen(a) if all(v in other for other in lists[:2])]


@op
def difference(a, lists):
    return [v for v in unique_everseen(a) if not any(v in other for other in lists[:2])]


@op
def top(a, n):
    return heapq.nlargest(n, a)


@op
def topfunc(i, n):
    return heapq.nlargest(n, i, key=tens)


@op
def topfunc_smallest(i, n):
    return heapq.nsmallest(n, i, key=tens)


@op
def joinby(i, j):
    return [(x, y) for x in i for y in j if tens(x) == tens(y)]


# ---- combinatorics ----


@op
def combinations_(pool, n):
    return list(combinations(pool, n))


@op
def combinations_with_replacement_(pool, v):
    return list(combinations_with_replacement(pool, max(0, v)))


@op
def permutations_(pool, n):
    return list(permutations(pool[:4], n))


@op
def powerset(pool):
    return list(chain.from_iterable(combinations(pool, r) for r in range(len(pool) + 1)))


@op
def productn(pools):
    return list(product(*pools))


# ---- folds and searches ----


@op
def fold(a, v):
    return functools.reduce(lambda acc, x: acc * 2 - x, a, v)


@op
def fold_words(w):
    return functools.reduce(lambda acc, s: s[0] + acc, w, "")


@op
def foldwhile(a, v):
    """The state that first exceeds 5, or the last one."""
    return list(takewhile_inclusive(lambda acc: acc <= 5, accumulate(a, initial=min(v, 5))))[-1]


@op
def reduce_(a):
    return found([functools.reduce(operator.sub, a)] if a else [])


@op
def sum_(a):
    return sum(a)


@op
def sum_floats(x):
    return sum(x)


@op
def prod(a):
    return math.prod(a)


@op
def prod_floats(x):
    return math.prod(x)


@op
def mean(a):
    return found([statistics.mean(a)] if a else [])


@op
def mean_floats(r):
    return found([statistics.mean(r)] if r else [])


@op
def min_(a):
    return found(sorted(a))


@op
def max_(a):
    return found(sorted(a)[-1:])


@op
def minmax(a):
    return [min(a), max(a)] if a else None


@op
def minby(i):
    return found([min(i, key=tens)] if i else [])


@op
def maxby(i):
    return found([max(i, key=tens)] if i else [])


@op
def maxby_words(w):
    return found([max(w, key=len)] if w else [])


@op
def minfunc(i):
    return found([min(i, key=by(tens))] if i else [])


@op
def maxfunc(i):
    return found([max(i, key=by(tens))] if i else [])


@op
def equal(a, b, n):
    other = a if even(n) else b
    return a == list(other)


@op
def equalfunc(a, w):
    return len(a) == len(w) and all(map(lambda v, s: v < len(s), a, w))


@op
def every(a):
    return all(map(small, a))


@op
def some(a):
    return any(map(lambda v: not small(v), a))


@op
def none(a):
    return not any(map(even, a))


@op
def count_(a):
    return sum(1 for _ in a)


@op
def contains(a, v):
    return v in a


@op
def find(a):
    return found(filter(lambda v: not small(v), a))


@op
def first(a):
    return found(a)


@op
def last(a):
    return found(a[-1:])


@op
def nth(a, n):
    return found(islice(a, n, None))


@op
def single(a, size):
    short = a[:size - 1]
    return found(short if len(short) == 1 else [])


@op
def isempty(a):
    return not a


@op
def issorted(a, n):
    return all(starmap(operator.le, pairwise(sorted(a) if even(n) else a)))


@op
def compare(a, b, n):
    other = a[:n] if even(n) else b
    return (a > other) - (a < other)


@op
def foreach(a):
    return list(a)


@op
def join(w, n):
    return (", " * n).join(w)


# ---- pairs ----


@op
def map2(pairs):
    return list(starmap(lambda k, v: (v, k + v), pairs))


@op
def filter2(pairs):
    return [p for p in pairs if operator.le(*p)]


@op
def take2(pairs, n):
    return list(islice(pairs, n))


@op
def drop2(pairs, n):
    return list(islice(pairs, n, None))


@op
def concat2(pairs, n):
    return list(chain(pairs[:n], pairs, pairs[n:]))


@op
def keys(pairs):
    return [k for k, _ in pairs]


@op
def values(pairs):
    return [v for _, v in pairs]


@op
def swap(pairs):
    return [(v, k) for k, v in pairs]


@op
def mapvalues(pairs):
    return [(k, v * v) for k, v in pairs]


# ---- errors ----


def parsed(digits):
    for s in digits:
        try:
            yield int(s), False
        except ValueError:
            yield 0, True


@op
def trymap(digits):
    """The numbers, each with whether there was an error in its place."""
    return list(parsed(digits))


@op
def trycollect(digits):
    good = list(takewhile(lambda p: not p[1], parsed(digits)))
    return [[v for v, _ in good], len(good) < len(digits)]


@op
def collectall(digits):
    return [[v for v, bad in parsed(digits) if not bad], sum(bad for _, bad in parsed(digits))]


@op
def stoponerror(digits, n):
    """At most n values, and whether an error was come to."""
    good = [v for v, _ in takewhile(lambda p: not p[1], parsed(digits))]
    return [good[:n], len(good) < min(n, len(digits))]


# ---- sharing ----


@op
def memoize(a, n):
    """A walk that is broken off after n values, and a full one, of one source."""
    one, other = tee(iter(a))
    return [list(islice(one, n)), list(other)]


@op
def memoize_nested(a):
    return [(x, y) for x in a for y in a]


# ---- the file ----


def cases(name, f, seed, number):
    r = random.Random(f"{seed} {name}")
    params = list(inspect.signature(f).parameters)
    seen = set()
    for _ in range(number):
        args = {p: GENERATORS[p](r) for p in params}
        line = json.dumps({"op": name, **args, "want": f(**args)}, separators=(",", ":"))
        if line not in seen:
            seen.add(line)
            yield line


def main(seed="1", number="120"):
    lines = (line for name, f in OPS.items() for line in cases(name, f, seed, int(number)))
    print("[" + ",\n".join(lines) + "]")


if __name__ == "__main__":
    main(*sys.argv[1:])
