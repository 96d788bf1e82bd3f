from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

from tests.cli.conftest import Run

KINDS = ("affiliation", "ignore", "congruence", "conflict", "subtract", "relations")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_built(run: Run, example: Path, kind: str) -> None:
    ran = run("network", example, "--kind", kind)
    assert ran.code == 0
    assert "nodes" in ran.out
    assert "not reviewed" in ran.out
    found = run("network", example, "--kind", kind, "--json").json
    assert found["ties"]
    assert found["mode"] == ("two-mode" if kind == "affiliation" else "one-mode")
    assert found["directed"] == (kind == "relations")


@pytest.mark.parametrize("kind", KINDS)
def test_every_tie_knows_its_statements(run: Run, example: Path, kind: str) -> None:
    ties = run("network", example, "--kind", kind, "--json").json["ties"]
    assert all(tie["statements"] for tie in ties)


def test_a_conflict_is_between_statements_of_opposite_sides(run: Run, example: Path) -> None:
    tie = run("network", example, "--kind", "conflict", "--json").json["ties"][0]
    assert run("export", example, example.parent / "p.csv").code == 0
    with (example.parent / "p.csv").open(encoding="utf-8", newline="") as file:
        rows = {r["statement.id"]: r for r in csv.DictReader(file)}
    behind = [rows[s] for s in tie["statements"]]
    assert {r["agreement"] for r in behind} == {"true", "false"}
    assert {r["organization"] or r["person"] for r in behind} == {tie["source"], tie["target"]}


@pytest.mark.parametrize(
    ("option", "word", "valid"),
    [
        ("--kind", "nonsense", "congruence"),
        ("--aggregation", "nonsense", "combine"),
        ("--normalization", "nonsense", "jaccard"),
        ("--duplicates", "nonsense", "acrossrange"),
        ("--since", "yesterday", "yesterday"),
    ],
)
def test_a_wrong_word_names_the_valid_ones(
    run: Run, example: Path, option: str, word: str, valid: str
) -> None:
    ran = run("network", example, option, word)
    assert (ran.code, ran.out) == (2, "")
    assert option in ran.err
    assert valid in ran.err


def test_an_unknown_variable_names_the_known_ones(run: Run, example: Path) -> None:
    ran = run("network", example, "--actors", "nonsense")
    assert ran.code == 3
    assert "organization" in ran.err


def test_an_unknown_type_names_the_known_ones(run: Run, example: Path) -> None:
    ran = run("network", example, "--type", "nonsense")
    assert ran.code == 3
    assert "position, relation, figure, event" in ran.err


def test_a_normalization_of_another_mode_is_told(run: Run, example: Path) -> None:
    ran = run("network", example, "--kind", "congruence", "--normalization", "activity")
    assert ran.code == 3
    assert "jaccard" in ran.err


def test_actors_are_grouped_by_an_attribute(run: Run, example: Path) -> None:
    rows = run("network", example, "--by", "type", "--json").json["rows"]
    assert "bank" in rows
    assert "Delta Trust" not in rows


