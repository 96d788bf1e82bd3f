"""Where do things lie on a plane, given how far apart they are? ``embed``, ``Embedding``"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dissensus.analysis.clustering.eigenvectors import largest
from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["Embedding", "embed"]

_MOST: Final = 1_000  # things of which all pairs enter
_LAGS: Final = 150  # beyond, each enters with twice as many others
_NEAR: Final = 20
_STEPS: Final = 200
_TOLERANCE: Final = 1e-6  # of the stress, from one step to the next


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """Places on a plane (n × 2), and the stress in percent: how far their distances are from the right order."""

    places: Numbers
    stress: float


def embed(distances: Numbers) -> Embedding:
    """Place things so that the order of their distances is kept as well as it can be on a plane.

    Kruskal's non-metric scaling: with δ̂ the numbers nearest to the distances d of the places that rise with the
    distances given and are equal where those are (monotone regression, Kruskal's second approach to ties, so that things which do not
    differ lie together), the places minimize
    stress = 100 sqrt(Σ (d - δ̂)² / Σ d²), in percent. The search starts from classical scaling, draws nothing, and
    takes quasi-Newton steps (L-BFGS), so that it ends in a minimum nearby, as R's ``isoMDS`` does. The result is centered, its
    first axis the one along which places differ most.

    Of more than 1,000 things each enters with 300 others, the same numbers of places further on or back in the order given (a
    cyclic design: Spence, I. and Domoney, D. W. (1974), Psychometrika 39, 469-490, doi 10.1007/BF02291669); the stress is that of these pairs. Source: Kruskal, J. B. (1964), Psychometrika 29, 1-27, doi 10.1007/BF02289565, and 115-129,
    doi 10.1007/BF02289694. Cost: O(pairs log pairs) per step, at most 200 steps.

    >>> triangle = np.array([[0.0, 3.0, 4.0], [3.0, 0.0, 5.0], [4.0, 5.0, 0.0]])
    >>> round(embed(triangle).stress, 6)
    0.0
    """
    size = len(distances)
    start = _classical(distances)
    if size < 3 or not np.any(distances):
        return Embedding(_turned(start), 0.0)
    from scipy.optimize import minimize

    one, other = _pairs(size)
    given = distances[one, other]
    # Distances that differ by rounding only are equal.
    _, rank = np.unique(np.round(given / given.max(), 12), return_inverse=True)
    times = np.bincount(rank).astype(np.float64)

    def stress(flat: Numbers) -> tuple[float, Numbers]:
        return _stress(flat.reshape(-1, 2), one, other, rank, times)

    found = minimize(
        stress,
        start.ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS, "ftol": _TOLERANCE, "gtol": 1e-9},
    )
    places = found.x.reshape(-1, 2)
    return Embedding(_turned(places), 100.0 * stress(places.ravel())[0])


def _pairs(size: int) -> tuple[Integers, Integers]:
    if size <= _MOST:
        one, other = np.triu_indices(size, 1)
        return one, other
    # Each thing with those so many places further on, around the end: near ones, and far ones evenly.
    half = (size - 1) // 2
    far = np.linspace(1, half, _LAGS - _NEAR).round().astype(np.int64)
    lags = np.union1d(np.arange(1, _NEAR + 1), far)
    one = np.tile(np.arange(size), len(lags))
    return one, (one + np.repeat(lags, size)) % size


def _stress(
    places: Numbers, one: Integers, other: Integers, rank: Integers, times: Numbers
) -> tuple[float, Numbers]:
    """Return Kruskal's stress (a share) and its slope."""
    from scipy.optimize import isotonic_regression

    apart = places[one] - places[other]
    distance = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    mean = np.bincount(rank, distance) / times
    fitted = isotonic_regression(mean, weights=times).x[rank]
    off = distance - fitted
    misfit, total = float(off @ off), float(distance @ distance)
    if not misfit or not total:
        return 0.0, np.zeros(places.size)
    value = float(np.sqrt(misfit / total))
    pull = value * (off / misfit - distance / total)
    pull = np.divide(pull, distance, out=np.zeros_like(pull), where=distance > 0)
    slope = np.empty_like(places)
    for axis in (0, 1):
        force = pull * apart[:, axis]
        slope[:, axis] = np.bincount(one, force, len(places)) - np.bincount(
            other, force, len(places)
        )
    return value, slope.ravel()


def _classical(distances: Numbers) -> Numbers:
    """Return the places of classical scaling: the two leading eigenvectors of the doubly centered squares."""
    places = np.zeros((len(distances), 2))
    if len(distances) < 2:
        return places
    square = -0.5 * np.square(distances)
    mean = square.mean(axis=0)
    values, vectors = largest(square - mean[:, None] - mean + mean.mean(), 2)
    axes = vectors * np.sqrt(np.maximum(values, 0.0))
    places[:, : axes.shape[1]] = axes
    return places


def _turned(places: Numbers) -> Numbers:
    """Center the places and turn them so that the first axis is the one along which they differ most."""
    centered = places - places.mean(axis=0) if len(places) else places
    _, axes = largest(centered.T @ centered, 2)
    turned = centered @ axes
    far = np.abs(turned)
    at = far.argmax(axis=0) if len(turned) else np.zeros(2, np.int64)
    sign = np.sign(turned[at, np.arange(2)]) if len(turned) else np.ones(2)
    return np.asarray(turned * np.where(sign == 0, 1.0, sign))
