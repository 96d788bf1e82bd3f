"""Taking networks apart: published results, other people's programs, and toys."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from dissensus.analysis.clustering.choice import modularity
from dissensus.analysis.clustering.divisions import concor, edge_betweenness, leading_eigenvector
from tests.analysis.karate import club


def test_edge_betweenness_finds_what_its_authors_found_in_the_karate_club() -> None:
    """Newman, M. E. J. and Girvan, M. (2004), Physical Review E 69, 026113: Q = 0.401 at five groups."""
    weights = club()
    found = edge_betweenness(weights, 34)
    best = max(found, key=lambda k: modularity(weights, found[k]))
    assert best == 5
    assert modularity(weights, found[5]) == pytest.approx(0.4013, abs=5e-5)


def test_edge_betweenness_divides_as_networkx_does() -> None:
    rng = np.random.default_rng(2)
    graph = nx.gnp_random_graph(14, 0.35, seed=2)
    for i, j in graph.edges:
        graph[i][j]["weight"] = float(rng.integers(1, 1000))
    weights = nx.to_numpy_array(graph)

    def heaviest(left: nx.Graph[int]) -> tuple[int, int]:
        through = nx.edge_betweenness_centrality(left, normalized=False)
        return max(through, key=lambda edge: through[edge] / graph.edges[edge]["weight"])

    levels = nx.community.girvan_newman(graph, most_valuable_edge=heaviest)
    found = edge_betweenness(weights, 14)
    for communities in levels:
        group = found[len(communities)]
        assert {frozenset(c) for c in communities} == {
            frozenset(np.flatnonzero(group == g).tolist()) for g in set(group.tolist())
        }


def test_the_leading_eigenvector_divides_the_karate_club_in_four() -> None:
    """Q = 0.393, as igraph's program of this method has it too (Newman's 0.419 moves single nodes afterwards)."""
    weights = club()
    found = leading_eigenvector(weights, 34)
    assert max(found) == 4
    assert modularity(weights, found[4]) == pytest.approx(0.3934, abs=5e-5)


def test_the_first_division_of_the_karate_club_is_its_split_but_for_one_member() -> None:
    """Newman, M. E. J. (2006), PNAS 103, 8577: all 34 members are on the right side with the split he draws."""
    parted = [club_of == "Officer" for _, club_of in nx.karate_club_graph().nodes(data="club")]
    group = leading_eigenvector(club(), 2)[2]
    wrong = sum(g != p for g, p in zip(group.tolist(), parted, strict=True))
    assert wrong <= 1


def test_what_can_not_be_divided_better_stays_whole() -> None:
    complete = np.ones((6, 6)) - np.eye(6)
    assert list(leading_eigenvector(complete, 6)) == [1]
    assert list(leading_eigenvector(np.zeros((3, 3)), 3)) == [1]


def test_concor_finds_two_opposed_blocks() -> None:
    blocks = np.kron(np.array([[5.0, 1.0], [1.0, 5.0]]), np.ones((3, 3)))
    order = np.array([0, 3, 1, 4, 2, 5])
    assert concor(blocks[np.ix_(order, order)], 2)[2].tolist() == [0, 1, 0, 1, 0, 1]


def test_concor_does_not_divide_what_is_all_the_same() -> None:
    assert list(concor(np.ones((4, 4)), 4)) == [1]
