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

__all__ = ["Trace", "anneal", "exhaustive", "how_many", "temperature"]

_Flags = NDArray[np.bool_]
_Loss = Callable[[_Flags], float]

EQUAL: Final = 1e-12  # losses no further apart differ by rounding only
_TRIAL: Final = 50  # moves that show how much a move changes


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
    loss: _Loss,
    count: int,
    size: int | None,
    *,
    relative: bool,
    iterations: int,
    seed: int,
) -> tuple[_Flags, Trace]:
    """Return the best set that simulated annealing comes by, and its trace.

    It starts at a random set of the size (without a size: of one). A move exchanges one element, or,
    without a size, adds, removes or exchanges one, each as likely where it is possible; at least one
    element stays in and one out. A worse set is accepted with probability exp(-Δ / (τ s)): Δ is how
    much worse it is (``relative``: in logarithms, where losses differ by orders of magnitude), s the mean
    change of a move over the first 50, and τ the ``temperature`` at
    iteration t of T.

    The method is that of Kirkpatrick, S., Gelatt, C. D. & Vecchi, M. P. (1983), Optimization by Simulated
    Annealing, Science 220, 671-680, doi 10.1126/science.220.4598.671; the temperatures are those of rDNA.
    Cost: ``iterations`` losses at most, as none is computed twice.
    """
    random = np.random.default_rng(seed)
    known: dict[bytes, float] = {}

    def valued(members: _Flags) -> float:
        key = np.packbits(members).tobytes()
        if key not in known:
            known[key] = loss(members)
        return known[key]

    def height(value: float) -> float:
        return log(max(value, EQUAL)) if relative else value

    here = np.zeros(count, np.bool_)
    here[random.choice(count, size=size or 1, replace=False)] = True
    now = valued(here)
    best, least = here.copy(), now
    scale = 0.0
    columns: dict[str, list[float]] = {name: [] for name in Trace.__slots__}
    for t in range(1, iterations + 1):
        there = _moved(here, size, random)
        value = valued(there)
        worse = height(value) - height(now)
        if t <= _TRIAL:
            scale += (abs(worse) - scale) / t
        warmth = temperature(t, iterations)
        accepted = worse <= 0.0 or (
            scale > 0.0 and random.random() < exp(-worse / (warmth * scale))
        )
        if accepted:
            here, now = there, value
        if value < least - EQUAL:
            best, least = there.copy(), value
        entry = (warmth, value, accepted, now, int(here.sum()), least)
        for name, item in zip(Trace.__slots__, entry, strict=True):
            columns[name].append(item)
    return best, Trace(
        temperature=np.array(columns["temperature"], np.float64),
        proposed=np.array(columns["proposed"], np.float64),
        accepted=np.array(columns["accepted"], np.bool_),
        loss=np.array(columns["loss"], np.float64),
        size=np.array(columns["size"], np.int64),
        best=np.array(columns["best"], np.float64),
    )


def temperature(t: int, iterations: int) -> float:
    """Return 1 / (1 + exp(-5 + 12 t / T)) at iteration t of T: from about 0.99 down to 0.001.

    >>> round(temperature(500, 1000), 4)
    0.2689
    """
    return 1.0 / (1.0 + exp(-5.0 + 12.0 * t / iterations))


def _sets(count: int, size: int | None) -> Iterator[_Flags]:
    for n in range(1, count) if size is None else (size,):
        for chosen in combinations(range(count), n):
            members = np.zeros(count, np.bool_)
            members[list(chosen)] = True
            yield members


def _moved(here: _Flags, size: int | None, random: np.random.Generator) -> _Flags:
    inside, outside = np.flatnonzero(here), np.flatnonzero(~here)
    moves = ["exchange"]
    if size is None:
        moves += [*(["add"] if len(outside) > 1 else []), *(["remove"] if len(inside) > 1 else [])]
    move = moves[int(random.integers(len(moves)))]
    there = here.copy()
    if move != "add":
        there[inside[random.integers(len(inside))]] = False
    if move != "remove":
        there[outside[random.integers(len(outside))]] = True
    return there
