"""Filters and duplicates, by hand."""

from __future__ import annotations

from datetime import datetime

import pytest

from dissensus.analysis.selection import Counting, Duplicates, select, without_duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.moment import Moment

POSITION = built_in_types()[0]


def dated(*days: datetime | None) -> EventList:
    return EventList.from_rows(
        [
            {"organization": "A", "concept": "tax", "document.id": f"{n:02}", "document.date": day}
            for n, day in enumerate(days)
        ],
        POSITION,
    )


def kept(events: EventList, within: Duplicates | Counting) -> list[str]:
    by = ["organization", "concept"]
    return without_duplicates(events, by=by, within=within).column("document.id").to_list()


def test_a_year_as_until_keeps_all_of_the_year() -> None:
    events = dated(datetime(2019, 12, 31, 23, 59, 59), datetime(2020, 1, 1))
    assert len(select(events, until=Moment.parse("2019"))) == 1


def test_both_ends_belong_to_the_range() -> None:
    events = dated(datetime(2019, 1, 1), datetime(2019, 1, 31, 12), datetime(2019, 2, 1))
    chosen = select(events, since=Moment.parse("2019-01-01"), until=Moment.parse("2019-01-31"))
    assert len(chosen) == 2


def test_undated_statements_are_in_no_range() -> None:
    assert len(select(dated(None), since=Moment.parse("1900"))) == 0


def test_undated_statements_stay_where_no_range_is_asked() -> None:
    assert len(select(dated(None))) == 1


def test_one_matching_exclusion_drops_a_statement() -> None:
    rows = [{"organization": "A", "concept": "tax"}, {"organization": "B", "concept": "dam"}]
    events = EventList.from_rows(rows, POSITION)
    chosen = select(events, exclude={"organization": ["A"], "concept": ["dam"]})
    assert len(chosen) == 0


def test_all_inclusions_must_match() -> None:
    rows = [{"organization": "A", "concept": "tax"}, {"organization": "A", "concept": "dam"}]
    events = EventList.from_rows(rows, POSITION)
    chosen = select(events, include={"organization": ["A"], "concept": ["dam"]})
    assert chosen.column("concept").to_list() == ["dam"]


def test_exclusion_keeps_statements_without_a_value() -> None:
    events = EventList.from_rows([{"organization": "A"}], POSITION)
    assert len(select(events, exclude={"agreement": [True]})) == 1


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(AnalysisError, match="agreement"):
        select(dated(None), include={"agreement": ["yes"]})


def test_minimum_counts_only_what_the_filters_left() -> None:
    rows = [
        {"organization": "A", "concept": "tax"},
        {"organization": "A", "concept": "dam"},
        {"organization": "B", "concept": "tax"},
        {"organization": "B", "concept": "tax"},
    ]
    chosen = select(
        EventList.from_rows(rows, POSITION),
        exclude={"concept": ["dam"]},
        least={"organization": 2},
    )
    assert chosen.column("organization").to_list() == ["B", "B"]


def test_equal_months_of_different_years_are_not_one_period() -> None:
    events = dated(datetime(2019, 1, 5), datetime(2020, 1, 5), datetime(2020, 1, 6))
    assert kept(events, Duplicates.MONTH) == ["00", "01"]


def test_weeks_are_iso_weeks() -> None:
    # 31 December 2018 (a Monday) is in the first week of 2019.
    events = dated(datetime(2018, 12, 30), datetime(2018, 12, 31), datetime(2019, 1, 6))
    assert kept(events, Duplicates.WEEK) == ["00", "01"]


def test_years_are_calendar_years() -> None:
    events = dated(datetime(2018, 12, 31), datetime(2019, 1, 1), datetime(2019, 12, 31))
    assert kept(events, Duplicates.YEAR) == ["00", "01"]


def test_across_range_keeps_the_first_of_all() -> None:
    events = dated(None, datetime(2019, 1, 1))
    assert kept(events, Duplicates.ACROSS_RANGE) == ["01"]


def test_undated_duplicates_are_sought_in_their_document_only() -> None:
    assert kept(dated(None, None), Duplicates.YEAR) == ["00", "01"]


def test_a_source_counts_once() -> None:
    rows = [
        {"organization": "A", "concept": "tax", "document.id": d, "document.source": s}
        for d, s in (("0", "Daily"), ("1", "Daily"), ("2", "Courier"), ("3", ""), ("4", ""))
    ]
    assert kept(EventList.from_rows(rows, POSITION), Counting.SOURCE) == ["0", "2", "3", "4"]


def test_every_statement_counts_by_statement() -> None:
    assert kept(dated(None, None), Counting.STATEMENT) == ["00", "01"]
