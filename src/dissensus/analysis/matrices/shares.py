"""What does each concept add to a one-mode network? ``Shares``, ``Sum``

A one-mode tie is a sum over concepts, and so are the activities and overlaps it is divided by. Taking a
concept out of a network, or putting it in, therefore touches only the actors who speak of it; the statements
need not be counted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.design import OneMode
from dissensus.analysis.matrices.cells import Incidence, Integers, Numbers
from dissensus.model.network import Normalization, Projection

__all__ = ["SIGNS", "Shares", "Sum"]

# What two statements count that agree, and what two count that differ.
SIGNS: Final = {
    Projection.IGNORE: (1.0, 1.0),
    Projection.CONGRUENCE: (1.0, 0.0),
    Projection.CONFLICT: (0.0, 1.0),
    Projection.SUBTRACT: (1.0, -1.0),
}

_Flags = NDArray[np.bool_]
_LEAST: Final = 1e-300  # a divisor of 0 becomes this: what it divides is 0


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """What was said on each concept: who (``actors``), on which ``levels``, how often (``tallies``).

    ``tallies[c]`` is actors × levels, of those only that occur. ``scale`` holds the values of the levels, or
    ``None`` where two levels are the same or not, nothing in between; ``reach`` is the length of the
    scale, else 1. Weights are counted in units of 1 / ``reach``: with integer levels they stay integers,
    so that what is put in and taken out again leaves nothing behind.
    """

    size: int
    actors: tuple[Integers, ...]
    levels: tuple[Integers, ...]
    tallies: tuple[Numbers, ...]
    scale: Numbers | None
    reach: float
    kind: Projection
    normalization: Normalization | None

    @classmethod
    def of(cls, cells: Incidence, design: OneMode) -> Self:
        """Take the statements of a network apart by concept. Cost: O(statements log statements)."""
        graded = not cells.boolean and cells.reach > 0.0
        return cls.counted(
            cells.row,
            cells.column,
            cells.level,
            size=len(cells.rows),
            concepts=len(cells.columns),
            scale=cells.levels if graded else None,
            reach=cells.reach if graded else 1.0,
            design=design,
        )

    @classmethod
    def counted(
        cls,
        row: Integers,
        column: Integers,
        level: Integers,
        *,
        size: int,
        concepts: int,
        scale: Numbers | None,
        reach: float,
        design: OneMode,
    ) -> Self:
        """Count who said what on each concept. Cost: O(statements log statements)."""
        order = np.argsort(column, kind="stable")
        bounds = np.searchsorted(column[order], np.arange(concepts + 1))
        actors, levels, tallies = [], [], []
        for first, last in pairwise(bounds.tolist()):
            own = order[first:last]
            who, i = np.unique(row[own], return_inverse=True)
            what, k = np.unique(level[own], return_inverse=True)
            cells = np.bincount(i * len(what) + k, minlength=len(who) * len(what))
            actors.append(who)
            levels.append(what)
            tallies.append(cells.reshape(len(who), len(what)).astype(np.float64))
        return cls(
            size=size,
            actors=tuple(actors),
            levels=tuple(levels),
            tallies=tuple(tallies),
            scale=scale,
            reach=reach,
            kind=design.kind,
            normalization=design.normalization,
        )

    def __len__(self) -> int:
        return len(self.actors)

    def statements(self) -> Integers:
        """Return how many statements there are on each concept."""
        return np.array([tally.sum() for tally in self.tallies], dtype=np.int64)

    def ties(self, concept: int) -> Numbers:
        """Return what the concept adds between its actors, times ``reach``. Cost: O(actors² levels)."""
        tally = self.tallies[concept]
        weights: Numbers = tally @ self._weights(concept, *SIGNS[self.kind]) @ tally.T
        np.fill_diagonal(weights, 0.0)
        return weights

    def itself(self, concept: int) -> Numbers:
        """Return what the concept adds between each of its actors and itself, times ``reach``.

        As in congruence, also where the network is of conflict: it is what a cosine divides by.
        """
        tally = self.tallies[concept]
        kind = self.kind if self.kind is Projection.IGNORE else Projection.CONGRUENCE
        own: Numbers = np.sum(tally @ self._weights(concept, *SIGNS[kind]) * tally, axis=1)
        return own

    def overlap(self, concept: int) -> Numbers:
        """Return Σ_k A_ik [A_jk > 0] + A_jk [A_ik > 0] - A_ik A_jk of the concept's actors i, j."""
        tally = self.tallies[concept]
        met = tally @ (tally > 0).T
        shared: Numbers = met + met.T - tally @ tally.T
        return shared

    def _weights(self, concept: int, same: float, different: float) -> Numbers:
        levels = self.levels[concept]
        if self.scale is None:
            apart = 1.0 - np.eye(len(levels))
        else:
            place = self.scale[levels]
            apart = np.abs(place[:, None] - place[None, :])
        return same * (self.reach - apart) + different * apart


