"""Coalitions on networks whose communities are plain."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.coalitions import coalitions
from dissensus.errors import AnalysisError
from dissensus.model.network import Mode, Network
from tests.analysis.slow import events_of, few


def network_of(weights: np.ndarray, *, directed: bool = False) -> Network:
    names = tuple(f"n{number:02}" for number in range(len(weights)))
    return Network(
        mode=Mode.ONE_MODE,
        name="invented",
        rows=names,
        columns=names,
        matrix=csr_array(weights.astype(float)),
        directed=directed,
    )


def cliques(*sizes: int, between: float = 0.0) -> np.ndarray:
    of = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.where(of[:, None] == of[None, :], 1.0, between)
    np.fill_diagonal(weights, 0.0)
    return weights


def test_cliques_are_coalitions_numbered_by_size() -> None:
    partition = coalitions(network_of(cliques(3, 5)), runs=5)
    assert [len(c) for c in partition.communities()] == [5, 3]
    assert partition.members["n00"] == 1


def test_opposed_blocs_are_told_apart() -> None:
    partition = coalitions(network_of(cliques(4, 4, between=-2.0)), runs=5)
    assert [len(c) for c in partition.communities()] == [4, 4]


def test_plain_coalitions_are_fully_stable() -> None:
    partition = coalitions(network_of(cliques(4, 4, between=0.05)), runs=20)
    assert set(partition.stability.values()) == {1.0}


def test_a_node_between_two_coalitions_is_less_stable_than_the_others() -> None:
    weights = np.zeros((9, 9))
    weights[:8, :8] = cliques(4, 4)
    weights[8, [0, 1, 4, 5]] = weights[[0, 1, 4, 5], 8] = 1.0
    partition = coalitions(network_of(weights), runs=50)
    assert partition.stability["n08"] < 1.0
    assert partition.stability["n02"] == partition.stability["n06"] == 1.0


def test_nodes_without_ties_are_communities_of_their_own() -> None:
    partition = coalitions(network_of(cliques(3, 1, 1)), runs=3)
    assert [len(c) for c in partition.communities()] == [3, 1, 1]
    assert partition.stability["n04"] == 1.0


def test_a_network_of_conflicts_only_has_no_coalitions() -> None:
    partition = coalitions(network_of(-cliques(3)), runs=3)
    assert len(partition.communities()) == 3


def test_the_empty_network_has_no_communities() -> None:
    assert coalitions(network_of(np.zeros((0, 0)))).communities() == []


def test_the_same_seed_gives_the_same_result() -> None:
    weights = cliques(5, 5, 5, between=0.6)
    one, other = (coalitions(network_of(weights), seed=7, runs=10) for _ in range(2))
    assert (one.members, one.stability) == (other.members, other.stability)


def test_a_higher_resolution_gives_smaller_coalitions() -> None:
    weights = cliques(4, 4, between=0.5)
    low, high = (
        coalitions(network_of(weights), resolution=r, runs=5).communities() for r in (0.2, 2.0)
    )
    assert len(low) < len(high)


def test_directions_are_added() -> None:
    weights = np.zeros((4, 4))
    weights[0, 1] = weights[3, 2] = 1.0
    partition = coalitions(network_of(weights, directed=True), runs=3)
    assert partition.communities() == [["n00", "n01"], ["n02", "n03"]]


@few
@given(st.lists(st.integers(-1, 3), min_size=15, max_size=15), st.sampled_from([0.5, 1.0, 1.5]))
def test_quality_is_the_modularity_networkx_computes(values: list[int], resolution: float) -> None:
    weights = np.zeros((6, 6))
    for (i, j), value in zip(combinations(range(6), 2), values, strict=True):
        weights[i, j] = weights[j, i] = value
    graph = nx.from_numpy_array(np.maximum(weights, 0.0))
    partition = coalitions(network_of(weights), resolution=resolution, runs=2)
    if graph.number_of_edges():
        names = {f"n{number:02}": number for number in range(6)}
        communities = [{names[n] for n in c} for c in partition.communities()]
        expected = nx.community.modularity(graph, communities, resolution=resolution)
        assert partition.quality == pytest.approx(expected)
    assert sorted(partition.members) == sorted(network_of(weights).rows)


def test_a_two_mode_network_is_refused() -> None:
    with pytest.raises(AnalysisError, match="two-mode"):
        coalitions(affiliation(events_of([]), rows="actor", columns="concept"))


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"seed": -1}, {"resolution": 0.0}])
def test_options_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(AnalysisError):
        coalitions(network_of(cliques(3)), **wrong)
