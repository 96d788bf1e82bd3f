"""Which rows and columns does a part of the statements have? ``Part``, ``PartEvidence``"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array

from dissensus.analysis.matrices.cells import Incidence, Integers, Numbers, counted, packed
from dissensus.analysis.matrices.evidence import CellEvidence, SharedEvidence
from dissensus.model.network import Projection

__all__ = ["Kept", "Part", "PartEvidence"]

Kept: TypeAlias = slice | Integers
"""Which statements: a run of them, or their numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some statements of a debate, on rows and columns numbered anew without gaps.

    ``row`` and ``column`` hold those new numbers, ``rows`` and ``columns`` the numbers they have in the
    ``whole``. With ``isolates`` the networks have all names of the whole, else those of the part.
    """

    whole: Incidence
    kept: Kept
    row: Integers
    column: Integers
    level: Integers
    rows: Integers
    columns: Integers
    isolates: bool

    @classmethod
    def of(cls, whole: Incidence, kept: Kept, *, isolates: bool) -> Part:
        """Find the rows and columns that have a statement. Cost: O(statements of the part + names)."""
        row, rows = _renumbered(whole.row[kept], len(whole.rows))
        column, columns = _renumbered(whole.column[kept], len(whole.columns))
        return cls(whole, kept, row, column, whole.level[kept], rows, columns, isolates)

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns have a statement."""
        return len(self.rows), len(self.columns)

    def codes(self) -> tuple[Integers, Integers, tuple[int, int]]:
        """Return the numbers of row and column in a network of this part, and its shape."""
        if not self.isolates:
            return self.row, self.column, self.shape
        shape = len(self.whole.rows), len(self.whole.columns)
        return self.whole.row[self.kept], self.whole.column[self.kept], shape

    def tally(self, weight: Numbers | None) -> csr_array[np.float64]:
        """Count (or add up weights) per row, column and level: column j at level k is j · depth + k."""
        row, column, (height, width) = self.codes()
        depth = self.whole.depth
        at = column * depth + self.level
        return counted(row, at, shape=(height, width * depth), weights=weight)

    def row_names(self) -> tuple[str, ...]:
        """Return the names of the rows of a network."""
        return self._names(self.whole.rows, self.rows)

    def column_names(self) -> tuple[str, ...]:
        """Return the names of the columns of a two-mode network."""
        return self._names(self.whole.columns, self.columns)

    def one_mode(self, table: Numbers) -> csr_array[np.float64]:
        """Put a table of this part's rows × rows among all names. Cost: O(table + rows)."""
        names = len(self.whole.rows)
        if not self.isolates or len(table) == names:
            return packed(table)
        return packed(table, rows=self.rows, columns=self.rows, shape=(names, names))

    def counts(self, unreviewed: Integers, *, by_row: bool) -> dict[str, tuple[float, ...]]:
        """Count per node: statements, and those of them no person has reviewed (1 in ``unreviewed``)."""
        code, there, names = (
            (self.row, self.rows, self.whole.rows)
            if by_row
            else (self.column, self.columns, self.whole.columns)
        )
        at, size = self._side(names, there)
        counts = np.zeros((2, size), np.int64)
        counts[0, at] = np.bincount(code, minlength=len(there))
        if unreviewed.any():
            counts[1, at] = np.bincount(code[unreviewed != 0], minlength=len(there))
        statements, waiting = counts.tolist()
        return {"statements": tuple(statements), "unreviewed": tuple(waiting)}

    def incidence(self) -> Incidence:
        """Return the statements of this part as the cells of its network. Cost: O(statements of the part)."""
        row, column, _ = self.codes()
        return replace(
            self.whole,
            events=replace(self.whole.events, frame=self.whole.events.frame[self.kept]),
            rows=self.row_names(),
            columns=self.column_names(),
            row=row,
            column=column,
            level=self.level,
        )

    def _names(self, names: tuple[str, ...], there: Integers) -> tuple[str, ...]:
        if self.isolates or len(there) == len(names):
            return names
        return tuple([names[n] for n in there.tolist()])

    def _side(self, names: tuple[str, ...], there: Integers) -> tuple[Integers, int]:
        """Return where the rows (or columns) of this part stand in a network, and how many it has."""
        if self.isolates:
            return there, len(names)
        return np.arange(len(there)), len(there)


@dataclass(frozen=True, eq=False)
class PartEvidence:
    """The statements behind the ties of a part, worked out when somebody asks.

    ``kind`` is that of a one-mode network, ``None`` for a two-mode one.
    """

    part: Part
    kind: Projection | None

    def statements(self, row: int, column: int) -> Sequence[str]:
        """Return the identities of the statements behind cell (row, column)."""
        return self._found.statements(row, column)

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements that entered the network."""
        return self._found.everything()

    def counts(self) -> csr_array[np.float64]:
        """Return the number of statements behind each cell."""
        return self._found.counts()

    def __reduce__(self) -> tuple[object, ...]:
        # A copy for elsewhere takes the statements of this part along, not those of the whole debate.
        return _as_it_is, (self._found,)

    @cached_property
    def _found(self) -> CellEvidence | SharedEvidence:
        cells = self.part.incidence()
        return CellEvidence(cells) if self.kind is None else SharedEvidence(cells, self.kind)


def _as_it_is(found: CellEvidence | SharedEvidence) -> CellEvidence | SharedEvidence:
    return found


def _renumbered(code: Integers, names: int) -> tuple[Integers, Integers]:
    """Number what occurs in ``code`` without gaps, in the same order; and return what occurs."""
    there = np.zeros(names, np.bool_)
    there[code] = True
    found = np.flatnonzero(there)
    if len(found) == names:
        return code, found
    number = np.empty(names, np.int64)
    number[found] = np.arange(len(found))
    return number[code], found
