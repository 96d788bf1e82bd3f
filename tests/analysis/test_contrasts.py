"""What sources make of it, by hand."""

from __future__ import annotations

import pytest

from dissensus.analysis.contrasts import contradictions, contrasts
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types

POSITION = built_in_types()[0]
Row = tuple[str, str, str | None, bool | None]


def events_of(*rows: Row) -> EventList:
    return EventList.from_rows(
        [
            {"organization": o, "concept": c, "document.source": s, "agreement": a}
            for o, c, s, a in rows
        ],
        POSITION,
    )


def test_the_most_divided_concept_comes_first() -> None:
    table = contrasts(
        events_of(
            ("A", "dam", "Daily", True),
            ("A", "dam", "Daily", True),
            ("B", "dam", "Courier", True),
            ("A", "tax", "Daily", True),
            ("B", "tax", "Courier", False),
        )
    )
    assert table["concept"].to_list() == ["tax", "tax", "dam", "dam"]
    assert table["division"].to_list() == [1.0, 1.0, 0.0, 0.0]


def test_counts_and_balance_of_a_source() -> None:
    table = contrasts(
        events_of(
            ("A", "tax", "Daily", True), ("A", "tax", "Daily", True), ("B", "tax", "Daily", False)
        )
    )
    row = table.row(0, named=True)
    assert (row["agree"], row["disagree"], row["statements"]) == (2, 1, 3)
    assert row["balance"] == pytest.approx(1 / 3)


def test_where_nobody_takes_a_side_there_is_no_measure() -> None:
    row = contrasts(events_of(("A", "tax", "Daily", None))).row(0, named=True)
    assert (row["statements"], row["balance"], row["division"]) == (1, None, None)


def test_texts_without_a_source_do_not_enter() -> None:
    assert contrasts(events_of(("A", "tax", None, True), ("A", "tax", "", True))).height == 0


def test_a_contradiction_is_the_chance_that_two_draws_are_opposed() -> None:
    table = contradictions(
        events_of(
            ("A", "tax", "Courier", True),
            ("A", "tax", "Courier", True),
            ("A", "tax", "Courier", False),
            ("A", "tax", "Daily", False),
        ),
        actors="organization",
    )
    row = table.row(0, named=True)
    # Courier agrees in 2 of 3, Daily never: 2/3 of the pairs are opposed.
    assert row["contradiction"] == pytest.approx(2 / 3)
    assert (row["source_a"], row["source_b"]) == ("Courier", "Daily")
    assert row["evidence"] == ["0", "1", "2", "3"]


def test_sources_that_agree_with_each_other_are_not_listed() -> None:
    same = events_of(("A", "tax", "Courier", True), ("A", "tax", "Daily", True))
    assert contradictions(same, actors="organization").height == 0


def test_different_actors_do_not_contradict_each_other() -> None:
    two = events_of(("A", "tax", "Courier", True), ("B", "tax", "Daily", False))
    assert contradictions(two, actors="organization").height == 0


def test_signs_of_integers_are_sides() -> None:
    relation = built_in_types()[1]
    events = EventList.from_rows(
        [
            {"source": "A", "target": "B", "sign": sign, "document.source": outlet}
            for sign, outlet in ((2, "Daily"), (-1, "Courier"), (0, "Herald"))
        ],
        relation,
    )
    table = contradictions(events, actors="source", concepts="target", qualifier="sign")
    assert table.select("source_a", "source_b").rows() == [("Courier", "Daily")]


def test_a_text_qualifier_is_refused() -> None:
    with pytest.raises(AnalysisError, match="texts"):
        contrasts(events_of(), qualifier="person")
