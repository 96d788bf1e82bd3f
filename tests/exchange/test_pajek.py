"""Pajek's files hold names, ties, vectors and partitions as its manual says."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissensus.exchange.escapes import unescaped
from dissensus.exchange.networks import write_network
from tests.exchange.awkward import MANIFEST, NAMES, any_name, one_mode, two_mode


def sections(path: Path) -> list[tuple[str, list[str]]]:
    """Read a Pajek file as its manual has it: ``*Word`` begins a section, ``%`` a comment."""
    text = path.read_text(encoding="utf-8-sig")
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        line = line.removesuffix("\r")
        if line.startswith("*"):
            found.append((line, []))
        elif line and not line.startswith("%"):
            found[-1][1].append(line)
    return found


def names_of(lines: list[str]) -> list[str]:
    found = []
    for number, line in enumerate(lines, start=1):
        matched = re.fullmatch(rf'{number} "([^"]*)"', line)
        assert matched, line
        found.append(unescaped(matched[1]))
    return found


def test_names_and_ties_stand_where_pajek_looks_for_them(tmp_path: Path) -> None:
    path = write_network(one_mode(("A", "B", "C")), tmp_path / "net.net", manifest=MANIFEST)
    assert sections(path) == [
        ("*Vertices 3", ['1 "A"', '2 "B"', '3 "C"']),
        ("*Edges", ["1 2 1", "2 3 -2"]),
    ]


def test_directed_ties_are_arcs(tmp_path: Path) -> None:
    network = one_mode(("A", "B"), directed=True)
    path = write_network(network, tmp_path / "net.net", manifest=MANIFEST)
    assert sections(path)[1] == ("*Arcs", ["1 2 1"])


def test_a_two_mode_network_says_how_many_rows_it_has(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.net", manifest=MANIFEST)
    vertices, edges = sections(path)
    assert vertices[0] == "*Vertices 5 2"
    assert names_of(vertices[1]) == ["A", "B", "tax", "B", "silence"]
    # A on tax, A on B (cancelled), B on B.
    assert edges == ("*Edges", ["1 3 1.5", "1 4 0", "2 4 -2"])


def test_every_name_survives(tmp_path: Path) -> None:
    path = write_network(one_mode(), tmp_path / "net.net", manifest=MANIFEST)
    assert names_of(sections(path)[0][1]) == list(NAMES)


@settings(max_examples=50)
@given(st.lists(any_name, min_size=1, max_size=4))
def test_any_name_survives(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    path = tmp_path_factory.mktemp("pajek") / "net.net"
    write_network(one_mode(tuple(names)), path, manifest=MANIFEST)
    assert names_of(sections(path)[0][1]) == names


def test_networkx_reads_names_and_weights(tmp_path: Path) -> None:
    path = write_network(one_mode(), tmp_path / "net.net", manifest=MANIFEST)
    graph = nx.read_pajek(path)
    assert [unescaped(name) for name in graph] == list(NAMES)
    weights = {
        (unescaped(a), unescaped(b)): data["weight"] for a, b, data in graph.edges(data=True)
    }
    assert weights[(NAMES[0], NAMES[1])] == 1.0
    assert weights[(NAMES[1], NAMES[2])] == -2.0
    assert len(weights) == len(NAMES) - 1


def test_a_mark_tells_pajek_that_the_names_are_unicode(tmp_path: Path) -> None:
    plain = write_network(one_mode(("A", "B")), tmp_path / "a.net", manifest=MANIFEST)
    assert plain.read_bytes().isascii()
    beyond = write_network(one_mode(("Ä", "B")), tmp_path / "b.net", manifest=MANIFEST)
    assert beyond.read_bytes().startswith(b"\xef\xbb\xbf%")


def test_the_period_stands_in_a_comment(tmp_path: Path) -> None:
    path = write_network(one_mode(("A", "B")), tmp_path / "net.net", manifest=MANIFEST)
    comments = [line for line in path.read_text().splitlines() if line.startswith("%")]
    assert "% since: 2020-01-01" in comments
    assert "% middle: 2020-07-01" in comments


def test_a_project_holds_every_attribute(tmp_path: Path) -> None:
    path = write_network(two_mode(), tmp_path / "net.paj", manifest=MANIFEST)
    found = sections(path)
    titles = [title for title, _ in found if not title.startswith(("*Vertices", "*Edges"))]
    name = "organization &#215; concept"
    assert titles == [
        f"*Network {name}", f"*Network {name}: sign", f"*Network {name}: positive",
        f"*Network {name}: negative",
        "*Partition mode", "*Partition variable", "*Partition type", "*Vector statements",
        "*Vector share",
    ]  # fmt: skip
    after = {title: found[place + 1] for place, (title, _) in enumerate(found[:-1])}
    # Classes are numbered by name: concept 1, organization 2; 0 is missing.
    assert after["*Partition variable"] == ("*Vertices 5", ["2", "2", "1", "1", "1"])
    assert after["*Partition type"] == ("*Vertices 5", ["1", "0", "0", "0", "0"])
    assert after["*Vector statements"] == ("*Vertices 5", ["3", "2", "3", "2", "0"])
    missing = "999999998"
    assert after["*Vector share"] == ("*Vertices 5", [missing, missing, "0.25", missing, missing])
    positive = found[[title for title, _ in found].index(f"*Network {name}: positive") + 2]
    assert positive == ("*Edges", ["1 3 2", "1 4 1", "2 4 0"])
    assert "% 2: organization" in path.read_text(encoding="utf-8-sig")
