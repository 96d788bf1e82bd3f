"""Groups around a few: against all possible groups, and against an obvious version."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from dissensus.analysis.clustering.prototypes import inner_products, k_means, medoids, spectral
from dissensus.analysis.matrices.cells import Integers, Numbers


@pytest.mark.parametrize("seed", range(8))
def test_k_means_finds_the_least_sum_of_squares_there_is(seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(8, 2))
    least = min(
        _squares(points, np.array(group))
        for group in product(range(3), repeat=8)
        if len(set(group)) == 3
    )
    found = k_means(inner_products(points), 3, np.random.default_rng(0))
    assert _squares(points, found) == pytest.approx(least)


def test_k_means_makes_as_many_groups_as_there_are_different_points_at_least() -> None:
    points = np.repeat(np.array([[0.0], [5.0], [9.0]]), 4, axis=0)
    assert len(set(k_means(inner_products(points), 3, np.random.default_rng(1)).tolist())) == 3


def test_k_means_of_equal_points_still_makes_groups() -> None:
    assert (
        len(set(k_means(inner_products(np.ones((5, 2))), 3, np.random.default_rng(1)).tolist()))
        == 3
    )


@settings(deadline=None, max_examples=60)
@given(st.integers(3, 14), st.integers(2, 4), st.integers(0, 10_000))
def test_no_exchange_of_a_medoid_for_another_thing_lowers_the_sum(
    size: int, k: int, seed: int
) -> None:
    points = np.random.default_rng(seed).normal(size=(size, 2))
    k = min(k, size)
    distances = cdist(points, points)
    group = medoids(distances, k)
    middles = []  # of two things that are as near to the others of a group, either may be the middle one
    for g in range(k):
        members = np.flatnonzero(group == g)
        sums = distances[np.ix_(members, members)].sum(axis=0)
        middles.append(members[sums <= sums.min() + 1e-12].tolist())

    def is_best(chosen: tuple[int, ...]) -> bool:
        cost = _cost(distances, list(chosen))
        exchanged = ([*chosen[:m], i, *chosen[m + 1 :]] for m, i in product(range(k), range(size)))
        return cost <= _cost(distances, _build(distances, k)) + 1e-12 and all(
            _cost(distances, other) >= cost - 1e-9 for other in exchanged
        )

    assert any(is_best(chosen) for chosen in product(*middles))


def test_medoids_of_ruspini_like_clouds_are_the_clouds() -> None:
    rng = np.random.default_rng(5)
    centers = np.array([[0.0, 0.0], [20.0, 0.0], [0.0, 20.0], [20.0, 20.0]])
    truth = np.repeat(np.arange(4), 15)
    points = centers[truth] + rng.normal(size=(60, 2))
    assert _same(medoids(cdist(points, points), 4), truth)


def test_spectral_finds_two_clouds_and_the_largest_eigenvectors_do_not() -> None:
    """The eigenvectors of the largest eigenvalues of the Laplacian, which rDNA takes, say nothing of clouds."""
    rng = np.random.default_rng(0)
    truth = np.repeat([0, 1], 20)
    points = rng.normal(size=(40, 3)) + 8.0 * truth[:, None]
    distances = cdist(points, points)
    assert _same(spectral(distances, 2, rng), truth)
    affinity = np.exp(-0.5 * np.square(distances / distances.max()))
    root = np.sqrt(affinity.sum(axis=1))
    _, vectors = np.linalg.eigh(np.eye(40) - affinity / np.outer(root, root))
    assert not _same(k_means(inner_products(vectors[:, -2:]), 2, rng), truth)


def _squares(points: Numbers, group: Integers) -> float:
    return sum(
        float(np.square(points[group == g] - points[group == g].mean(axis=0)).sum())
        for g in set(group.tolist())
    )


def _cost(distances: Numbers, chosen: list[int]) -> float:
    return float(distances[:, chosen].min(axis=1).sum())


def _build(distances: Numbers, k: int) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < k:
        rest = [i for i in range(len(distances)) if i not in chosen]
        chosen.append(min(rest, key=lambda i: _cost(distances, [*chosen, i])))
    return chosen


def _same(one: Integers, other: Integers) -> bool:
    """Say whether two divisions are the same but for the numbers of the groups."""
    return all(
        (one[i] == one[j]) == (other[i] == other[j]) for i, j in combinations(range(len(one)), 2)
    )
