"""Which of all sets loses least? ``exhaustive``, ``anneal``, ``how_many``, ``Trace``"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb, exp, log
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["Trace", "anneal", "exhaustive", "how_many", "temperatures"]

_Flags = NDArray[np.bool_]
_Loss = Callable[[_Flags], float]

EQUAL: Final = 1e-12  # losses no further apart differ by rounding only
_TRIALS: Final = 50  # moves that show how much a move changes
_HOTTEST: Final = (0.5, 0.1, 0.1, 0.1, 0.1)  # temperature at the start of each round
_COLDEST: Final = 0.003


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What the search did, one entry per iteration.

    ``temperature``; ``proposed``, the loss of the set it looked at; ``accepted``, whether it went there;
    ``loss`` and ``size`` of the set it was at then; ``best``, the smallest loss so far.
    """

    temperature: NDArray[np.float64]
    proposed: NDArray[np.float64]
    accepted: NDArray[np.bool_]
    loss: NDArray[np.float64]
    size: NDArray[np.int64]
    best: NDArray[np.float64]

    def to_polars(self) -> pl.DataFrame:
        """Return one row per iteration."""
        columns = {name: getattr(self, name) for name in self.__slots__}
        return pl.DataFrame(columns).with_row_index("iteration", offset=1)


def how_many(count: int, size: int | None) -> int:
    """Return how many sets of ``size`` there are, or of any size from 1 to ``count`` - 1.

    >>> how_many(4, 2), how_many(4, None)
    (6, 14)
    """
    return comb(count, size) if size is not None else 2**count - 2


def exhaustive(loss: _Loss, count: int, size: int | None) -> _Flags:
    """Return the set with the smallest loss, having looked at all: small ones first, then by number.

    Cost: as many losses as there are sets.
    """
    best, least = np.zeros(count, np.bool_), np.inf
    for members in _sets(count, size):
        value = loss(members)
        if value < least - EQUAL:
            best, least = members, value
    return best


def anneal(
    loss: _Loss, start: _Flags, *, sized: bool, iterations: int, seed: int
) -> tuple[_Flags, Trace]:
    """Return the best set that simulated annealing comes by, never worse than ``start``, and its trace.

    A move exchanges one element, or, unless sets are ``sized``, adds, removes or exchanges one, each as
    likely where it is possible; at least one element stays in and one out. A worse set is accepted with
    probability exp(-Δ / (τ s)): Δ is the difference of the logarithms of the losses, s the mean one of 50 moves
    from ``start``, and τ the temperature. There are five rounds of the same length. The first begins
    at a random set, where τ is 0.5, the others at the best set so far, where it is 0.1; in each τ falls by a
    constant factor to 0.003.

    The method is that of Kirkpatrick, S., Gelatt, C. D. & Vecchi, M. P. (1983), Optimization by Simulated
    Annealing, Science 220, 671-680, doi 10.1126/science.220.4598.671. Cost: ``iterations`` losses and 51 at
    most, as none is computed twice.
    """
    random = np.random.default_rng(seed)
    known: dict[bytes, float] = {}

    def valued(members: _Flags) -> float:
        key = np.packbits(members).tobytes()
        if key not in known:
            known[key] = loss(members)
        return known[key]

    def height(value: float) -> float:
        return log(max(value, EQUAL))

    least = valued(start)
    trials = [_moved(start, random, sized=sized) for _ in range(_TRIALS)]
    scale = max(sum(abs(height(valued(m)) - height(least)) for m in trials) / _TRIALS, EQUAL)
    best = min([start, *trials], key=valued)
    here = best
    now = least = valued(best)
    path: list[tuple[float, float, bool, float, int, float]] = []
    for t, warmth in enumerate(temperatures(iterations).tolist()):
        if t == 0:
            here = np.zeros(len(start), np.bool_)
            size = int(start.sum()) if sized else 1
            here[random.choice(len(start), size=size, replace=False)] = True
            now = valued(here)
        elif t % _length(iterations) == 0:
            here, now = best, least
        there = _moved(here, random, sized=sized)
        value = valued(there)
        worse = height(value) - height(now)
        accepted = worse <= 0.0 or random.random() < exp(-worse / (warmth * scale))
        if accepted:
            here, now = there, value
        if now < least - EQUAL * least:
            best, least = here, now
        path.append((warmth, value, accepted, now, int(here.sum()), least))
    columns = list(zip(*path, strict=True))
    return best, Trace(*(np.array(column) for column in columns))


def temperatures(iterations: int) -> NDArray[np.float64]:
    """Return τ of each iteration: from 0.5 down to 0.003, then from 0.1, four times.

    >>> temperatures(10).round(3).tolist()
    [0.5, 0.003, 0.1, 0.003, 0.1, 0.003, 0.1, 0.003, 0.1, 0.003]
    """
    length = _length(iterations)
    share = np.arange(length) / max(length - 1, 1)
    rounds = [hottest * (_COLDEST / hottest) ** share for hottest in _HOTTEST]
    return np.concatenate(rounds)[:iterations]


def _length(iterations: int) -> int:
    return -(-iterations // len(_HOTTEST))


def _sets(count: int, size: int | None) -> Iterator[_Flags]:
    for n in range(1, count) if size is None else (size,):
        for chosen in combinations(range(count), n):
            members = np.zeros(count, np.bool_)
            members[list(chosen)] = True
            yield members


def _moved(here: _Flags, random: np.random.Generator, *, sized: bool) -> _Flags:
    inside, outside = np.flatnonzero(here), np.flatnonzero(~here)
    moves = ["exchange"]
    if not sized:
        moves += [*(["add"] if len(outside) > 1 else []), *(["remove"] if len(inside) > 1 else [])]
    move = moves[int(random.integers(len(moves)))]
    there = here.copy()
    if move != "add":
        there[inside[random.integers(len(inside))]] = False
    if move != "remove":
        there[outside[random.integers(len(outside))]] = True
    return there
