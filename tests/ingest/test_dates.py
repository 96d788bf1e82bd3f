from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.ingest.dates import in_words, read_date
from dissensus.model.moment import Moment, Precision

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-13", "2024-07-13"),
        ("20240713", "2024-07-13"),
        ("2024/07/13", "2024-07-13"),
        ("July 13, 2024", "2024-07-13"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("Saturday, 13th July 2024", "2024-07-13"),
        ("May 1, 2020 at 5:30 p.m.", "2020-05-01"),
        ("13. Juli 2024", "2024-07-13"),
        ("Samstag, den 13. März 2021, 10:30 Uhr", "2021-03-13"),
        ("Veröffentlicht am 4.3.2024", "2024-03-04"),
        ("le 13 juillet 2024", "2024-07-13"),
        ("1er août 2023", "2023-08-01"),
        ("13 de julio de 2024", "2024-07-13"),
        ("۱۳ ژوئیه ۲۰۲۴", "2024-07-13"),
        ("13/04/2024", "2024-04-13"),
        ("July 2024", "2024-07"),
        ("2024", "2024"),
        ("Sat, 13 Jul 2024 10:00:00 +0200", "2024-07-13T08:00:00Z"),
        ("2024-07-13T10:00:00+02:00", "2024-07-13T08:00:00Z"),
    ],
)
def test_a_publication_date_is_read_as_exactly_as_it_is_written(text: str, expected: str) -> None:
    assert str(read_date(text, now=NOW)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nowruz 1403 was 20 March 2024; Tir is the fourth month, after three of 31 days.
        ("۱ فروردین ۱۴۰۳", "2024-03-20"),
        ("۲۳ تیر ۱۴۰۳", "2024-07-13"),
        ("شنبه ۲۳ تیر ۱۴۰۳", "2024-07-13"),
        ("۱۴۰۳/۰۴/۲۳", "2024-07-13"),
        ("1403/04/23", "2024-07-13"),
        ("23 Tir 1403", "2024-07-13"),
    ],
)
def test_a_solar_hijri_date_is_converted(text: str, expected: str) -> None:
    assert str(read_date(text, now=NOW)) == expected


def test_a_solar_hijri_month_is_known_only_as_a_year() -> None:
    found = read_date("تیر ۱۴۰۳", now=NOW)
    assert isinstance(found, Moment)
    assert (str(found), found.precision) == ("2024", Precision.YEAR)


def test_a_solar_hijri_month_in_two_years_is_refused() -> None:
    assert "two years" in str(read_date("دی ۱۴۰۳", now=NOW))  # 21 December 2024 to 19 January 2025


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2099-01-01", "future"),
        ("2026-11-25", "future"),
        ("1492-10-12", "before 1500"),
        ("1403-04-23", "before 1500"),  # no sign that it is Solar Hijri
        ("03/04/2024", "day or month first"),
        ("31 February 2024", "names a day there is not"),
        ("soon", "not a date"),
        ("", "no date"),
        (True, "no date"),
        (3.5, "no date"),
    ],
)
def test_a_date_that_can_not_be_believed_is_refused_with_the_reason(
    value: object, reason: str
) -> None:
    found = read_date(value, now=NOW)
    assert isinstance(found, str)
    assert reason in found


def test_tomorrow_is_not_the_future_for_it_has_begun_elsewhere() -> None:
    assert isinstance(read_date("2026-11-21", now=NOW), Moment)


def test_python_dates_and_years_are_read() -> None:
    assert str(read_date(date(2020, 2, 29), now=NOW)) == "2020-02-29"
    assert str(read_date(datetime(2020, 2, 29, 12, tzinfo=UTC), now=NOW)) == "2020-02-29T12:00:00Z"
    assert str(read_date(2019, now=NOW)) == "2019"


@given(st.dates(date(1500, 1, 1), date(2026, 11, 20)))
def test_every_day_survives_being_written_in_english(day: date) -> None:
    assert read_date(f"{day.day} {day:%B} {day.year}", now=NOW) == Moment.of(day)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    assert isinstance(read_date(text, now=NOW), Moment | str)


@pytest.mark.parametrize(
    "line", ["It happened on 13 July 2024.", "1984", "Chapter 12", "no digits"]
)
def test_a_line_with_more_than_a_date_is_no_date_line(line: str) -> None:
    assert in_words(line) is None


def test_a_line_with_only_a_date_is_one() -> None:
    assert str(in_words("Published: 3 May 2021")) == "2021-05-03"
