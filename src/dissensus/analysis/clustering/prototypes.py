"""Which few stand for the rest? ``inner_products``, ``k_means``, ``medoids``, ``spectral``"""

from __future__ import annotations

from typing import Final

import numpy as np

from dissensus.analysis.clustering.eigenvectors import largest
from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["inner_products", "k_means", "medoids", "spectral"]

_RESTARTS: Final = 10
_MORE_RESTARTS: Final = 60  # where they cost nothing
_SMALL: Final = 100_000  # numbers
_ROUNDS: Final = 300
_BLOCK: Final = 512  # candidates looked at together: bounds the memory


def k_means(inner: Numbers, k: int, rng: np.random.Generator) -> Integers:
    """Divide points into ``k`` groups so that the squared distances to the group's mean add up to little.

    ``inner`` holds the inner products of all points (``inner_products``), which is all it takes to tell distances to means. Lloyd's
    rounds from centers drawn as k-means++ does, ten times (sixty times where there are few points); the best of them. A
    group left empty takes the point farthest from its center. Source: Lloyd, S. (1982), IEEE Transactions on Information
    Theory 28, 129-137, doi 10.1109/TIT.1982.1056489; Arthur, D. and Vassilvitskii, S. (2007), k-means++, SODA '07, 1027-1035.
    Cost: O(n² k) for each start, then O(n) for each point that changes its group.

    >>> points = np.array([[0.0], [9.0], [1.0]])
    >>> group = k_means(inner_products(points), 2, np.random.default_rng(0))
    >>> bool(group[0] == group[2] != group[1])
    True
    """
    own = np.diag(inner)
    best, least = np.zeros(len(inner), np.int64), np.inf
    for _ in range(_MORE_RESTARTS if inner.size <= _SMALL else _RESTARTS):
        group, within = _lloyd(inner, own, _spread(inner, own, k, rng))
        if within < least - 1e-12 * max(least, 1.0) or least == np.inf:
            best, least = group, within
    return best


def inner_products(points: Numbers) -> Numbers:
    """Return the inner products of all points, measured from their middle. Cost: O(n² · dimensions)."""
    centered = points - points.mean(axis=0)
    return np.asarray(centered @ centered.T)


def medoids(distances: Numbers, k: int) -> Integers:
    """Divide things around ``k`` of them, so that the distances to the group's middle one add up to little.

    BUILD takes, one after the other, the thing that lowers the sum most; SWAP exchanges a middle one for
    another thing, the best such exchange first, until none lowers it. Source: Kaufman, L. and Rousseeuw, P. J. (1990),
    Finding Groups in Data, chapter 2, doi 10.1002/9780470316801; all exchanges of a round are weighed at once
    as in Schubert, E. and Rousseeuw, P. J. (2019), SISAP 2019, doi 10.1007/978-3-030-32047-8_16, with the same result.
    Cost: O(n²) per round.

    >>> medoids(np.array([[0.0, 9.0, 1.0], [9.0, 0.0, 8.0], [1.0, 8.0, 0.0]]), 2)
    array([0, 1, 0])
    """
    chosen = [int(distances.sum(axis=0).argmin())]
    near = distances[chosen[0]].copy()
    while len(chosen) < k:
        saved = np.concatenate(
            [np.maximum(near - distances[part], 0.0).sum(axis=1) for part in _parts(len(distances))]
        )
        saved[chosen] = -1.0
        chosen.append(int(saved.argmax()))
        near = np.minimum(near, distances[chosen[-1]])
    if k == 1:
        return np.zeros(len(distances), np.int64)
    for _round in range(_ROUNDS):
        to_chosen = distances[:, chosen]
        group = to_chosen.argmin(axis=1)
        ranked = np.partition(to_chosen, 1, axis=1)
        change = _changes(distances, ranked[:, 0], ranked[:, 1], group, k)
        change[chosen] = 0.0
        candidate, leaving = np.unravel_index(int(change.argmin()), change.shape)
        if change[candidate, leaving] >= -1e-12 * max(float(ranked[:, 0].sum()), 1e-300):
            break
        chosen[int(leaving)] = int(candidate)
    return np.asarray(distances[:, chosen].argmin(axis=1), np.int64)


