"""Joining clusters: published results, and slow versions that look at every pair every time."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from dissensus.analysis.clustering.agglomeration import (
    cut,
    fast_greedy,
    linkage_of,
    unlikeness,
    walktrap,
)
from dissensus.analysis.clustering.choice import modularity
from dissensus.analysis.matrices.cells import Integers, Numbers
from tests.analysis.karate import club


def test_fast_greedy_finds_what_its_author_found_in_the_karate_club() -> None:
    """Newman, M. E. J. (2004), Physical Review E 69, 066133: Q = 0.381."""
    weights = club()
    joins = fast_greedy(weights)
    assert max(modularity(weights, cut(joins, k)) for k in range(1, 34)) == pytest.approx(
        0.3807, abs=5e-5
    )


def test_fast_greedy_joins_what_raises_modularity_most() -> None:
    weights = _random(12, seed=3)
    assert _sets(fast_greedy(weights)) == _slowly(
        weights, lambda a, b: _raised(weights, a, b), tied=True
    )


def test_walktrap_joins_what_scatters_least() -> None:
    weights = _random(12, seed=4)
    place = _walks(weights, 4)

    def scatter(a: frozenset[int], b: frozenset[int]) -> float:
        gap = place[sorted(a)].mean(axis=0) - place[sorted(b)].mean(axis=0)
        return -len(a) * len(b) / (len(a) + len(b)) * float(gap @ gap)

    assert _sets(walktrap(weights)) == _slowly(weights, scatter, tied=True)


@pytest.mark.parametrize("method", [fast_greedy, walktrap])
def test_parts_that_are_not_tied_are_joined_last(method: object) -> None:
    assert callable(method)
    weights = np.zeros((7, 7))
    for part in ([0, 2, 4], [1, 3, 5]):
        for i, j in combinations(part, 2):
            weights[i, j] = weights[j, i] = 1.0
    assert cut(method(weights), 3).tolist() == [0, 1, 0, 1, 0, 1, 2]


def test_a_network_without_ties_is_cut_into_any_number() -> None:
    for method in (fast_greedy, walktrap):
        assert len(set(cut(method(np.zeros((4, 4))), 3).tolist())) == 3


def test_ward_works_on_squares_of_the_distances_given() -> None:
    """By hand: 0 and 1 are joined at 1; then d² = ((1+1) 9 + (1+1) 16 - 1) / 3 = 49/3 from both to 2, at 4.04."""
    distances = np.array([[0.0, 1.0, 3.0, 9], [1, 0, 4, 9], [3, 4, 0, 4.05], [9, 9, 4.05, 0]])
    assert linkage_of(distances, "ward").tolist() == [[0, 1], [2, 4], [3, 5]]
    distances[2, 3] = distances[3, 2] = 4.04
    assert linkage_of(distances, "ward").tolist() == [[0, 1], [2, 3], [4, 5]]


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 9), st.integers(0, 99))
def test_a_cut_has_as_many_groups_as_asked_within_those_of_a_coarser_cut(
    size: int, seed: int
) -> None:
    points = np.random.default_rng(seed).integers(0, 3, (size, 2)).astype(float)
    for how in ("single", "average", "complete", "ward"):
        joins = linkage_of(cdist(points, points), how)
        finer = np.arange(size)
        for k in range(size, 0, -1):
            group = cut(joins, k)
            assert sorted(set(group.tolist())) == list(range(k))
            assert all(len(set(group[finer == g].tolist())) == 1 for g in set(finer.tolist()))
            finer = group


def test_equally_tied_nodes_are_alike_but_for_their_own_tie() -> None:
    weights = np.array([[0.0, 7, 2, 3], [7, 0, 2, 3], [2, 2, 0, 1], [3, 3, 1, 0]])
    apart = unlikeness(weights)
    assert apart[0, 1] == 0
    # i = 0, j = 2: over l = 1, 3: (7 - 2)² + (3 - 1)²
    assert apart[0, 2] == pytest.approx(np.sqrt(29))


def _random(size: int, seed: int) -> Numbers:
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((size, size)) * (rng.random((size, size)) < 0.5), 1)
    upper[np.arange(size - 1), np.arange(1, size)] += 0.1  # all in one piece
    return np.asarray(upper + upper.T)


def _walks(weights: Numbers, steps: int) -> Numbers:
    own = weights.sum(axis=1) / (weights > 0).sum(axis=1)
    looped = weights + np.diag(own)
    chance = looped / looped.sum(axis=1, keepdims=True)
    walk = np.eye(len(weights))
    for _ in range(steps):
        walk = walk @ chance
    return np.asarray(walk / np.sqrt(looped.sum(axis=1)))


def _raised(weights: Numbers, a: frozenset[int], b: frozenset[int]) -> float:
    apart = np.arange(len(weights)) + 2
    apart[sorted(a)], apart[sorted(b)] = 0, 1
    together = apart.copy()
    together[sorted(a | b)] = 0
    return modularity(weights, together) - modularity(weights, apart)


def _slowly(weights: Numbers, gain: object, *, tied: bool) -> list[set[frozenset[int]]]:
    assert callable(gain)
    clusters = {frozenset([i]) for i in range(len(weights))}
    found = []
    while len(clusters) > 1:
        pairs = [
            pair
            for pair in combinations(sorted(clusters, key=min), 2)
            if not tied or weights[np.ix_(sorted(pair[0]), sorted(pair[1]))].any()
        ]
        a, b = max(pairs, key=lambda pair: gain(*pair))
        clusters = (clusters - {a, b}) | {a | b}
        found.append(set(clusters))
    return found


def _sets(joins: Integers) -> list[set[frozenset[int]]]:
    size = len(joins) + 1
    return [
        {
            frozenset(np.flatnonzero(group == g).tolist())
            for g in range(k)
            for group in [cut(joins, k)]
        }
        for k in range(size - 1, 0, -1)
    ]
