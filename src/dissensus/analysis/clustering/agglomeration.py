"""Who joins whom, step by step? ``cut``, ``fast_greedy``, ``linkage_of``, ``unlikeness``, ``walktrap``

Each returns its joins as pairs of clusters, in order: clusters 0 to n - 1 are the things themselves, the
pair in row r becomes cluster n + r. ``cut`` stops after as many joins as leave ``k`` clusters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["cut", "fast_greedy", "linkage_of", "unlikeness", "walktrap"]

_STEPS: Final = 4  # of a random walk: what its authors recommend

# From the gains of two clusters with all others, and their numbers, to those of the two together.
_Joined = Callable[[int, int, Numbers, Numbers], Numbers]


def cut(joins: Integers, k: int) -> Integers:
    """Return the cluster of each thing when ``k`` are left, numbered in order of first appearance.

    Cost: O(n).

    >>> cut(np.array([[0, 2], [1, 3]]), 2)
    array([0, 1, 0])
    """
    size = len(joins) + 1
    parent = np.arange(2 * size - 1)
    for step in range(size - k):
        parent[joins[step]] = size + step
    for child in range(2 * size - 2, -1, -1):  # a parent has a higher number than its children
        parent[child] = parent[parent[child]]
    _, first, number = np.unique(parent[:size], return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[number]


def linkage_of(
    distances: Numbers, how: Literal["single", "average", "complete", "ward"]
) -> Integers:
    """Join the two nearest clusters: ``single``, ``average``, ``complete`` or ``ward``.

    ``ward`` squares the distances given and takes the root of what comes out (R's ``ward.D2``: Murtagh, F. and
    Legendre, P. (2014), Journal of Classification 31, 274-295, doi 10.1007/s00357-014-9161-z). Cost: O(n²).

    >>> linkage_of(np.array([[0.0, 9.0, 1.0], [9.0, 0.0, 8.0], [1.0, 8.0, 0.0]]), "single")
    array([[0, 2],
           [1, 3]])
    """
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    if len(distances) < 2:
        return np.empty((0, 2), np.int64)
    joined = linkage(squareform(distances, checks=False), how)
    return np.asarray(joined[:, :2], np.int64)


def unlikeness(weights: Numbers) -> Numbers:
    """Return how differently two nodes are tied to all others: d_ij = sqrt(Σ_l (w_il - w_jl)²), l other than i and j.

    Source: Wasserman, S. and Faust, K. (1994), Social Network Analysis, section 9.4.1, doi 10.1017/CBO9780511815478.
    Cost: O(n³).

    >>> unlikeness(np.array([[0.0, 5.0, 3.0], [5.0, 0.0, 3.0], [3.0, 3.0, 0.0]]))[0]
    array([0., 0., 2.])
    """
    from scipy.spatial.distance import cdist

    square = cdist(weights, weights, "sqeuclidean")
    own = np.diag(weights)
    square -= np.square(own[:, None] - weights) + np.square(weights - own)
    return np.asarray(np.sqrt(np.maximum(square, 0.0)))


def fast_greedy(weights: Numbers) -> Integers:
    """Join what raises the modularity most (or lowers it least), among clusters that are tied.

    With e_ab the share of the ties' weight between clusters a and b and a_a = Σ_b e_ab, joining a and b adds
    2 (e_ab - a_a a_b). Clusters without a tie between them are joined last. Source: Clauset, A., Newman, M. E. J.
    and Moore, C. (2004), Physical Review E 70, 066111, doi 10.1103/PhysRevE.70.066111; with weights as in Newman
    (2004), doi 10.1103/PhysRevE.70.056131. Cost: O(n²) memory, O(n²) to O(n³) time on dense arrays.
    """
    total = float(weights.sum())
    share = weights / total if total else weights
    degree = share.sum(axis=1)
    gain = 2.0 * (share - np.outer(degree, degree))
    return _agglomerate(gain, weights > 0, lambda _i, _j, one, other: one + other)


def walktrap(weights: Numbers, *, steps: int = _STEPS) -> Integers:
    """Join tied clusters between which short random walks differ least.

    With P = D⁻¹A the probabilities of one step, the distance of nodes i and j is
    r² = Σ_k (P^t_ik - P^t_jk)² / d_k, and the two clusters are joined for which the sum of the squared distances
    to the middle of their cluster grows least: |a||b| / (|a| + |b|) r²_ab. As in the authors' program each node also
    has a tie to itself, of the mean weight of its ties. Source: Pons, P. and Latapy, M. (2005), Computing Communities in
    Large Networks Using Random Walks, in ISCIS 2005, doi 10.1007/11569596_31.
    Cost: O(n³) for the walks (one matrix product for each doubling of t), O(n²) memory.
    """
    count = (weights > 0).sum(axis=1)
    degree = weights.sum(axis=1)
    own = np.divide(degree, count, out=np.ones(len(weights)), where=count > 0)
    looped = weights + np.diag(own)
    strength = looped.sum(axis=1)
    walks = np.linalg.matrix_power(looped / strength[:, None], steps)
    place = walks / np.sqrt(strength)
    square = np.square(place).sum(axis=1)
    apart = np.maximum(square[:, None] + square - 2.0 * (place @ place.T), 0.0)
    sizes = np.ones(len(weights))

    def joined(i: int, j: int, one: Numbers, other: Numbers) -> Numbers:
        between = one[j]
        both = sizes[i] + sizes[j]
        # What a cluster that is gone holds is not looked at; keep it from overflowing.
        new: Numbers = ((sizes[i] + sizes) * one + (sizes[j] + sizes) * other - sizes * between) / (
            both + sizes
        )
        sizes[i] = both
        return new

    return _agglomerate(-0.5 * apart, weights > 0, joined)


def _agglomerate(gain: Numbers, tied: NDArray[np.bool_], joined: _Joined) -> Integers:
    """Join the pair of the highest gain until one cluster is left; of equals, the first.

    The best partner of every cluster is remembered; a join makes only those look again whose partner is gone.
    """
    size = len(gain)
    tied = tied.copy()
    np.fill_diagonal(tied, val=False)
    alive = np.ones(size, bool)
    name = np.arange(size)
    best = np.full(size, -np.inf)
    partner = np.zeros(size, np.int64)
    joins = np.empty((max(size - 1, 0), 2), np.int64)

    def look(rows: NDArray[np.integer]) -> None:
        seen = np.where(tied[rows], gain[rows], -np.inf)
        partner[rows] = seen.argmax(axis=1)
        best[rows] = seen[np.arange(len(rows)), partner[rows]]

    look(np.arange(size))
    for step in range(size - 1):
        i = int(best.argmax())
        if best[i] == -np.inf:  # no ties are left: from here on anyone may join anyone
            tied[np.ix_(alive, alive)] = True
            np.fill_diagonal(tied, val=False)
            look(np.flatnonzero(alive))
            i = int(best.argmax())
        i, j = sorted((i, int(partner[i])))
        joins[step] = sorted((name[i], name[j]))
        name[i] = size + step
        new = joined(i, j, gain[i], gain[j])
        gain[i], gain[:, i] = new, new
        tied[i] |= tied[j]
        tied[i, i] = tied[i, j] = False
        tied[:, i] = tied[i]
        tied[j], tied[:, j] = False, False
        alive[j], best[j] = False, -np.inf
        # Whose partner was one of the two keeps it where the two together are no worse.
        better = tied[i] & (new >= best)
        best[better], partner[better] = new[better], i
        lost = alive & ~better & ((partner == i) | (partner == j))
        lost[i] = True
        look(np.flatnonzero(lost))
    return joins
