"""Numbers as texts write them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.suggest.numbers import numbers


@pytest.mark.parametrize(
    ("text", "language", "words", "value"),
    [
        ("some 40 billion dollars", "en", "40 billion", 40_000_000_000),
        ("3.4 billion crowns", "en", "3.4 billion", 3_400_000_000),
        ("5,200 jobs", "en", "5,200", 5200),
        ("two hundred and fifty thousand people", "en", "two hundred and fifty thousand", 250_000),
        ("Eleven thousand people", "en", "Eleven thousand", 11_000),
        ("twenty-five men", "en", "twenty-five", 25),
        ("half a million people", "en", "half a million", 500_000),
        ("a million people", "en", "a million", 1_000_000),
        ("3,5 Millionen Menschen", "de", "3,5 Millionen", 3_500_000),
        ("12.000 Menschen", "de", "12.000", 12_000),
        ("2 Billionen Euro", "de", "2 Billionen", 2_000_000_000_000),
        ("2 billion euros", "en", "2 billion", 2_000_000_000),
        ("۲۴۰ میلیون کرون", "fa", "۲۴۰ میلیون", 240_000_000),
        ("۱٫۲ میلیارد", "fa", "۱٫۲ میلیارد", 1_200_000_000),
        ("سه هزار نفر", "fa", "سه هزار", 3000),
        ("52 per cent", "en", "52", 52),
    ],
)
def test_digits_and_words_give_their_value(
    text: str, language: str, words: str, value: float
) -> None:
    found = numbers(text, language=language)
    assert [(n.span.of(text), n.value) for n in found] == [(words, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("nine out of ten containers", 90), ("three out of four", 75), ("two thirds of them", 66.67)],
)
def test_a_part_of_a_whole_is_a_percentage(text: str, value: float) -> None:
    found = numbers(text)
    assert [(n.value, n.unit) for n in found] == [(value, "%")]


def test_a_sign_gives_the_unit() -> None:
    assert [(n.value, n.unit) for n in numbers("$3.4bn")] == [(3_400_000_000, "dollars")]


@pytest.mark.parametrize(
    "text",
    [
        "hundreds of thousands",
        "version 2.0.1",
        "at 10:30",
        "the 41st",
        "COVID-19",
        "the G20",
        "24/7",
    ],
)
def test_what_is_no_amount_is_left_out(text: str) -> None:
    assert numbers(text) == []


@given(st.integers(0, 10**12))
def test_grouped_digits_are_read_back(value: int) -> None:
    assert [n.value for n in numbers(f"about {value:,} people")] == [value]


@given(st.text(alphabet="0123456789 .,-$%onetwhalf million/:", max_size=50))
def test_any_text_gives_numbers_that_do_not_overlap(text: str) -> None:
    found = numbers(text)
    assert all(a.span.stop <= b.span.start for a, b in itertools.pairwise(found))
