"""Where does it come apart? ``concor``, ``edge_betweenness``, ``leading_eigenvector``

Each returns memberships by the number of groups they make, from one group on, as far as it goes.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from dissensus.analysis.clustering.eigenvectors import largest
from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["concor", "edge_betweenness", "leading_eigenvector"]

_ROUNDS: Final = 50  # of correlating correlations
_SURE: Final = 0.999  # beyond, a correlation counts as 1


def leading_eigenvector(weights: Numbers, most: int) -> dict[int, Integers]:
    """Divide in two by the sign of the leading eigenvector of the modularity matrix, again and again.

    Of group g, B_ij = w_ij - k_i k_j / 2m, less the row's sum over g on the diagonal. Of the groups whose division raises the
    modularity the one is divided that raises it most, until none does or there are ``most``.
    Source: Newman, M. E. J. (2006), Physical Review E 74, 036104, doi 10.1103/PhysRevE.74.036104 (without the
    exchange of single nodes afterwards). Cost: O(n²) per step of the eigenvector, one for each group.
    """
    degree = weights.sum(axis=1)
    total = float(degree.sum())
    group = np.zeros(len(weights), np.int64)
    found = {1: group.copy()}
    if not total:
        return found
    splits = {0: _split(weights, degree, total, group == 0)}
    while len(found) < most:
        which, (gain, apart) = max(splits.items(), key=lambda item: (item[1][0], -item[0]))
        if gain <= 1e-12:
            break
        new = len(found)
        group[np.flatnonzero(group == which)[apart]] = new
        found[new + 1] = group.copy()
        if len(found) < most:
            for changed in (which, new):
                splits[changed] = _split(weights, degree, total, group == changed)
    return found


def edge_betweenness(weights: Numbers, most: int) -> dict[int, Integers]:
    """Remove, one by one, the tie that most shortest paths run through, until it falls apart.

    Paths are counted in steps; a tie's count is divided by its weight, as if it were that many ties side by side,
    and counted anew after each removal; of equals the first is removed. Source: Girvan, M. and Newman, M. E. J. (2002), PNAS 99,
    7821-7826, doi 10.1073/pnas.122653799; with weights, Newman (2004), doi 10.1103/PhysRevE.70.056131.
    Cost: O(ties · n³ · longest path) on dense arrays: meant for up to some dozen nodes.
    """
    left = (weights > 0).astype(np.float64)
    np.fill_diagonal(left, 0.0)
    inverse = np.divide(1.0, weights, out=np.zeros_like(weights), where=weights > 0)
    found: dict[int, Integers] = {}
    while True:
        count, group = connected_components(csr_array(left), directed=False)
        if count > most:
            return found
        found.setdefault(int(count), group.astype(np.int64))
        if not left.any():
            return found
        through = _betweenness(left) * inverse
        # Equal counts differ by rounding only.
        at = int((through >= through.max() * (1.0 - 1e-9)).argmax())
        i, j = divmod(at, len(left))
        left[i, j] = left[j, i] = 0.0


def concor(profiles: Numbers, most: int) -> dict[int, Integers]:
    """Divide by correlating the rows of correlations, again and again, until all are 1 or -1.

    The first step correlates the rows of ``profiles``. The largest group that can be divided is divided next (of equals, the
    first). Constant rows correlate with each other only. Source: Breiger, R. L., Boorman, S. A. and Arabie, P. (1975),
    Journal of Mathematical Psychology 12, 328-383, doi 10.1016/0022-2496(75)90028-0.
    Cost: O(n³) per round, at most 50 rounds for each group.

    >>> concor(np.array([[1.0, 2, 3], [1, 2, 4], [3, 2, 1]]), 2)[2]
    array([0, 0, 1])
    """
    group = np.zeros(len(profiles), np.int64)
    found = {1: group.copy()}
    whole: set[int] = set()
    while len(found) < most:
        sizes = np.bincount(group)
        sizes[list(whole)] = 0
        which = int(sizes.argmax())
        if sizes[which] < 2:
            break
        members = np.flatnonzero(group == which)
        apart = _opposed(profiles[members])
        if not 0 < apart.sum() < len(members):
            whole.add(which)
            continue
        new = len(found)
        group[members[apart]] = new
        found[new + 1] = group.copy()
    return found


def _split(
    weights: Numbers,
    degree: Numbers,
    total: float,
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> tuple[float, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return what dividing the group in two adds to the modularity, and who leaves it."""
    at = np.flatnonzero(inside)
    matrix = weights[np.ix_(at, at)] - np.outer(degree[at], degree[at]) / total
    matrix[np.diag_indices(len(at))] -= matrix.sum(axis=1)
    _, vectors = largest(matrix, 1)
    vector = vectors[:, 0]
    side = np.where(vector > 0, 1.0, -1.0)
    if side[0] < 0:
        side = -side
    gain = float(side @ matrix @ side) / (2.0 * total)
    return (gain if (side < 0).any() else 0.0), side < 0


def _betweenness(left: Numbers) -> Numbers:
    """Count, for each tie, the shortest paths through it: all sources at once, a matrix product per step."""
    size = len(left)
    paths = [np.eye(size)]
    seen = np.eye(size, dtype=bool)
    while True:
        step = (paths[-1] @ left) * ~seen
        if not step.any():
            break
        seen |= step > 0
        paths.append(step)
    through = np.zeros_like(left)
    later = np.zeros_like(left)  # per source and node: paths that go on from it
    for near, far in zip(paths[-2::-1], paths[:0:-1], strict=True):
        share = np.divide(1.0 + later, far, out=np.zeros_like(far), where=far > 0)
        through += (near.T @ share) * left
        later = near * (share @ left)
    return through + through.T


def _opposed(profiles: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say who ends up opposed to the first."""
    matrix = profiles
    for _round in range(_ROUNDS):
        matrix = _correlations(matrix)
        if (np.abs(matrix) > _SURE).all():
            break
    return np.asarray(matrix[0] < 0)


def _correlations(rows: Numbers) -> Numbers:
    centered = rows - rows.mean(axis=1, keepdims=True)
    length = np.linalg.norm(centered, axis=1, keepdims=True)
    scale = np.abs(rows).max(axis=1, keepdims=True)
    flat = length <= 1e-12 * scale * np.sqrt(rows.shape[1])
    unit = np.divide(centered, length, out=np.zeros_like(centered), where=~flat)
    matrix: Numbers = np.clip(unit @ unit.T, -1.0, 1.0)
    constant = flat[:, 0]
    matrix[np.ix_(constant, constant)] = 1.0
    np.fill_diagonal(matrix, 1.0)
    return matrix
