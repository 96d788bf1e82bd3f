"""Polars, networkx and igraph get everything a network knows."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import networkx as nx
import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_array

from dissensus.errors import ExchangeError
from dissensus.model.network import Network
from tests.exchange.awkward import NAMES, one_mode, two_mode


def test_polars_gets_a_row_per_tie_with_all_its_attributes() -> None:
    assert two_mode().to_polars().to_dicts() == [
        {"source": "A", "target": "tax", "weight": 1.5, "sign": 1, "positive": 2.0, "negative": 0.0},
        {"source": "A", "target": "B", "weight": 0.0, "sign": 0, "positive": 1.0, "negative": 1.0},
        {"source": "B", "target": "B", "weight": -2.0, "sign": -1, "positive": 0.0, "negative": 2.0},
    ]  # fmt: skip


def test_columns_have_the_same_types_whatever_the_numbers() -> None:
    types = {"source": pl.String, "target": pl.String, "weight": pl.Float64, "sign": pl.Int64}
    assert dict(one_mode(("A", "B")).to_polars().schema) == types
    assert dict(one_mode(("A",)).to_polars().schema) == types
    assert dict(one_mode(()).to_polars().schema) == types


def test_polars_gets_a_row_per_node_with_or_without_ties() -> None:
    nodes = two_mode().nodes()
    assert nodes["name"].to_list() == ["A", "B", "tax", "B", "silence"]
    assert nodes["mode"].to_list() == ["row", "row", "column", "column", "column"]
    assert nodes["type"].to_list() == ["party", None, None, None, None]
    assert nodes["share"].to_list() == [None, None, 0.25, None, None]
    assert nodes["statements"].to_list() == [3, 2, 3, 2, 0]


def test_networkx_gets_a_graph_with_the_names_as_nodes() -> None:
    graph = one_mode().to_networkx()
    assert type(graph) is nx.Graph
    assert list(graph) == list(NAMES)
    assert graph.edges[NAMES[0], NAMES[1]] == {"weight": 1.0, "sign": 1}
    assert graph.graph == {
        "name": "subtract of organization by concept", "mode": "one-mode",
        "since": "2020-01-01", "until": "2020-12-31", "middle": "2020-07-01",
        "statements": 9, "unreviewed": 2,
        "options": {"kind": "subtract", "qualifier": "agreement"},
    }  # fmt: skip


def test_networkx_gets_arcs_where_ties_have_a_direction() -> None:
    graph = one_mode(("A", "B"), directed=True).to_networkx()
    assert type(graph) is nx.DiGraph
    assert list(graph.edges) == [("A", "B")]


def test_an_actor_and_a_concept_of_one_name_stay_two_nodes() -> None:
    graph = two_mode().to_networkx()
    assert list(graph) == ["A", "B", "tax", "B (concept)", "silence"]
    assert graph.nodes["B (concept)"]["label"] == "B"
    rows = [n for n, data in graph.nodes(data=True) if data["bipartite"] == 0]
    rows_found, columns = nx.bipartite.sets(graph, rows)
    assert (rows_found, columns) == ({"A", "B"}, {"tax", "B (concept)", "silence"})
    assert graph.edges["A", "tax"]["positive"] == 2


def test_the_matrix_can_be_had_full_or_sparse() -> None:
    network = two_mode()
    assert network.dense.tolist() == [[1.5, 0.0, 0.0], [0.0, -2.0, 0.0]]
    with pytest.raises(ValueError, match="read-only"):
        network.dense[0, 0] = 1.0
    sparse = network.to_scipy()
    sparse.data[:] = 7.0
    assert network.weight("A", "tax") == 1.5
    assert np.array_equal(network.to_scipy().toarray(), network.dense)


def test_without_igraph_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(ExchangeError, match=r"igraph is not installed.*networkx"):
        two_mode().to_igraph()


def test_igraph_is_told_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no dependency: what stands in for it keeps what its constructor is given."""

    def graph(**given: Any) -> dict[str, Any]:
        return given

    monkeypatch.setitem(sys.modules, "igraph", SimpleNamespace(Graph=graph))
    told: Any = two_mode().to_igraph()
    assert told["n"] == 5
    assert told["edges"] == [(0, 2), (0, 3), (1, 3)]
    assert told["directed"] is False
    assert told["vertex_attrs"]["name"] == ["A", "B", "tax", "B", "silence"]
    assert told["vertex_attrs"]["type"] == [False, False, True, True, True]
    assert told["vertex_attrs"]["attribute.type"] == ["party", None, None, None, None]
    assert told["edge_attrs"]["weight"] == [1.5, 0.0, -2.0]
    assert told["graph_attrs"]["options"] == {"rows": "organization", "columns": "concept"}


def test_a_network_of_nothing_is_nothing_everywhere() -> None:
    nothing: Network = one_mode(())
    assert nothing.to_polars().is_empty()
    assert nothing.nodes().is_empty()
    assert len(nothing.to_networkx()) == 0


def test_a_weight_that_is_no_number_arrives_without_a_sign() -> None:
    network = replace(one_mode(("A", "B")), matrix=csr_array([[0.0, math.nan], [math.nan, 0.0]]))
    tie = network.to_polars().row(0, named=True)
    assert math.isnan(tie["weight"])
    assert tie["sign"] is None
    assert "sign" not in network.to_networkx().edges["A", "B"]
    assert "<svg" in network._repr_html_()
