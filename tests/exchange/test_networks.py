"""Networks leave with all they know, and other programs read it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from dissensus.errors import ExchangeError
from dissensus.exchange.gexf import gexf
from dissensus.exchange.graph import graph_of
from dissensus.exchange.graphml import graphml
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.networks import write_network
from dissensus.model.network import Mode, Network
from tests.exchange import awkward

MANIFEST = Manifest(version="0.1.0", created=datetime(2026, 1, 2, 3, 4, 5), statements=("s2", "s1"))


class Behind:
    """Stands for what knows the statements; two behind every cell."""

    def statements(self, row: int, column: int) -> Sequence[str]:
        return ["s1", "s2"]

    def counts(self) -> csr_array[np.float64]:
        return csr_array(np.full((2, 2), 2.0))


def two_mode(rows: tuple[str, ...] = ("A & <Co>", "B"), weight: float = 1.5) -> Network:
    return Network(
        mode=Mode.TWO_MODE,
        name="organization × concept",
        rows=rows,
        columns=("B", "tax"),
        matrix=csr_array([[weight, 0.0], [-2.0, 3.0]]),
        options={"rows": "organization", "columns": "concept"},
        row_attributes={"type": ("party", None), "share": (0.5, 0.25), "statements": (1, 2)},
        column_attributes={"statements": (3, 4)},
        tie_attributes={"positive": csr_array([[2.0, 0.0], [0.0, 3.0]])},
        behind=Behind(),
    )


def one_mode(*, directed: bool = False) -> Network:
    return Network(
        mode=Mode.ONE_MODE,
        name="relations",
        rows=("A", "B"),
        columns=("A", "B"),
        matrix=csr_array([[0.0, 0.0], [-1.0, 0.0]] if directed else [[0.0, 2.0], [2.0, 0.0]]),
        directed=directed,
        tie_attributes={"negative": csr_array([[0.0, 1.0], [1.0, 0.0]])},
    )


NODES = [
    {"label": "A & <Co>", "mode": "row", "variable": "organization", "type": "party",
     "share": 0.5, "statements": 1},
    {"label": "B", "mode": "row", "variable": "organization", "share": 0.25, "statements": 2},
    {"label": "B", "mode": "column", "variable": "concept", "statements": 3},
    {"label": "tax", "mode": "column", "variable": "concept", "statements": 4},
]  # fmt: skip


def test_graphml_arrives_in_networkx_with_all_attributes(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.graphml", manifest=MANIFEST)
    graph = nx.read_graphml(path)
    assert [data for _, data in graph.nodes(data=True)] == NODES
    edges = {(a, b): data for a, b, data in graph.edges(data=True)}
    assert edges[("n1", "n2")] == {
        "id": "e1", "weight": -2.0, "sign": -1, "positive": 0, "statements": 2,
    }  # fmt: skip
    assert sorted(edges) == [("n0", "n2"), ("n1", "n2"), ("n1", "n3")]


def test_gexf_arrives_in_networkx_with_all_attributes(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.gexf", manifest=MANIFEST)
    graph = nx.read_gexf(path, version="1.3")
    assert [data for _, data in graph.nodes(data=True)] == NODES
    assert graph.edges["n1", "n2"] == {
        "id": "e1", "weight": 2.0, "tie": -2.0, "sign": -1, "positive": 0, "statements": 2,
    }  # fmt: skip


def test_gephi_gets_no_weight_of_zero_or_below(tmp_path: Path) -> None:
    path = write_network(one_mode(directed=True), tmp_path / "net.gexf", manifest=MANIFEST)
    graph = nx.read_gexf(path, version="1.3")
    assert graph.is_directed()
    drawn = {(a, b): (d["weight"], d["tie"]) for a, b, d in graph.edges(data=True)}
    assert drawn == {("n0", "n1"): (0.001, 0.0), ("n1", "n0"): (1.0, -1.0)}


def test_an_undirected_tie_is_written_once(tmp_path: Path) -> None:
    path = write_network(one_mode(), tmp_path / "net.graphml", manifest=MANIFEST)
    graph = nx.read_graphml(path)
    assert not graph.is_directed()
    assert list(graph.edges) == [("n0", "n1")]


def test_a_matrix_has_labels_on_both_sides(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.csv", manifest=MANIFEST)
    with path.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["", "B", "tax"],
            ["A & <Co>", "1.5", "0"],
            ["B", "-2", "3"],
        ]


def test_an_edge_list_carries_the_attributes_of_both_ends(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.edges.csv", manifest=MANIFEST)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 3
    assert rows[0]["source"] == "A & <Co>"
    assert (rows[0]["source.type"], rows[0]["target.mode"]) == ("party", "column")
    assert (rows[1]["weight"], rows[1]["statements"]) == ("-2", "2")


def test_the_manifest_lies_beside_and_inside(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.graphml", manifest=MANIFEST)
    beside = json.loads((tmp_path / "net.graphml.manifest.json").read_text(encoding="utf-8"))
    assert beside["statements"] == ["s1", "s2"]
    assert json.loads(nx.read_graphml(path).graph["manifest"]) == beside


@pytest.mark.parametrize("suffix", ["csv", "edges.csv", "graphml", "gexf"])
def test_the_same_network_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    one = write_network(two_mode(), tmp_path / f"net.{suffix}", manifest=MANIFEST).read_bytes()
    (tmp_path / "again").mkdir()
    again = tmp_path / "again" / f"net.{suffix}"
    assert write_network(two_mode(), again, manifest=MANIFEST).read_bytes() == one


def test_mixed_attribute_values_are_written_as_texts() -> None:
    network = Network(
        mode=Mode.ONE_MODE, name="x", rows=("A", "B"), columns=("A", "B"),
        matrix=csr_array((2, 2)), row_attributes={"since": ("early", 1999.0)},
    )  # fmt: skip
    attribute = next(a for a in graph_of(network).node_attributes if a.name == "since")
    assert (attribute.type.value, list(attribute.values)) == ("string", ["early", "1999.0"])


def _round_trips(label: str) -> str:
    """What XML can't hold becomes U+FFFD; all else comes back as it is."""
    return "".join(
        c if c in "\t\n\r" or (ord(c) >= 0x20 and ord(c) not in (0xFFFE, 0xFFFF)) else "\ufffd"
        for c in label
    )


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_any_label_survives_graphml_and_gexf(label: str) -> None:
    network = two_mode(rows=(label, "other" if label != "other" else "another"))
    graph = graph_of(network)
    read = nx.parse_graphml("".join(graphml(graph, manifest=MANIFEST)))
    assert read.nodes["n0"]["label"] == _round_trips(label)
    lines = "".join(gexf(graph, manifest=MANIFEST)).encode("utf-8")
    assert nx.read_gexf(io.BytesIO(lines), version="1.3").nodes["n0"]["label"] == _round_trips(
        label
    )


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="graphml"):
        write_network(two_mode(), tmp_path / "net.pdf", manifest=MANIFEST)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="can't be written"):
        write_network(two_mode(), tmp_path / "no" / "net.csv", manifest=MANIFEST)


