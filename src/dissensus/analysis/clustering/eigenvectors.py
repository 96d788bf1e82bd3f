"""Which directions matter most? ``largest``: leading eigenvectors of a symmetric matrix"""

from __future__ import annotations

from typing import Final

import numpy as np

from dissensus.analysis.matrices.cells import Numbers

__all__ = ["largest"]

_DENSE: Final = 400  # up to here all of them are found sooner than a few


def largest(matrix: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return the ``count`` algebraically largest eigenvalues, falling, and their eigenvectors as columns.

    The sign of a vector is such that its entry farthest from 0 (the first of equals) is positive, so that the same
    matrix gives the same result. Cost: O(n³) for small matrices, else O(n²) per step of Lanczos' method.

    >>> values, vectors = largest(np.array([[2.0, 0.0], [0.0, 5.0]]), 1)
    >>> values.tolist(), vectors.tolist()
    ([5.0], [[0.0], [1.0]])
    """
    size = len(matrix)
    count = min(count, size)
    if size <= _DENSE or 4 * count > size:
        values, vectors = np.linalg.eigh(matrix)
        values, vectors = values[::-1][:count], vectors[:, ::-1][:, :count]
    else:
        from scipy.sparse.linalg import ArpackNoConvergence, eigsh

        start = np.random.default_rng(0).standard_normal(size)
        try:
            values, vectors = eigsh(matrix, count, which="LA", v0=start, ncv=max(4 * count, 40))
        except ArpackNoConvergence:  # eigenvalues too close together for steps
            values, vectors = np.linalg.eigh(matrix)
        order = np.argsort(-values, kind="stable")[:count]
        values, vectors = values[order], vectors[:, order]
    far = np.abs(vectors)
    at = (far >= far.max(axis=0) - 1e-12).argmax(axis=0)
    sign = np.sign(vectors[at, np.arange(count)])
    return values, vectors * np.where(sign == 0, 1.0, sign)
