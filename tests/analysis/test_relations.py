"""The signed relation network, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from dissensus.analysis.relations import relations
from dissensus.analysis.selection import Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types

RELATION = built_in_types()[1]


def told(*rows: tuple[str | None, str | None, int | None], **more: Any) -> EventList:
    return EventList.from_rows(
        [{"source": a, "target": b, "sign": s, **more} for a, b, s in rows], RELATION
    )


def test_plus_and_minus_are_summed_by_direction() -> None:
    network = relations(told(("A", "B", 1), ("A", "B", 1), ("A", "B", -1), ("B", "A", -1)))
    assert (network.weight("A", "B"), network.weight("B", "A")) == (1.0, -1.0)
    assert network.directed


def test_a_tie_knows_how_many_of_each_sign_it_has() -> None:
    network = relations(told(("A", "B", 1), ("A", "B", -1), ("A", "B", 0)))
    counts = {name: float(m[0, 1]) for name, m in network.tie_attributes.items()}
    assert counts == {"positive": 1.0, "negative": 1.0, "neutral": 1.0}


def test_sources_and_targets_are_the_same_nodes() -> None:
    assert relations(told(("A", "B", 1), ("C", "A", 1))).rows == ("A", "B", "C")


def test_nodes_count_statements_from_and_about_them() -> None:
    network = relations(told(("A", "B", 1), ("C", "A", 1)))
    assert network.row_attributes["statements"] == (2, 1, 1)


def test_evidence_keeps_the_direction() -> None:
    network = relations(told(("A", "B", 1), ("B", "A", 1)))
    assert network.evidence("B", "A") == ["1"]


def test_unfinished_relations_and_those_to_oneself_do_not_enter() -> None:
    network = relations(told(("A", None, 1), ("A", "B", None), ("A", "A", 1), ("A", "B", 1)))
    assert network.statements == 1


def test_duplicates_of_another_kind_are_kept() -> None:
    rows = [
        {"document.id": "d", "source": "A", "target": "B", "sign": -1, "kind": kind}
        for kind in ("attacks", "attacks", "sanctions")
    ]
    network = relations(EventList.from_rows(rows, RELATION), duplicates=Duplicates.DOCUMENT)
    assert network.weight("A", "B") == -2.0


def test_a_text_as_sign_is_refused() -> None:
    with pytest.raises(AnalysisError, match="not signs"):
        relations(told(), sign="kind", kind=None)