class Sum:
    """The network of the concepts that are in; one can be put in or taken out. Memory: O(actors²)."""

    def __init__(self, shares: Shares) -> None:
        self.shares = shares
        self.members: _Flags = np.zeros(len(shares), dtype=bool)
        self.activity = np.zeros(shares.size)
        self.weights = np.zeros((shares.size, shares.size))
        self.itself = np.zeros(shares.size)
        self.overlap = np.zeros_like(self.weights) if self._overlaps else None

    @property
    def _overlaps(self) -> bool:
        return self.shares.normalization is Normalization.JACCARD

    def put(self, concept: int) -> None:
        """Put a concept in. Cost: O(k²) for the k actors who speak of it."""
        self._add(concept, 1.0)
        self.members[concept] = True

    def take(self, concept: int) -> None:
        """Take a concept out. Cost: O(k²) for the k actors who speak of it."""
        self._add(concept, -1.0)
        self.members[concept] = False

    def become(self, members: _Flags) -> None:
        """Put in and take out what it takes to hold these concepts."""
        for concept in np.flatnonzero(self.members & ~members).tolist():
            self.take(concept)
        for concept in np.flatnonzero(members & ~self.members).tolist():
            self.put(concept)

    @contextmanager
    def without(self, concept: int) -> Iterator[None]:
        """Leave a concept out for a while; everything is then restored to the last bit."""
        where = self.shares.actors[concept]
        block: Any = np.ix_(where, where)
        held: list[tuple[Numbers, Any, Numbers]] = [
            (array, place, array[place])
            for array, place in (
                (self.activity, where),
                (self.itself, where),
                (self.weights, block),
                (self.overlap, block),
            )
            if array is not None
        ]
        self.take(concept)
        try:
            yield
        finally:
            for array, place, before in held:
                array[place] = before
            self.members[concept] = True

    def ties(self, rows: Integers | None = None) -> Numbers:
        """Return the normalized weights, of all actors or of some to all. Cost: O(rows × actors)."""
        return self.divided(self.raw(rows), rows)

    def divided(self, weights: Numbers, rows: Integers | None = None) -> Numbers:
        """Normalize weights in place; where the divisor is 0, so is the tie."""
        if self.shares.normalization is None:
            return weights
        divisor = self.divisor(rows)
        np.maximum(divisor, _LEAST, out=divisor)
        np.divide(weights, divisor, out=weights)
        return weights

    def shared(self, concept: int) -> Numbers:
        """Return what a concept adds between its actors, times ``reach``."""
        return self.shares.ties(concept)

    def raw(self, rows: Integers | None = None) -> Numbers:
        """Return the weights before they are divided, as a copy."""
        weights = self.weights.copy() if rows is None else self.weights[rows]
        if self.shares.reach != 1.0:
            weights /= self.shares.reach
            self.silence(weights, rows)  # what rounding left must not be divided by what it left
        return weights

    def silence(self, weights: Numbers, rows: Integers | None) -> None:
        """Cut all ties of actors of whom no statement is in."""
        silent = self.activity == 0.0
        weights[:, silent] = 0.0
        weights[silent if rows is None else silent[rows]] = 0.0

    def divisor(self, rows: Integers | None = None) -> Numbers:
        """Return what the weights are divided by."""
        some = slice(None) if rows is None else rows
        divisor: Numbers
        if self.shares.normalization is Normalization.COSINE:
            length = np.sqrt(np.maximum(self.itself, 0.0) / self.shares.reach)
            divisor = np.multiply.outer(length[some], length)
        elif self.overlap is not None:
            divisor = np.add.outer(self.activity[some], self.activity)
            divisor -= self.overlap[some]
        else:
            half = self.activity / 2
            divisor = np.add.outer(half[some], half)
        return divisor

    def _add(self, concept: int, sign: float) -> None:
        where = self.shares.actors[concept]
        block = np.ix_(where, where)
        self.activity[where] += sign * self.shares.tallies[concept].sum(axis=1)
        self.weights[block] += sign * self.shared(concept)
        if self.shares.normalization is Normalization.COSINE:
            self.itself[where] += sign * self.shares.itself(concept)
        if self.overlap is not None:
            self.overlap[block] += sign * self.shares.overlap(concept)
