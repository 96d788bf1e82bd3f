"""All methods side by side: planted groups, the same seed, other numbers for the same things."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy.spatial.distance import cdist

from dissensus.analysis.clustering.choice import (
    Clustering,
    Division,
    best,
    divisions,
    modularity,
    numbered,
    similarities,
)
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.errors import AnalysisError
from tests.analysis.karate import club

# These find one group where all are tied with all.
OF_FEW_TIES = (Clustering.LABEL_PROPAGATION, Clustering.INFOMAP)
PLANTED = [m for m in Clustering if m not in OF_FEW_TIES]


def test_modularity_is_networkxs() -> None:
    graph = nx.karate_club_graph()
    weights = nx.to_numpy_array(graph)
    group = np.arange(34) % 3
    communities = [set(np.flatnonzero(group == g).tolist()) for g in range(3)]
    expected = nx.community.modularity(graph, communities, weight="weight")
    assert modularity(weights, group) == pytest.approx(expected)


def test_one_group_and_no_ties_have_modularity_zero() -> None:
    assert modularity(club(), np.zeros(34, np.int64)) == pytest.approx(0.0)
    assert modularity(np.zeros((3, 3)), np.array([0, 1, 2])) == 0.0


@pytest.mark.parametrize("method", PLANTED)
def test_each_method_finds_planted_groups(method: Clustering) -> None:
    distances, truth = _planted()
    found = divisions(
        method, distances, similarities(distances), [3], profiles=_profiles(truth), seed=1
    )
    assert _same(found[0].members, truth)


@pytest.mark.parametrize("method", OF_FEW_TIES)
def test_the_others_find_groups_with_few_ties_between_them(method: Clustering) -> None:
    truth = np.repeat([0, 1, 2], 8)
    weights = (truth[:, None] == truth).astype(float)
    weights[7, 8] = weights[8, 7] = weights[15, 16] = weights[16, 15] = 0.2
    np.fill_diagonal(weights, 0.0)
    (found,) = divisions(method, 1.0 - weights, weights, [2])
    assert _same(found.members, truth)


@pytest.mark.parametrize("method", [Clustering.LEIDEN, Clustering.LOUVAIN])
def test_the_best_division_of_the_karate_club_is_found(method: Clustering) -> None:
    """Brandes, U. et al. (2008), IEEE TKDE 20, 172-188, proved 0.4198 to be the highest modularity there is."""
    (found,) = divisions(method, 1.0 - club(), club(), [2], seed=0)
    assert 0.415 < found.quality < 0.41980


@pytest.mark.parametrize("method", list(Clustering))
def test_the_same_seed_gives_the_same_division(method: Clustering) -> None:
    distances, truth = _planted(noise=3.0)
    weights = similarities(distances)
    runs = [
        divisions(method, distances, weights, range(2, 6), profiles=_profiles(truth), seed=7)
        for _ in range(2)
    ]
    assert [d.members.tolist() for d in runs[0]] == [d.members.tolist() for d in runs[1]]


@pytest.mark.parametrize("method", PLANTED)
def test_another_order_of_things_changes_nothing(method: Clustering) -> None:
    distances, truth = _planted()
    order = np.random.default_rng(3).permutation(len(truth))
    moved = distances[np.ix_(order, order)]
    found = divisions(method, moved, similarities(moved), [3], profiles=_profiles(truth)[order])
    assert _same(found[0].members, truth[order])


@pytest.mark.parametrize("method", list(Clustering))
def test_numbers_run_from_zero_in_order_of_first_appearance(method: Clustering) -> None:
    distances, truth = _planted(noise=4.0)
    weights = similarities(distances)
    for found in divisions(method, distances, weights, [2, 4], profiles=_profiles(truth)):
        firsts = list(dict.fromkeys(found.members.tolist()))
        assert firsts == list(range(found.k))
        assert found.quality == pytest.approx(modularity(weights, found.members))


def test_more_groups_than_things_are_not_tried() -> None:
    distances = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert [d.k for d in divisions(Clustering.SINGLE, distances, 1 - distances, [2, 3])] == [2]


def test_of_equals_the_first_is_best() -> None:
    one = Division(Clustering.WARD, np.array([0, 1]), 0.3)
    other = Division(Clustering.PAM, np.array([0, 1]), 0.3 + 1e-15)
    assert best([one, other]) is one
    assert best([other, one]) is other


def test_a_method_that_would_take_too_long_says_so() -> None:
    many = np.zeros((101, 101))
    with pytest.raises(AnalysisError, match="101 nodes; it does 100"):
        divisions(Clustering.EDGE_BETWEENNESS, many, many, [2])


def test_two_mode_concor_needs_profiles() -> None:
    with pytest.raises(AnalysisError, match="who speaks of what"):
        divisions(Clustering.CONCOR_TWO_MODE, np.zeros((3, 3)), np.zeros((3, 3)), [2])


def test_things_that_are_all_the_same_are_all_alike() -> None:
    assert similarities(np.zeros((2, 2))).tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_numbers_follow_first_appearance() -> None:
    assert numbered(np.array([5, 2, 5, 9])).tolist() == [0, 1, 0, 2]


def _planted(noise: float = 0.5) -> tuple[Numbers, Integers]:
    """Return distances of points around the corners of a triangle, and which corner each is at."""
    truth = np.repeat(np.arange(3), (9, 8, 7))
    corners = np.array([[0.0, 0.0], [20.0, 0.0], [10.0, 17.3]])
    points = corners[truth] + noise * np.random.default_rng(0).normal(size=(24, 2))
    return cdist(points, points), truth


def _profiles(truth: Integers) -> Numbers:
    """Return who speaks of what: each group of concepts of its own."""
    rng = np.random.default_rng(1)
    clear = np.kron(np.eye(3), np.ones(5))[truth]
    return np.asarray(np.abs(clear - (rng.random(clear.shape) < 0.05)), np.float64)


def _same(one: Integers, other: Integers) -> bool:
    return all(
        (one[i] == one[j]) == (other[i] == other[j]) for i, j in combinations(range(len(one)), 2)
    )
