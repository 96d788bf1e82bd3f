"""How alike is the structure of two networks? ``laplacian_spectrum``, ``spectral_distance``"""

from __future__ import annotations

import numpy as np

from dissensus.analysis.matrices.cells import Numbers

__all__ = ["laplacian_spectrum", "spectral_distance"]


def laplacian_spectrum(matrix: Numbers) -> Numbers:
    """Return the eigenvalues of the Laplacian of a one-mode network, largest first, divided by their sum.

    With A the symmetric matrix of ties, its diagonal left out and its negative ties set to 0, and D the
    diagonal matrix of the row sums of A, the Laplacian is L = D - A. Its eigenvalues are at least 0 and
    add up to the sum of A, so the result adds up to 1; a network without ties has zeros only.

    The last eigenvalue is always 0, and so is one for each further component; a node without ties is a
    component of its own and never enters the eigenvalue problem.

    Cost: O(m³) for the m nodes that have ties.

    >>> laplacian_spectrum(np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])).round(6)
    array([0.75, 0.25, 0.  ])
    """
    weights = np.maximum(matrix, 0.0)
    np.fill_diagonal(weights, 0.0)
    degrees = weights.sum(axis=0)
    total = float(degrees.sum())
    spectrum = np.zeros(len(weights))
    if total <= 0.0:
        return spectrum
    tied = degrees > 0.0
    if not tied.all():
        weights = weights[np.ix_(tied, tied)]
        degrees = degrees[tied]
    np.negative(weights, out=weights)
    np.fill_diagonal(weights, degrees)
    values = np.linalg.eigvalsh(weights)[::-1]
    # What is 0 by the theory comes out as rounding noise of either sign.
    spectrum[: len(values)] = np.maximum(values, 0.0) / total
    return spectrum


def spectral_distance(left: Numbers, right: Numbers) -> float:
    """Return the Euclidean distance of two spectra of the same length: sqrt(Σ_r (λ_r - μ_r)²).

    0 where the spectra are the same (the networks may still differ), at most sqrt(2). Cost: O(length).

    >>> spectral_distance(np.array([0.75, 0.25, 0.0]), np.array([0.5, 0.5, 0.0])).__round__(6)
    0.353553
    """
    return float(np.linalg.norm(left - right))
