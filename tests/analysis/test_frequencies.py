"""Statements per name and position: what a bar plot shows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given

from dissensus.analysis.design import Compat
from dissensus.analysis.frequencies import frequencies
from dissensus.analysis.selection import Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import DataType, StatementType, Variable
from tests.analysis.slow import QUALIFIERS, Said, events_of, few, said

_TYPE = StatementType(
    name="position",
    variables=(
        Variable(name="concept", data_type=DataType.ENTITY, entities="concept"),
        Variable(name="agree", data_type=DataType.BOOLEAN),
        Variable(name="mood", data_type=DataType.ENTITY, entities="mood"),
    ),
)


def _list(*rows: dict[str, Any]) -> EventList:
    return EventList.from_rows(rows, _TYPE)


def test_each_name_has_both_positions_even_if_one_never_occurs() -> None:
    events = _list({"concept": "tax", "agree": True}, {"concept": "dam", "agree": True})
    found = frequencies(events, "concept", qualifier="agree")
    assert found.names == ("dam", "tax")
    assert found.values == (False, True)
    assert found.counts.tolist() == [[0, 1], [0, 1]]
    assert found.to_polars().rows() == [
        ("dam", False, 0), ("dam", True, 1), ("tax", False, 0), ("tax", True, 1),
    ]  # fmt: skip


def test_statements_without_a_name_or_value_are_left_out() -> None:
    events = _list(
        {"concept": "tax", "agree": True},
        {"concept": "tax"},
        {"agree": True},
        {"concept": "", "agree": True},
    )
    assert frequencies(events, "concept", qualifier="agree").counts.tolist() == [[0, 1]]
    assert frequencies(events, "concept").counts.tolist() == [[2]]
    assert frequencies(events, "concept").everything() == ["0", "1"]
    assert frequencies(events, "concept", qualifier="agree").behind("tax") == ["0"]


def test_repetitions_count_once_whoever_made_them() -> None:
    row = {"concept": "tax", "agree": True, "document.id": "d"}
    events = _list(row, row, {**row, "agree": False}, {**row, "document.id": "e"})
    found = frequencies(events, "concept", qualifier="agree", duplicates=Duplicates.DOCUMENT)
    assert found.counts.tolist() == [[1, 2]]
    assert frequencies(events, "concept", duplicates=Duplicates.DOCUMENT).counts.tolist() == [[2]]


def test_no_statements_make_an_empty_table() -> None:
    found = frequencies(_list(), "concept", qualifier="mood")
    assert found.names == ()
    assert found.to_polars().rows() == []
    assert frequencies(_list(), "concept").to_polars().columns == ["concept", "statements"]


@few
@given(said)
def test_counting_by_hand_gives_the_same(statements: list[Said]) -> None:
    events = events_of(statements)
    for qualifier in QUALIFIERS:
        found = frequencies(events, "concept", qualifier=qualifier)
        told = Counter((s.concept, getattr(s, qualifier)) for s in statements)
        ours = {
            (name, value): count
            for name, row in zip(found.names, found.counts.tolist(), strict=True)
            for value, count in zip(found.values, row, strict=True)
            if count
        }
        assert ours == dict(told)
        assert found.statements == len(statements)


def test_dna_orders_by_utf_16_and_fails_at_texts() -> None:
    events = _list(*({"concept": name, "agree": True, "mood": "calm"} for name in ("ﬀ", "😀")))
    assert frequencies(events, "concept", compat=Compat.DNA_3_0).names == ("😀", "ﬀ")
    assert frequencies(events, "concept").names == ("ﬀ", "😀")
    with pytest.raises(AnalysisError, match="DNA fails at a bar plot"):
        frequencies(events, "concept", qualifier="mood", compat=Compat.DNA_3_0)


def test_a_column_can_not_be_its_own_qualifier() -> None:
    with pytest.raises(AnalysisError, match="qualifier of itself"):
        frequencies(_list(), "concept", qualifier="concept")
    with pytest.raises(AnalysisError, match="no column 'nonsense'"):
        frequencies(_list(), "nonsense")
