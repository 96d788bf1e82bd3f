"""Where does a random walk stay for long? ``infomap``, ``code_length``"""

from __future__ import annotations

from typing import Final

import numpy as np

from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["code_length", "infomap"]

_RUNS: Final = 10
_LEAST: Final = 1e-10  # bits: less is rounding


def infomap(weights: Numbers, seed: int) -> Integers:
    """Return the groups by which a random walk on the network is told in the fewest bits (two levels).

    Nodes, then groups, move to where the code becomes shorter, in an order drawn anew, until nothing does; the shortest of
    ten searches. Source: Rosvall, M. and Bergstrom, C. T. (2008), Maps of random walks on complex networks reveal
    community structure, PNAS 105, 1118-1123, doi 10.1073/pnas.0706851105. Cost: O(n²) per round on dense arrays.
    """
    rng = np.random.default_rng(seed)
    best, least = np.arange(len(weights)), np.inf
    for _ in range(_RUNS if weights.any() else 0):
        group = np.arange(len(weights))
        length = code_length(weights, group)
        while True:
            # Single nodes first, from where they are; then whole groups, as long as some join.
            moved = _moved(weights, group, rng)
            while True:
                member = (moved[:, None] == np.arange(moved.max() + 1)).astype(np.float64)
                joined = _moved(member.T @ weights @ member, np.arange(member.shape[1]), rng)
                if int(joined.max()) + 1 == member.shape[1]:
                    break
                moved = joined[moved]
            shorter = code_length(weights, moved)
            if shorter >= length - _LEAST:
                break
            group, length = moved, shorter
        if length < least - _LEAST:
            best, least = group, length
    return best


def code_length(weights: Numbers, members: Integers) -> float:
    """Return the bits per step by which groups tell a random walk: the map equation of an undirected network.

    L = plogp(Σ q_i) - 2 Σ plogp(q_i) - Σ plogp(p_a) + Σ plogp(q_i + Σ_a∈i p_a), with p_a a node's share of all ties, q_i the
    share of the ties that leave group i, and plogp(x) = x log2 x. Cost: O(n² + n · groups).

    >>> pairs = np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> code_length(pairs, np.array([0, 0, 1, 1])), code_length(pairs, np.array([0, 0, 0, 0]))
    (1.0, 2.0)
    """
    total = float(weights.sum())
    if not total:
        return 0.0
    visits = weights.sum(axis=1) / total
    _, number = np.unique(members, return_inverse=True)
    member = (number[:, None] == np.arange(number.max() + 1)).astype(np.float64)
    inside = (member * (weights @ member)).sum(axis=0) / total
    share = visits @ member
    leaves = np.maximum(share - inside, 0.0)
    return float(
        _plogp(leaves.sum())
        - 2.0 * _plogp(leaves).sum()
        - _plogp(visits).sum()
        + _plogp(leaves + share).sum()
    )


def _moved(weights: Numbers, start: Integers, rng: np.random.Generator) -> Integers:
    """Move nodes between groups as long as that makes the code shorter; groups are numbered without gaps."""
    size = len(weights)
    total = float(weights.sum())
    between = weights / total
    own = np.diag(between).copy()
    np.fill_diagonal(between, 0.0)
    out = between.sum(axis=1)
    visits = out + own
    group = start.copy()
    member = (group[:, None] == np.arange(size)).astype(np.float64)
    share = visits @ member
    leaves = out @ member - (member * (between @ member)).sum(axis=0)
    improved = True
    while improved:
        improved = False
        for node in rng.permutation(size).tolist():
            here = int(group[node])
            ties = np.bincount(group, between[node], size)
            # As if it were out of its group.
            leaves[here] += 2.0 * ties[here] - out[node]
            share[here] -= visits[node]
            after = leaves + out[node] - 2.0 * ties
            rest = leaves.sum() - leaves
            length = (
                _plogp(np.maximum(rest + after, 0.0))
                - 2.0 * (_plogp(np.maximum(after, 0.0)) - _plogp(np.maximum(leaves, 0.0)))
                + _plogp(np.maximum(after + share + visits[node], 0.0))
                - _plogp(np.maximum(leaves + share, 0.0))
            )
            length[(ties <= 0.0) & (np.arange(size) != here)] = np.inf
            there = int(length.argmin())
            if length[there] >= length[here] - _LEAST:
                there = here
            leaves[there] = after[there]
            share[there] += visits[node]
            improved |= there != here
            group[node] = there
    return np.unique(group, return_inverse=True)[1]


def _plogp(shares: Numbers | np.float64) -> Numbers:
    values = np.asarray(shares, np.float64)
    return np.asarray(values * np.log2(np.where(values > 0.0, values, 1.0)))
