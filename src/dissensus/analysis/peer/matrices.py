"""What is the matrix of these statements, by DNA's arithmetic? ``matrix``, ``is_whole``

The symbols: A_ijk is the number of statements of row i and column j on level k, a_i = Σ_jk A_ijk.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.sparse import csr_array, eye_array, kron

from dissensus.analysis.design import Design, OneMode, TwoMode
from dissensus.analysis.matrices.cells import Numbers, folded, packed
from dissensus.analysis.matrices.products import Matrix, at, product
from dissensus.analysis.peer.cells import Cells
from dissensus.analysis.peer.kept import Scale
from dissensus.errors import AnalysisError
from dissensus.model.network import Aggregation, Normalization, Projection

__all__ = ["is_whole", "matrix", "similarity"]

_LARGEST: Final = 2_147_483_647.0  # of a signed integer of 32 bits
_SIGNS: Final = np.array([-1.0, 1.0])


def matrix(cells: Cells, design: Design) -> Matrix:
    """Return the matrix of the cells, rows × columns; of a one-mode design, rows × rows.

    Two-mode: ``ignore`` and ``subtract`` are the published ones, but a text qualifier is counted, not
    refused; ``combine`` stops at 2^31 - 1; and its ``prominence`` counts rows where it means columns, so
    that DNA fails unless there are as many of both. One-mode: ties are products of counts, but conflict
    over a text qualifier adds the counts of what the other does not share,

    Σ_jk A_ijk [A_i'jk = 0] + A_i'jk [A_ijk = 0];

    ``cosine`` divides by a_i a_i'; and a single integer level makes every tie NaN.
    Raises ``AnalysisError`` where DNA fails. Cost: O(cells) and one or two matrix products.
    """
    if isinstance(design, TwoMode):
        return _two_mode(cells, design)
    return _one_mode(cells, design)


def is_whole(statements: int, scale: Scale, design: Design) -> bool:
    """Say whether DNA flags a matrix of so many statements as one of whole numbers. Cost: O(1)."""
    if not statements:
        return True
    if design.normalization is not None:
        return False
    if isinstance(design, TwoMode) or design.kind is Projection.IGNORE:
        return True
    return scale is not Scale.INTEGER


def similarity(values: Numbers) -> Numbers:
    """Return s(k,k') = 1 - |q_k - q_k'| / (q_max - q_min), NaN where there is one level only.

    >>> similarity(np.array([-1.0, 0.0, 3.0]))
    array([[1.  , 0.75, 0.  ],
           [0.75, 1.  , 0.25],
           [0.  , 0.25, 1.  ]])
    """
    reach = values[-1] - values[0]
    apart = np.abs(values[:, None] - values[None, :])
    return 1.0 - apart / reach if reach else np.full(apart.shape, np.nan)


def _two_mode(cells: Cells, design: TwoMode) -> Matrix:
    shape = (len(cells.rows), len(cells.columns))
    if design.aggregation is Aggregation.COMBINE and cells.depth:
        digits = np.exp2(np.arange(cells.depth - 1, -1, -1, dtype=np.float64))
        result = folded(cells.tally().sign(), digits)
        np.minimum(result.data, _LARGEST, out=result.data)
    elif design.aggregation is Aggregation.SUBTRACT and cells.values is not None:
        result = cells.summed(_SIGNS if cells.scale is Scale.BOOLEAN else cells.values)
    else:
        result = cells.summed()
    if design.normalization is None:
        return result
    by_row = design.normalization is Normalization.ACTIVITY
    if design.aggregation is Aggregation.COMBINE:
        filled = result.sign()
        if not by_row and shape[0] != shape[1]:
            raise AnalysisError(
                f"DNA fails at 'combine' with 'prominence' on {shape[0]} rows and {shape[1]} columns.",
                remedy="It takes as many rows as columns; or leave 'compat' out.",
            )
        # Not the columns' numbers: DNA takes the row of the same place for the column.
        total = np.asarray(filled.sum(axis=1), dtype=np.float64)
    elif by_row:
        total = np.bincount(cells.row, minlength=shape[0]).astype(np.float64)
    else:
        total = np.bincount(cells.column, minlength=shape[1]).astype(np.float64)
    entries = result.tocoo()
    place = entries.row if by_row else entries.col
    entries.data = _divided(entries.data, total[place])
    return entries.tocsr()


def _one_mode(cells: Cells, design: OneMode) -> Matrix:
    if design.kind is Projection.IGNORE or not cells.depth:
        stated = cells.summed()
        ties = product(stated, stated)
    elif cells.values is None:
        ties = _nominal(cells.tally(), design.kind)
    elif cells.scale is Scale.BOOLEAN:
        ties = _boolean(cells, design.kind)
    else:
        ties = _numeric(cells.tally(), cells.values, design.kind)
    if design.normalization is None:
        return ties
    return _normalized(ties, cells.tally(), design.normalization)


def _boolean(cells: Cells, kind: Projection) -> Matrix:
    if kind is Projection.CONGRUENCE:
        tally = cells.tally()
        return product(tally, tally)
    if kind is Projection.SUBTRACT:
        difference = cells.summed(_SIGNS)
        return product(difference, difference)
    opposed = product(cells.summed(np.array([0.0, 1.0])), cells.summed(np.array([1.0, 0.0])))
    return csr_array(opposed + opposed.T)


def _numeric(tally: Matrix, values: Numbers, kind: Projection) -> Matrix:
    alike = similarity(values)
    if np.isnan(alike).any():
        return _off_diagonal(np.full((tally.shape[0], tally.shape[0]), np.nan))
    if kind is Projection.CONGRUENCE:
        return _weighted(tally, alike)
    if kind is Projection.CONFLICT:
        return _weighted(tally, 1.0 - alike)
    ties = csr_array(_weighted(tally, alike) - _weighted(tally, 1.0 - alike))
    ties.eliminate_zeros()
    return ties


def _weighted(tally: Matrix, weights: Numbers) -> Matrix:
    """Return Σ_j Σ_kk' A_ijk A_i'jk' w(k,k')."""
    concepts = eye_array(tally.shape[1] // len(weights), format="csr")
    return product(csr_array(tally @ kron(concepts, weights, format="csr")), tally)


def _nominal(tally: Matrix, kind: Projection) -> Matrix:
    if kind is Projection.CONGRUENCE:
        return product(tally, tally)
    activity = _row_sums(tally)
    met = product(tally, tally.sign())  # Σ_jk A_ijk [A_i'jk > 0]
    shared = csr_array(met + met.T).toarray()
    unshared = activity[:, None] + activity[None, :] - shared
    if kind is Projection.CONFLICT:
        return _off_diagonal(unshared)
    return _off_diagonal(product(tally, tally).toarray() - unshared)


def _normalized(ties: Matrix, tally: Matrix, normalization: Normalization) -> Matrix:
    entries = ties.tocoo()
    i, j = entries.row, entries.col
    activity = _row_sums(tally)
    if normalization is Normalization.AVERAGE:
        divisor = (activity[i] + activity[j]) / 2
    elif normalization is Normalization.COSINE:
        divisor = activity[i] * activity[j]
    else:
        met = product(tally, tally.sign())
        both = product(tally, tally)
        divisor = activity[i] - at(met, i, j) + activity[j] - at(met, j, i) + at(both, i, j)
    entries.data = _divided(entries.data, divisor)
    result = entries.tocsr()
    result.eliminate_zeros()
    return result


def _row_sums(tally: Matrix) -> Numbers:
    return np.asarray(tally.sum(axis=1), dtype=np.float64)


def _divided(numbers: Numbers, by: Numbers) -> Numbers:
    return np.divide(numbers, by, out=np.zeros_like(numbers), where=by != 0)


def _off_diagonal(dense: Numbers) -> Matrix:
    np.fill_diagonal(dense, 0.0)
    return packed(dense)
