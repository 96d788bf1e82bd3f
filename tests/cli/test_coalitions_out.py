"""Coalitions leave with their network: each actor carries its letter and how sure that is."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
from typer.testing import CliRunner

from dissensus.cli.app import app
from dissensus.exchange.codebook import parse_codebook
from dissensus.model.span import Span
from dissensus.project import create
from tests.store.conftest import CODEBOOK, a_document


def test_an_exported_network_carries_coalition_and_stability(tmp_path: Path) -> None:
    path, out = tmp_path / "d.dissensus", tmp_path / "net.graphml"
    document = a_document("Party A wants the toll. Party B wants the toll.")
    with create(path, parse_codebook(CODEBOOK), coder="ann") as project:
        project.add([document], [], summary="a text")
        for span, who in ((Span(0, 23), "A"), (Span(24, 47), "B")):
            project.code(
                document, span, "position", organization=who, concept="Toll", agreement=True
            )
    result = CliRunner().invoke(app, ["coalitions", str(path), "--out", str(out)])
    assert result.exit_code == 0, result.output
    nodes = dict(nx.read_graphml(out).nodes(data=True))
    shown = {(n["coalition"], n["stability"]) for n in nodes.values()}
    assert shown == {(0, 1.0)}  # they share the one position there is
    assert (tmp_path / "net.graphml.manifest.json").exists()
