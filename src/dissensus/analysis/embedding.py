"""Where do things lie on a plane, given how far apart they are? ``embed``, ``Embedding``"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dissensus.analysis.cells import Integers, Numbers
from dissensus.analysis.eigenvectors import largest

__all__ = ["Embedding", "embed"]

_MOST: Final = 600  # things of which all pairs enter
_LANDMARKS: Final = 200  # beyond, only the pairs with so many of them
_STEPS: Final = 200
_TOLERANCE: Final = 1e-7  # of the stress, from one step to the next


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """Places on a plane (n × 2), and the stress in percent: how far their distances are from the right order."""

    places: Numbers
    stress: float


def embed(distances: Numbers) -> Embedding:
    """Place things so that the order of their distances is kept as well as it can be on a plane.

    Kruskal's non-metric scaling: with δ̂ the numbers nearest to the distances d of the places that rise with the
    distances given (monotone regression; among equal given distances any order will do), the places minimize
    stress = 100 sqrt(Σ (d - δ̂)² / Σ d²), in percent. The search starts from classical scaling, draws nothing, and
    takes quasi-Newton steps (L-BFGS), so that it ends in a minimum nearby, as R's ``isoMDS`` does. The result is centered, its
    first axis the one along which places differ most.

    Of more than 600 things only the distances to 200 of them, evenly spread over the order given, enter; the stress
    is that of these pairs. Source: Kruskal, J. B. (1964), Psychometrika 29, 1-27, doi 10.1007/BF02289565, and 115-129,
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
    # Distances that differ by rounding only are equal; equals are not forced into an order.
    _, rank = np.unique(np.round(given / given.max(), 12), return_inverse=True)
    order = np.argsort(rank, kind="stable") if int(rank.max()) + 1 == len(rank) else None

    def stress(flat: Numbers) -> tuple[float, Numbers]:
        return _stress(flat.reshape(-1, 2), one, other, rank, order)

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
    marks = np.unique(np.linspace(0, size - 1, _LANDMARKS).round().astype(np.int64))
    number = np.full(size, -1)
    number[marks] = np.arange(len(marks))
    one, other = np.repeat(marks, size), np.tile(np.arange(size), len(marks))
    # Of two landmarks the pair enters once.
    once = (number[other] < 0) | (other > one)
    return one[once], other[once]


def _stress(
    places: Numbers, one: Integers, other: Integers, rank: Integers, order: Integers | None
) -> tuple[float, Numbers]:
    """Return Kruskal's stress (a share) and its slope."""
    from scipy.optimize import isotonic_regression

    apart = places[one] - places[other]
    distance = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    if order is None:
        order = np.lexsort((distance, rank))
    fitted = np.empty_like(distance)
    fitted[order] = isotonic_regression(distance[order]).x
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
