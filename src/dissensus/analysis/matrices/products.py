"""How are sparse matrices multiplied fast? ``product``, ``outer``, ``row_products``, ``at``

The matrices are tallies of actors by concepts. Few cells are filled where there are many actors, nearly
all where there are few: dense algebra is then much faster, though it multiplies zeros.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dissensus.analysis.matrices.cells import Numbers, packed
from dissensus.analysis.matrices.one_thread import one_thread

__all__ = ["Indices", "Matrix", "at", "outer", "product", "row_products"]

Matrix: TypeAlias = csr_array[np.float64]
Indices: TypeAlias = NDArray[np.integer]

_DENSE_CELLS: Final = 32_000_000  # 256 MB: no dense array may be larger
_DENSE_GAIN: Final = 40  # a dense multiplication is that much cheaper than a sparse one
_AT_ONCE: Final = 2_000_000  # as many take less time than SciPy needs to begin
_ONE_THREAD: Final = 100_000_000  # as many take some ten milliseconds


def product(left: Matrix, right: Matrix) -> Matrix:
    """Return left · rightᵀ without its diagonal, by dense algebra where that is cheaper and fits.

    Cost: that of the cheaper of the two multiplications.

    >>> product(csr_array([[1.0, 2.0], [0.0, 3.0]]), csr_array([[1.0, 2.0], [0.0, 3.0]])).toarray()
    array([[0., 6.],
           [6., 0.]])
    """
    if not left.nnz or not right.nnz:
        return csr_array((left.shape[0], right.shape[0]))
    sparse_cost = float(_filled(left) @ _filled(right))
    dense_cost = left.shape[0] * left.shape[1] * right.shape[0]
    cells = max(left.shape[0] * left.shape[1], left.shape[0] * right.shape[0])
    if cells <= _DENSE_CELLS and dense_cost <= _DENSE_GAIN * sparse_cost + _AT_ONCE:
        dense = left.toarray()
        weights = outer(dense, dense if left is right else right.toarray())
        np.fill_diagonal(weights, 0.0)
        return packed(weights)
    sparse = csr_array(left @ right.T)
    sparse.setdiag(0.0)
    sparse.eliminate_zeros()
    return sparse


def outer(left: Numbers, right: Numbers) -> Numbers:
    """Return left · rightᵀ of dense matrices; small ones on one thread, which is faster there.

    Cost: that of the multiplication.
    """
    if left.size * len(right) > _ONE_THREAD:
        large: Numbers = left @ right.T
        return large
    with one_thread():
        small: Numbers = left @ right.T
    return small


def row_products(left: Matrix, right: Matrix) -> Numbers:
    """Return for each row the inner product of the two matrices' rows. Cost: O(filled cells)."""
    return np.asarray(left.multiply(right).sum(axis=1), dtype=np.float64).ravel()


def at(matrix: Matrix, i: Indices, j: Indices) -> Numbers:
    """Return the cells (i, j), 0 where nothing is kept. Cost: O(cells asked for)."""
    if not len(i):  # SciPy returns a sparse array then
        return np.empty(0)
    return np.asarray(matrix[i, j], dtype=np.float64).ravel()


def _filled(matrix: Matrix) -> Numbers:
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float64)
