"""Conversions against dates that are in every history book, and against the calendar's own rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.moment import Moment, Precision
from dissensus.suggest.solar_hijri import of_date, of_foreign_month, of_month, of_year


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1357, 11, 22, "1979-02-11"),  # the revolution in Iran
        (1403, 1, 1, "2024-03-20"),  # Nowruz
        (1400, 1, 1, "2021-03-21"),
        (1332, 5, 28, "1953-08-19"),  # the coup against Mosaddegh
        (1342, 3, 15, "1963-06-05"),  # the uprising of 15 Khordad
        (1399, 12, 30, "2021-03-20"),  # a leap day
    ],
)
def test_known_days_convert(year: int, month: int, day: int, expected: str) -> None:
    assert of_date(year, month, day) == Moment.parse(expected)


def test_a_day_the_month_does_not_have_is_none() -> None:
    assert of_date(1400, 12, 30) is None


def test_a_month_is_the_gregorian_month_that_holds_most_of_it() -> None:
    # Khordad 1342 ran from 22 May to 21 June 1963: ten days of May, twenty-one of June.
    assert str(of_month(1342, 3)) == "1963-06"


def test_a_year_is_the_gregorian_year_in_which_it_begins() -> None:
    assert str(of_year(1357)) == "1978"


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1351, 6, None, "1972-06"),
        (1351, 12, None, "1972-12"),
        (1351, 1, None, "1973-01"),
        (1351, 3, None, "1973-03"),
        (1351, 3, 25, "1972-03-25"),
        (1351, 3, 5, "1973-03-05"),
    ],
)
def test_a_gregorian_month_of_a_solar_hijri_year_lies_within_that_year(
    year: int, month: int, day: int | None, expected: str
) -> None:
    assert str(of_foreign_month(year, month, day)) == expected


def test_a_gregorian_month_keeps_its_precision() -> None:
    found = of_foreign_month(1351, 6)
    assert found is not None
    assert found.precision is Precision.MONTH


@given(st.integers(1250, 1450), st.integers(1, 12), st.integers(1, 29))
def test_consecutive_days_are_consecutive(year: int, month: int, day: int) -> None:
    one, other = of_date(year, month, day), of_date(year, month, day + 1 if day < 29 else 29)
    assert one is not None
    if other is not None and day < 29:
        assert other.start - one.start == timedelta(days=1)


@given(st.integers(1250, 1450), st.integers(1, 12), st.integers(1, 28))
def test_a_foreign_day_falls_into_the_named_year(year: int, month: int, day: int) -> None:
    found = of_foreign_month(year, month, day)
    begins, ends = of_date(year, 1, 1), of_date(year + 1, 1, 1)
    assert found is not None
    assert begins is not None
    assert ends is not None
    slack = timedelta(days=2)  # the equinox falls on the 20th to the 22nd
    assert begins.start - slack <= found.start < ends.start + slack
    assert isinstance(found.start.date(), date)
