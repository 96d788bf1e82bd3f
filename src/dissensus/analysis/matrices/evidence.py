"""Which statements are behind a tie? ``CellEvidence``, ``SharedEvidence``

Both hold integers, not lists: building them costs nothing; the first look-up sorts (O(n log n)), and each
look-up then finds the statements of its two nodes by bisection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dissensus.analysis.matrices.cells import Incidence, Integers, counted
from dissensus.model.network import Projection

__all__ = ["CellEvidence", "SharedEvidence"]

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CellEvidence:
    """The statements of a cell: those that stand at its row and its column."""

    cells: Incidence

    def statements(self, row: int, column: int) -> Sequence[str]:
        """Return the identities of the statements of a cell, in canonical order. Cost: O(log n)."""
        keys, order = self._sorted
        key = row * len(self.cells.columns) + column
        first, last = np.searchsorted(keys, [key, key + 1])
        return self.cells.ids.gather(order[first:last]).to_list()

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements that entered the network."""
        return self.cells.ids.to_list()

    def counts(self) -> csr_array[np.float64]:
        """Return the number of statements of each cell."""
        shape = (len(self.cells.rows), len(self.cells.columns))
        return counted(self.cells.row, self.cells.column, shape=shape)

    @cached_property
    def _sorted(self) -> tuple[Integers, Integers]:
        keys = self.cells.row * len(self.cells.columns) + self.cells.column
        order = np.argsort(keys, kind="stable")
        return keys[order], order


@dataclass(frozen=True, eq=False)
class SharedEvidence:
    """The statements behind a tie of two actors: those that meet one of the other actor.

    Two statements meet when they are about the same concept and, in a congruence network, their
    similarity is above 0 (for agree/disagree: the same position), in a conflict network below 1 (different
    positions). Behind a tie of an ``ignore`` or ``subtract`` network are all statements on shared concepts.
    """

    cells: Incidence
    kind: Projection

    def statements(self, row: int, column: int) -> Sequence[str]:
        """Return the identities of both actors' statements that meet, in canonical order.

        Cost: O(log n) to find the two actors, then the product of their distinct positions.
        """
        if row == column:
            return []
        mine, theirs = self._of(row), self._of(column)
        found = np.concatenate([self._meeting(mine, theirs), self._meeting(theirs, mine)])
        return self.cells.ids.gather(np.sort(found)).to_list()

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements that entered the network."""
        return self.cells.ids.to_list()

    def counts(self) -> csr_array[np.float64]:
        """Return how many statements are behind each tie. Cost: one sparse matrix product."""
        cells = self.cells
        actors, concepts = len(cells.rows), len(cells.columns)
        stated = counted(cells.row, cells.column, shape=(actors, concepts))
        mine, theirs = stated, stated.sign()
        by_level = counted(
            cells.row,
            cells.column * cells.depth + cells.level,
            shape=(actors, concepts * cells.depth),
        )
        half = mine @ theirs.T
        if self.kind is Projection.CONGRUENCE and cells.levels is None:
            half = by_level @ by_level.sign().T
        elif self.kind in (Projection.CONGRUENCE, Projection.CONFLICT):
            # All statements on shared concepts, but for those that meet nothing: the other actor has
            # but one position there, and it is the very same (conflict) or the far end (congruence).
            lone = by_level.sign().tocoo()
            concept, level = np.divmod(lone.col.astype(np.int64), cells.depth)
            _, cell, positions = np.unique(
                lone.row * concepts + concept, return_inverse=True, return_counts=True
            )
            alone = positions[cell] == 1
            if self.kind is Projection.CONGRUENCE:
                far = self._far_ends()
                alone &= far[level] >= 0
                level = far[level]
            only = counted(
                lone.row[alone].astype(np.int64),
                (concept * cells.depth + level)[alone],
                shape=by_level.shape,
            )
            half = half - by_level @ only.T
        total = csr_array(half + half.T)
        total.setdiag(0.0)
        total.eliminate_zeros()
        return total

    def _far_ends(self) -> Integers:
        """Return for each level the one at the other end of the scale, or -1."""
        far = np.full(self.cells.depth, -1, np.int64)
        levels = self.cells.levels
        if levels is not None and len(levels) > 1 and levels[-1] - levels[0] == self.cells.reach:
            far[0], far[len(levels) - 1] = len(levels) - 1, 0
        return far

    def _of(self, actor: int) -> Integers:
        order, bounds = self._sorted
        found: Integers = order[bounds[actor] : bounds[actor + 1]]
        return found

    def _meeting(self, mine: Integers, theirs: Integers) -> Integers:
        cells = self.cells
        depth = cells.depth
        positions, back = np.unique(
            cells.column[mine] * depth + cells.level[mine], return_inverse=True
        )
        others = np.unique(cells.column[theirs] * depth + cells.level[theirs])
        concept, level = np.divmod(positions, depth)
        other_concept, other_level = np.divmod(others, depth)
        meets = concept[:, None] == other_concept[None, :]
        if self.kind is Projection.CONGRUENCE:
            meets &= self._alike(level[:, None], other_level[None, :])
        elif self.kind is Projection.CONFLICT:
            meets &= level[:, None] != other_level[None, :]
        met: Integers = mine[meets.any(axis=1)[back]]
        return met

    def _alike(self, level: Integers, other: Integers) -> _Flags:
        levels, reach = self.cells.levels, self.cells.reach
        if levels is None or reach == 0.0:
            same: _Flags = level == other
            return same
        near: _Flags = np.abs(levels[level] - levels[other]) < reach
        return near

    @cached_property
    def _sorted(self) -> tuple[Integers, Integers]:
        order = np.argsort(self.cells.row, kind="stable")
        bounds = np.searchsorted(self.cells.row[order], np.arange(len(self.cells.rows) + 1))
        return order, bounds