def test_parquet_holds_ties_and_beside_it_nodes_with_their_types(tmp_path: Path) -> None:
    path = write_network(awkward.two_mode(), tmp_path / "net.parquet", manifest=MANIFEST)
    ties, nodes = pl.read_parquet(path), pl.read_parquet(tmp_path / "net.nodes.parquet")
    assert ties.equals(awkward.two_mode().to_polars())
    assert nodes.equals(awkward.two_mode().nodes())
    inside = pl.read_parquet_metadata(path)["dissensus.manifest"]
    assert json.loads(inside)["statements"] == ["s1", "s2"]


def test_a_list_of_ties_has_a_list_of_nodes_beside_it(tmp_path: Path) -> None:
    write_network(awkward.two_mode(), tmp_path / "net.edges.csv", manifest=MANIFEST)
    with (tmp_path / "net.nodes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["name"] for row in rows] == ["A", "B", "tax", "B", "silence"]
    assert rows[0] == {
        "name": "A", "mode": "row", "variable": "organization", "type": "party",
        "statements": "3", "share": "",
    }  # fmt: skip


@pytest.mark.parametrize("suffix", [".parquet", ".edges.csv", ".csv", ".graphml", ".gexf"])
def test_every_awkward_name_survives(tmp_path: Path, suffix: str) -> None:
    path = write_network(awkward.one_mode(), tmp_path / f"net{suffix}", manifest=MANIFEST)
    if suffix == ".parquet":
        found = pl.read_parquet(tmp_path / "net.nodes.parquet")["name"].to_list()
    elif suffix == ".graphml":
        found = [label for _, label in nx.read_graphml(path).nodes("label")]
    elif suffix == ".gexf":
        found = [label for _, label in nx.read_gexf(path, version="1.3").nodes("label")]
    else:
        at = path if suffix == ".csv" else tmp_path / "net.nodes.csv"
        with at.open(encoding="utf-8", newline="") as stream:
            found = [row[0] for row in csv.reader(stream)][1:]
    assert found == list(awkward.NAMES)


def test_graphml_tells_period_and_numbers_of_the_whole(tmp_path: Path) -> None:
    path = write_network(awkward.one_mode(), tmp_path / "net.graphml", manifest=MANIFEST)
    facts = nx.read_graphml(path).graph
    assert (facts["since"], facts["until"]) == ("2020-01-01", "2020-12-31")
    assert (facts["middle"], facts["mode"]) == ("2020-07-01", "one-mode")
    assert (facts["statements"], facts["unreviewed"]) == (9, 2)


def test_another_suffix_names_all_there_are(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"\.graphml, \.gexf, \.net, \.paj, \.dl, .*\.parquet"):
        write_network(awkward.one_mode(), tmp_path / "net.xlsx", manifest=MANIFEST)
