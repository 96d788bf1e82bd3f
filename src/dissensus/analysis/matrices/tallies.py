"""How are few actors compared? ``Tallies``: what each said, in dense tables, and the ties between them

A slice in time has few statements, so its tables are small, and dense algebra on them is as fast as it
gets; for many actors there are ``Profiles``. With weights z, a pair of statements weighs sqrt(z z').
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dissensus.analysis.matrices.cells import Incidence, Integers, Numbers
from dissensus.model.network import Normalization, Projection

__all__ = ["Tallies"]

_NOISE: Final = 1e-13  # a difference that small, compared to what it is of, is 0 but for rounding


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """Statement n stands at (row[n], column[n]) on level[n] of a scale and weighs weight[n].

    Without ``weight`` all weigh 1. Each row and each column has a statement. The scale is that of
    the whole debate (``Incidence``), whatever part of it is here.
    """

    scale: Incidence
    row: Integers
    column: Integers
    level: Integers
    shape: tuple[int, int]
    weight: Numbers | None = None

    def one_mode(self, kind: Projection, normalization: Normalization | None) -> Numbers:
        """Return rows × rows, as ``congruence`` defines it, with an empty diagonal.

        Cost: O(statements) and a matrix product of rows × (columns · levels), without levels where the
        kind needs none (``ignore``; ``subtract`` of a boolean).
        """
        if not len(self.row):
            return np.zeros((self.shape[0], self.shape[0]))
        matrix = self._pairs(kind)
        if kind is Projection.SUBTRACT and not self._exact:
            _clear_noise(matrix, self._added(None, roots=True))
        if normalization is not None:
            matrix /= self._divisor(kind, normalization)
        np.fill_diagonal(matrix, 0.0)
        return matrix

    @property
    def _exact(self) -> bool:
        """Whether sums that should be 0 are 0: those of whole numbers, not of weights or shares of a scale."""
        return self.weight is None and (self.scale.levels is None or self.scale.boolean)

    def _pairs(self, kind: Projection) -> Numbers:
        if kind is Projection.IGNORE:
            stated = self._added(None, roots=True)
            return _times(stated, stated)
        if kind is Projection.SUBTRACT and self.scale.boolean:
            balance = self._added(np.array([-1.0, 1.0])[self.level], roots=True)
            return _times(balance, balance)
        tally = self._by_level(roots=True)
        met = self._met(tally, kind)
        flat = tally.reshape(self.shape[0], -1)
        if met is tally:
            return _times(flat, flat)
        pairs = _times(met.reshape(self.shape[0], -1), flat)
        return (pairs + pairs.T) / 2  # the same but for rounding

    def _met(self, tally: Numbers, kind: Projection) -> Numbers:
        """Return how much a statement at each level finds to agree with (or the like) in each row's cells."""
        scale = self.scale
        if scale.levels is None or scale.boolean:  # the same position or not, nothing between
            if kind is Projection.CONGRUENCE:
                return tally
            others = _others(tally)
            return others if kind is Projection.CONFLICT else tally - others
        apart = np.abs(scale.levels[:, None] - scale.levels[None, :])
        if scale.reach:
            apart /= scale.reach
        factors = {
            Projection.CONGRUENCE: 1.0 - apart,
            Projection.CONFLICT: apart,
            Projection.SUBTRACT: 1.0 - 2.0 * apart,
        }
        return np.asarray(tally @ factors[kind], np.float64)

    def _divisor(self, kind: Projection, normalization: Normalization) -> Numbers:
        if normalization is Normalization.AVERAGE:
            activity = self._total(self.row, self.shape[0])
            return (activity[:, None] + activity[None, :]) / 2
        if normalization is Normalization.COSINE:
            if kind is Projection.IGNORE:
                stated = self._added(None, roots=True)
                own = np.einsum("ij,ij->i", stated, stated)
            else:
                tally = self._by_level(roots=True)
                met = self._met(tally, Projection.CONGRUENCE)
                own = np.einsum("ijk,ijk->i", tally, met)
            length = np.sqrt(own)  # above 0: each row has a statement, which is like itself
            return np.outer(length, length)
        flat = (self.shape[0], -1)
        tally = self._by_level(roots=True).reshape(flat)
        weight = tally if self.weight is None else self._by_level().reshape(flat)
        lone = _times(weight, (weight == 0.0).astype(np.float64))  # Σ A_ijk [A_i'jk = 0]
        # above 0: what an actor has is either alone or shared
        return lone + lone.T + _times(tally, tally)

    def _added(self, factor: Numbers | None, *, roots: bool = False) -> Numbers:
        """Add up weights (or their square roots), each times its factor, in rows × columns."""
        weight = self._weight(roots=roots)
        if factor is not None and weight is not None:
            weight = weight * factor
        elif weight is None:
            weight = factor
        rows, columns = self.shape
        cell = self.row * columns + self.column
        found = np.bincount(cell, weight, rows * columns)
        return found.astype(np.float64, copy=False).reshape(self.shape)

    def _by_level(self, *, roots: bool = False) -> Numbers:
        """Add up weights (or their square roots) in rows × columns × levels."""
        rows, columns = self.shape
        depth = self.scale.depth
        cell = (self.row * columns + self.column) * depth + self.level
        found = np.bincount(cell, self._weight(roots=roots), rows * columns * depth)
        return found.astype(np.float64, copy=False).reshape(rows, columns, depth)

    def _total(self, code: Integers, size: int) -> Numbers:
        return np.bincount(code, self.weight, size).astype(np.float64, copy=False)

    def _weight(self, *, roots: bool) -> Numbers | None:
        return np.sqrt(self.weight) if roots and self.weight is not None else self.weight


def _clear_noise(matrix: Numbers, stated: Numbers) -> None:
    """Set to 0 what is small beside the products of ``stated`` it is a difference of.

    No product of two rows is larger than that of their lengths, so most cells need no second look.
    """
    length = np.sqrt(np.einsum("ij,ij->i", stated, stated))
    suspect = np.abs(matrix) < np.outer(_NOISE * length, length)
    i, j = np.nonzero(suspect & (matrix != 0.0))
    if 8 * len(i) < matrix.size:
        shared = np.einsum("ij,ij->i", stated[i], stated[j])
    else:
        shared = _times(stated, stated)[i, j]
    noise = np.abs(matrix[i, j]) < _NOISE * shared
    matrix[i[noise], j[noise]] = 0.0


def _others(tally: Numbers) -> Numbers:
    """Add up the other levels of each cell, without taking away what one would have to add first."""
    found = np.zeros_like(tally)
    found[..., 1:] = np.cumsum(tally, axis=2)[..., :-1]
    found[..., :-1] += np.cumsum(tally[..., ::-1], axis=2)[..., -2::-1]
    return found


def _times(left: Numbers, right: Numbers) -> Numbers:
    """Return left · rightᵀ."""
    found: Numbers = left @ right.T
    return found
