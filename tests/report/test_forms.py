from __future__ import annotations

from datetime import date

import pytest

from dissensus.model.document import Document
from dissensus.model.moment import Moment
from dissensus.report import forms


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1234, "1,234"),
        (-5, "−5"),
        (0.5, "0.5"),
        (12.0, "12"),
        (1234567.891, "1,234,567.89"),
    ],
)
def test_numbers_have_separators_and_no_idle_decimals(value: float, written: str) -> None:
    assert forms.number(value) == written


@pytest.mark.parametrize(
    ("amount", "written"), [(0, "no texts"), (1, "1 text"), (2, "2 texts"), (1000, "1,000 texts")]
)
def test_a_noun_follows_its_number(amount: int, written: str) -> None:
    assert forms.count(amount, "text") == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(1, 4, "25% of 4"), (999, 1000, "99% of 1,000"), (1, 1000, "1% of 1,000"), (4, 4, "100% of 4"), (0, 0, "none of 0")],
)  # fmt: skip
def test_a_percentage_names_its_base_and_never_rounds_to_all_or_nothing(
    part: int, whole: int, written: str
) -> None:
    assert forms.share(part, whole) == written


@pytest.mark.parametrize(
    ("moment", "written"),
    [("2019", "2019"), ("2019-06", "June 2019"), ("2019-06-05", "5 June 2019"), ("2019-06-05T10:00", "5 June 2019")],
)  # fmt: skip
def test_a_date_is_written_as_exactly_as_it_is_known(moment: str, written: str) -> None:
    assert forms.day(Moment.parse(moment)) == written


def test_a_date_that_is_none_stays_as_it_was_coded() -> None:
    assert forms.written_date("in spring") == "in spring"
    assert forms.written_date("2022-03") == "March 2022"
    assert forms.written_date(None) == ""


def test_python_dates_are_written_too() -> None:
    assert forms.day(date(2024, 2, 29)) == "29 February 2024"


@pytest.mark.parametrize(
    ("names", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
     (list("abcde"), "a, b, c, d and e"), (list("abcdef"), "a, b, c, d and 2 others")],
)  # fmt: skip
def test_names_are_joined_as_in_a_sentence(names: list[str], written: str) -> None:
    assert forms.listing(names) == written


@pytest.mark.parametrize(
    ("n", "written"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ")]
)
def test_coalitions_are_lettered_beyond_the_alphabet(n: int, written: str) -> None:
    assert forms.letter(n) == written


def test_a_text_without_a_title_is_called_by_its_first_words() -> None:
    assert forms.title_of(Document(text="Some words of a text without any title.")) == (
        "Some words of a text without any title."
    )
    assert forms.title_of(Document(text=" \n ")) == "Untitled text"


def test_a_long_text_is_cut_at_a_space() -> None:
    assert forms.clipped("one two three four", most=12) == "one two…"
    assert len(forms.clipped("x" * 50, most=12)) == 12