def test_graphml_opens_with_all_attributes(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "n.graphml"
    assert run("network", example, "--out", out).code == 0
    read_and_compare(run, example, nx.read_graphml(out))
    assert (tmp_path / "n.graphml.manifest.json").exists()


def test_gexf_opens_with_all_attributes(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "n.gexf"
    assert run("network", example, "--out", out).code == 0
    graph = nx.read_gexf(out)
    read_and_compare(run, example, nx.relabel_nodes(graph, nx.get_node_attributes(graph, "label")))


def read_and_compare(run: Run, project: Path, graph: nx.Graph) -> None:  # type: ignore[type-arg]
    found = run("network", project, "--json").json
    names = nx.get_node_attributes(graph, "label") or {n: n for n in graph}
    assert sorted(names.values()) == sorted(found["rows"])
    weights = {
        frozenset((names.get(a, a), names.get(b, b))): data["weight"]
        for a, b, data in graph.edges(data=True)
    }
    assert weights == {frozenset((t["source"], t["target"])): t["weight"] for t in found["ties"]}
    trust = next(n for n, name in names.items() if name == "Delta Trust")
    assert graph.nodes[trust]["type"] == "conservation group"


def test_a_matrix_is_written_as_csv(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "n.csv"
    assert run("network", example, "--out", out).code == 0
    found = run("network", example, "--json").json
    with out.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[1:] == [row[0] for row in rows] == found["rows"]
    at = {name: i for i, name in enumerate(found["rows"])}
    tie = found["ties"][0]
    assert float(rows[at[tie["source"]]][at[tie["target"]] + 1]) == tie["weight"]


def test_an_edge_list_is_written_as_csv(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "n.edges.csv"
    assert run("network", example, "--out", out).code == 0
    with out.open(encoding="utf-8", newline="") as file:
        edges = {(r["source"], r["target"]): float(r["weight"]) for r in csv.DictReader(file)}
    found = run("network", example, "--json").json
    assert edges == {(t["source"], t["target"]): t["weight"] for t in found["ties"]}


def test_an_unknown_format_names_the_known_ones(run: Run, example: Path, tmp_path: Path) -> None:
    ran = run("network", example, "--out", tmp_path / "n.xlsx")
    assert ran.code == 3
    assert "graphml" in ran.err
    assert not (tmp_path / "n.xlsx").exists()


def test_pajek_and_parquet_hold_the_same_ties(run: Run, example: Path, tmp_path: Path) -> None:
    assert run("network", example, "--out", tmp_path / "n.net").code == 0
    assert run("network", example, "--out", tmp_path / "n.parquet").code == 0
    found = run("network", example, "--json").json
    wanted = {frozenset((t["source"], t["target"])): t["weight"] for t in found["ties"]}
    graph = nx.read_pajek(tmp_path / "n.net")
    assert {frozenset((a, b)): d["weight"] for a, b, d in graph.edges(data=True)} == wanted
    ties = pl.read_parquet(tmp_path / "n.parquet")
    assert {frozenset((a, b)): w for a, b, w, *_ in ties.iter_rows()} == wanted


@pytest.mark.parametrize(
    ("suffix", "first"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")]
)
@pytest.mark.parametrize("verb", ["network", "coalitions"])
def test_a_picture_is_drawn(
    run: Run, example: Path, tmp_path: Path, verb: str, suffix: str, first: bytes
) -> None:
    out = tmp_path / f"n.{suffix}"
    ran = run(verb, example, "--plot", out)
    assert ran.code == 0
    assert f"Drew {out}." in " ".join(ran.out.split("\n")) or out.name in ran.out
    assert out.read_bytes().startswith(first)


def test_an_unknown_picture_names_the_known_ones(run: Run, example: Path, tmp_path: Path) -> None:
    ran = run("network", example, "--plot", tmp_path / "n.jpg")
    assert ran.code == 3
    assert ".svg, .pdf, .png" in ran.err


def test_dates_limit_the_statements(run: Run, example: Path) -> None:
    everything = run("network", example, "--json").json["statements"]
    early = run("network", example, "--until", "2022", "--json").json["statements"]
    late = run("network", example, "--since", "2023", "--json").json["statements"]
    assert 0 < early < everything
    assert 0 < late < everything


@pytest.mark.parametrize("kind", KINDS)
def test_a_project_without_statements_has_an_empty_network(
    run: Run, project: Path, tmp_path: Path, kind: str
) -> None:
    ran = run("network", project, "--kind", kind)
    assert ran.code == 0
    assert "0 nodes" in ran.out
    assert "0 statements" in ran.out
    for suffix in ("csv", "edges.csv", "graphml", "gexf", "net", "paj", "dl", "parquet"):
        assert run("network", project, "--kind", kind, "--out", tmp_path / f"n.{suffix}").code == 0
    assert run("network", project, "--kind", kind, "--plot", tmp_path / "n.svg").code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_project_without_texts_has_an_empty_network(run: Run, tmp_path: Path, kind: str) -> None:
    run("init", tmp_path / "p.dissensus")
    ran = run("network", tmp_path / "p.dissensus", "--kind", kind)
    assert (ran.code, "0 ties" in ran.out) == (0, True)


def test_waiting_suggestions_are_counted_on_request(run: Run, project: Path) -> None:
    run("suggest", project)
    assert run("network", project, "--json").json["statements"] == 0
    found = run("network", project, "--unreviewed", "--json").json
    assert found["unreviewed"] == found["statements"] > 0


def test_coalitions_are_listed_with_their_stability(run: Run, example: Path) -> None:
    ran = run("coalitions", example)
    assert ran.code == 0
    assert "Delta Trust" in ran.out
    assert "Modularity" in ran.out
    told = run("coalitions", example, "--runs", "10", "--seed", "7", "--json").json
    assert (told["runs"], told["seed"]) == (10, 7)
    members = [m for group in told["coalitions"] for m in group]
    assert all(0 <= m["stability"] <= 1 for m in members)
    assert len({m["actor"] for m in members}) == len(members)


def test_the_same_seed_finds_the_same_coalitions(run: Run, example: Path) -> None:
    first, again = (run("coalitions", example, "--seed", "3", "--json").json for _ in range(2))
    assert first == again


def test_without_statements_there_are_no_coalitions(run: Run, project: Path) -> None:
    ran = run("coalitions", project)
    assert ran.code == 0
    assert "0 statements" in ran.out