def spectral(distances: Numbers, k: int, rng: np.random.Generator) -> Integers:
    """Divide things by what the random walk among alike ones mixes slowly.

    Affinities a_ij = exp(-d_ij² / 2), a_ii = 0, with the largest distance as the unit; the k eigenvectors of
    the SMALLEST eigenvalues of the normalized Laplacian I - D^-1/2 A D^-1/2, each row divided by its length; k-means on
    the rows. Source: Ng, A. Y., Jordan, M. I. and Weiss, Y. (2001), On Spectral Clustering, Advances in Neural
    Information Processing Systems 14. rDNA takes the eigenvectors of the largest eigenvalues, which tell
    nothing of groups. Cost: O(n²) per eigenvector and step, plus ``k_means``.
    """
    top = float(distances.max())
    affinity = np.exp(-0.5 * np.square(distances / top if top else distances))
    np.fill_diagonal(affinity, 0.0)
    root = np.sqrt(affinity.sum(axis=1))
    # The smallest of I - N are the largest of N.
    _, vectors = largest(affinity / np.outer(root, root), k)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return k_means(inner_products(vectors / np.where(length > 0, length, 1.0)), k, rng)


def _lloyd(inner: Numbers, own: Numbers, seeds: list[int]) -> tuple[Integers, float]:
    """Return the groups that Lloyd's rounds end in, and the sum of the squared distances to their means."""
    k, every = len(seeds), np.arange(len(inner))
    apart = own[:, None] - 2.0 * inner[:, seeds] + own[seeds]
    group = np.full(len(inner), -1)
    sums = np.zeros((len(inner), k))  # of the inner products with each group
    for _round in range(_ROUNDS):
        nearest = _nearest(apart, k)
        moved = np.flatnonzero(nearest != group)
        if not len(moved):
            break
        change = (nearest[moved, None] == np.arange(k)).astype(np.float64)
        change -= group[moved, None] == np.arange(k)
        sums += inner[moved].T @ change
        group = nearest
        sizes = np.bincount(group, minlength=k)
        middle = np.bincount(group, sums[every, group], k) / np.square(sizes)
        apart = own[:, None] - 2.0 * sums / sizes + middle
    return group, float(np.maximum(apart[every, group], 0.0).sum())


def _nearest(apart: Numbers, k: int) -> Integers:
    nearest: Integers = apart.argmin(axis=1)
    sizes = np.bincount(nearest, minlength=k)
    away = apart[np.arange(len(apart)), nearest]
    for empty in np.flatnonzero(sizes == 0):
        farthest = int(np.where(sizes[nearest] > 1, away, -np.inf).argmax())
        sizes[nearest[farthest]] -= 1
        sizes[empty], nearest[farthest] = 1, empty
    return nearest


def _spread(inner: Numbers, own: Numbers, k: int, rng: np.random.Generator) -> list[int]:
    """Draw centers, each with a chance that grows with the squared distance to the nearest so far."""
    chosen: list[int] = []
    near = np.ones(len(inner))
    while len(chosen) < k:
        total = float(near.sum())
        if total > 0:
            drawn = int(rng.choice(len(inner), p=near / total))
        else:  # fewer different points than centers
            drawn = int(rng.integers(len(inner)))
        chosen.append(drawn)
        apart = np.maximum(own - 2.0 * inner[drawn] + own[drawn], 0.0)
        near = apart if len(chosen) == 1 else np.minimum(near, apart)
    return chosen


def _changes(
    distances: Numbers, first: Numbers, second: Numbers, group: Integers, k: int
) -> Numbers:
    """Return, per candidate and middle one, what the sum of distances gains if the two are exchanged."""
    member = (group[:, None] == np.arange(k)).astype(np.float64)
    found = np.empty((len(distances), k))
    for part in _parts(len(distances)):
        closer = np.minimum(distances[part] - first, 0.0)
        left = np.minimum(distances[part], second) - first - closer
        found[part] = closer.sum(axis=1)[:, None] + left @ member
    return found


def _parts(size: int) -> list[slice]:
    return [slice(start, start + _BLOCK) for start in range(0, size, _BLOCK)]
