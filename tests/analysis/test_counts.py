"""Statements over time, by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dissensus.analysis.counts import counts
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types

POSITION = built_in_types()[0]


def events_of(*rows: tuple[datetime | None, str, bool | None]) -> EventList:
    return EventList.from_rows(
        [{"document.date": day, "concept": c, "agreement": a} for day, c, a in rows], POSITION
    )


def test_silent_periods_are_zeros_for_every_value() -> None:
    events = events_of((datetime(2019, 1, 3), "dam", True), (datetime(2019, 3, 3), "tax", True))
    assert counts(events, by="concept", every="month").rows() == [
        (date(2019, 1, 1), "dam", 1),
        (date(2019, 1, 1), "tax", 0),
        (date(2019, 2, 1), "dam", 0),
        (date(2019, 2, 1), "tax", 0),
        (date(2019, 3, 1), "dam", 0),
        (date(2019, 3, 1), "tax", 1),
    ]


def test_undated_statements_are_counted_apart() -> None:
    events = events_of((datetime(2019, 1, 3), "dam", True), (None, "tax", True))
    assert counts(events, by="concept", every="year").rows() == [
        (date(2019, 1, 1), "dam", 1),
        (None, "tax", 1),
    ]


def test_no_statement_is_lost() -> None:
    events = events_of(
        (datetime(2019, 1, 3), "dam", None), (datetime(2020, 1, 3), "tax", True), (None, "x", False)
    )
    table = counts(events, by="concept", every="quarter", qualifier="agreement")
    assert table["statements"].sum() == 3


def test_weeks_begin_on_monday() -> None:
    events = events_of((datetime(2019, 1, 6), "dam", True))  # a Sunday
    assert counts(events, by="concept", every="week")["period"].to_list() == [date(2018, 12, 31)]


def test_nothing_gives_an_empty_table() -> None:
    assert counts(events_of(), by="concept", every="day").height == 0


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(AnalysisError, match="decade"):
        counts(events_of(), by="concept", every="decade")
