"""What is the matrix of some statements, weighted or not? ``one_mode``, ``two_mode``, ``by_position``

Networks of the whole debate and of slices of it are made here; a network of the whole is one of a part that
leaves nothing out. The formulas stand in ``congruence``, ``affiliation`` and ``slices``.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Final

import numpy as np

from dissensus.analysis.matrices.cells import Incidence, Numbers, counted, folded
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.analysis.matrices.parts import Part
from dissensus.analysis.matrices.products import Matrix
from dissensus.analysis.matrices.profiles import Profiles
from dissensus.analysis.matrices.tallies import Tallies
from dissensus.errors import AnalysisError
from dissensus.model.network import Aggregation, Normalization, Projection

__all__ = ["by_position", "check_aggregation", "one_mode", "two_mode"]

_MOST_LEVELS: Final = 52  # beyond, a sum of powers of two is no longer exact
_SMALL: Final = 4_000_000  # cells of dense tables: 32 MB
_LONG: Final = 50_000_000  # multiplications: some milliseconds


def one_mode(
    part: Part, weight: Numbers | None, kind: Projection, normalization: Normalization | None
) -> Matrix:
    """Return actors × actors, by dense tables of the actors that are there, or sparse ones where they are many.

    Cost: O(statements) and a product of actors × (concepts · levels).
    """
    rows, columns = part.shape
    if rows * (columns * part.whole.depth + rows) <= _SMALL:
        tallies = Tallies(part.whole, part.row, part.column, part.level, part.shape, weight)
        # Threads pay for large products only; for small ones they wait for each other.
        small = rows * rows * columns * part.whole.depth < _LONG
        with one_thread() if small else nullcontext():
            return part.one_mode(tallies.one_mode(kind, normalization))
    return Profiles.of(part, weight).one_mode(kind, normalization)


def two_mode(
    part: Part,
    weight: Numbers | None,
    aggregation: Aggregation,
    normalization: Normalization | None,
) -> Matrix:
    """Return rows × columns. Cost: O(statements + cells)."""
    scale = part.whole
    row, column, shape = part.codes()
    if aggregation is Aggregation.COMBINE:
        present = part.tally(None).sign()
        matrix = folded(present, np.exp2(np.arange(scale.depth - 1, -1, -1, dtype=np.float64)))
    else:
        factor = weight
        if aggregation is Aggregation.SUBTRACT and scale.levels is not None:
            values = (2.0 * scale.levels - 1.0 if scale.boolean else scale.levels)[part.level]
            factor = values if weight is None else values * weight
        matrix = counted(row, column, shape=shape, weights=factor)
    if normalization is not None:
        by_row = normalization is Normalization.ACTIVITY
        code, size = (row, shape[0]) if by_row else (column, shape[1])
        at = np.repeat(np.arange(size), np.diff(matrix.indptr)) if by_row else matrix.indices
        if aggregation is Aggregation.COMBINE:
            total = np.bincount(at, minlength=size)
        else:  # the sum of a row of counts is its number of statements
            total = np.bincount(code, weight, size)
        matrix.data /= total[at]
    return matrix


def by_position(part: Part, weight: Numbers | None) -> dict[str, Matrix]:
    """Add up agreement and disagreement per cell, for a boolean qualifier. Cost: O(statements + cells)."""
    if not part.whole.boolean:
        return {}
    row, column, shape = part.codes()
    found = {}
    for name, level in (("positive", 1), ("negative", 0)):
        at = part.level == level
        factor = None if weight is None else weight[at]
        found[name] = counted(row[at], column[at], shape=shape, weights=factor)
    return found


def check_aggregation(cells: Incidence, aggregation: Aggregation) -> None:
    """Raise ``AnalysisError`` where the positions can't be aggregated so."""
    if aggregation is Aggregation.SUBTRACT and cells.levels is None:
        raise AnalysisError(
            f"{cells.options['qualifier']!r} holds texts, which can't be subtracted.",
            remedy="Choose 'ignore' or 'combine', or a boolean, integer or number variable.",
        )
    if aggregation is Aggregation.COMBINE and cells.depth > _MOST_LEVELS:
        raise AnalysisError(
            f"{cells.options['qualifier']!r} has {cells.depth} values; "
            f"'combine' can tell {_MOST_LEVELS} apart.",
            remedy="Choose 'ignore' or 'subtract', or a qualifier with fewer values.",
        )
