"""Dates as texts write them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.moment import Moment, Precision
from dissensus.suggest.date_expressions import Dates

SUNDAY = Moment.parse("2022-09-18")


def dates(
    text: str, *, published: Moment | None = None, persian: bool = False
) -> list[tuple[str, str]]:
    found = Dates(published=published, persian=persian).find(text)
    return [(d.span.of(text), str(d.moment)) for d in found]


@pytest.mark.parametrize(
    ("text", "words", "moment"),
    [
        ("It began on September 9, 1993 and", "September 9, 1993", "1993-09-09"),
        ("On 1 March 2022 they", "1 March 2022", "2022-03-01"),
        ("on the 3rd of May 1998", "3rd of May 1998", "1998-05-03"),
        ("occurred in January 2006: in", "January 2006", "2006-01"),
        ("on 2006-01-25 the", "2006-01-25", "2006-01-25"),
        ("in spring 2022", "spring 2022", "2022"),
        ("In 1979, he came", "1979", "1979"),
        ("the 1967 war", "1967", "1967"),
        ("Am 24. November 2022 kam", "24. November 2022", "2022-11-24"),
        ("am 24.11.2022", "24.11.2022", "2022-11-24"),
        ("im März 2019", "März 2019", "2019-03"),
        ("۱۳ دی ۱۴۰۰ بود", "۱۳ دی ۱۴۰۰", "2022-01-03"),
        ("on 22 Bahman 1357", "22 Bahman 1357", "1979-02-11"),
        ("in Khordad 1342", "Khordad 1342", "1963-06"),
        ("in June 1351, one", "June 1351", "1972-06"),
    ],
)
def test_a_full_date_needs_no_context(text: str, words: str, moment: str) -> None:
    assert dates(text) == [(words, moment)]


@pytest.mark.parametrize(
    "text",
    [
        "in the late seventies and early eighties",
        "in the 1980s",
        "as Ilvers showed (2013)",
        "Resolution 1973 was",
        "he may 12 times",
        "they march 3 abreast",
        "in 1,979 cases",
        "paid 1999 crowns",
        "on Tuesday",
        "In August the",
        "on October 7",
        "last year",
        "in 1357 the",
    ],
)
def test_what_names_no_certain_date_is_none(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("on Saturday", "2022-09-17"),
        ("on Sunday", "2022-09-18"),
        ("yesterday", "2022-09-17"),
        ("last year", "2021"),
        ("last month", "2022-08"),
        ("In August the", "2022-08"),
        ("In October the", "2021-10"),
        ("on October 7", "2021-10-07"),
        ("am Dienstag", "2022-09-13"),
    ],
)
def test_a_relative_date_is_the_latest_before_publication(text: str, moment: str) -> None:
    assert [found[1] for found in dates(text, published=SUNDAY)] == [moment]


def test_a_publication_known_by_its_year_resolves_nothing() -> None:
    assert dates("on Saturday", published=Moment.parse("2022")) == []


def test_a_day_that_does_not_exist_leaves_the_month() -> None:
    assert dates("on 31 February 2020") == [("February 2020", "2020-02")]


def test_a_range_of_days_is_one_expression_and_gives_its_first_day() -> None:
    found = dates("Between 26 September and 7 October 2022 they", published=SUNDAY)
    assert found == [("26 September and 7 October 2022", "2022-09-26")]


def test_a_range_of_years_gives_its_first_year() -> None:
    assert dates("in the years 2011 and 2012, it") == [("2011 and 2012", "2011")]


def test_a_bare_solar_hijri_year_needs_a_persian_context() -> None:
    assert dates("in 1357 the", persian=True) == [("1357", "1978")]


def test_a_solar_hijri_date_is_named_as_such() -> None:
    found = Dates().find("in June 1351")[0]
    assert "Solar Hijri year 1351" in found.reason


def test_a_season_keeps_the_precision_of_its_year() -> None:
    assert Dates().find("spring 2022")[0].moment.precision is Precision.YEAR


def test_offsets_count_from_the_start_given() -> None:
    assert Dates().find("In 1979 it", start=100)[0].span.start == 103


@given(st.text(alphabet="1234567890 MayJunedieاسفند۱۲۳.,-/()inof", max_size=60))
def test_any_text_gives_dates_that_do_not_overlap(text: str) -> None:
    found = Dates(published=SUNDAY, persian=True).find(text)
    assert all(a.span.stop <= b.span.start for a, b in itertools.pairwise(found))
    assert all(d.span.stop <= len(text) for d in found)
