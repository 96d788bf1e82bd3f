"""What happened when."""

from __future__ import annotations

import pytest

from dissensus.suggest.dated_events import propose
from dissensus.suggest.suggester import checked
from tests.suggest.reading_of import reading_of


def events(text: str, *, language: str = "en", date: str = "") -> list[tuple[object, str]]:
    found = propose(reading_of(text, language=language, date=date))
    return [(s.values["what"], str(s.values["date"])) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On 1 March 2022 the league founded a committee.",
            ("the league founded a committee", "2022-03-01"),
        ),
        ("The trust was founded in 1971.", ("The trust was founded", "1971")),
        ("Since the school strike of 2011 nothing moves.", ("the school strike", "2011")),
        ("They remember the 1957 revolution well.", ("revolution", "1957")),
        (
            "The first shock occurred in January 2006: they won.",
            ("The first shock occurred", "2006-01"),
        ),
    ],
)
def test_a_dated_clause_that_tells_what_happened_is_an_event(
    text: str, expected: tuple[str, str]
) -> None:
    assert events(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The line will open in 2029.",
        "Mr. Orm has directed the trust since 2015.",
        "Senhaven, 4 March 2022.",
        "What changed in March 2020?",
        "As Ilvers showed (2013), it moved.",
        "In the late seventies they left.",
        "The census of 2011 is wrong.",
    ],
)
def test_the_future_states_datelines_and_questions_are_no_events(text: str) -> None:
    assert events(text) == []


def test_a_weekday_counts_back_from_publication() -> None:
    assert events("They marched on Saturday.", date="2022-09-18") == [
        ("They marched", "2022-09-17")
    ]


def test_a_weekday_without_a_publication_date_is_no_event() -> None:
    assert events("They marched on Saturday.") == []


def test_an_announced_date_after_publication_is_no_event() -> None:
    assert events("They planned it for 12 May 2024.", date="2022-09-18") == []


def test_a_solar_hijri_date_is_converted_and_named() -> None:
    text = "After an attempt on the general in Iran, in June 1351, they declared their aims."
    found = propose(reading_of(text))
    assert [str(s.values["date"]) for s in found] == ["1972-06"]
    assert "Solar Hijri year 1351" in found[0].evidence.reasons[0]


def test_a_persian_date_is_converted() -> None:
    found = propose(reading_of("آنها در ۱۱ اسفند ۱۴۰۱ توافق را امضا کردند.", language="fa"))
    assert [str(s.values["date"]) for s in found] == ["2023-03-02"]


def test_the_place_is_taken_from_the_clause() -> None:
    found = propose(reading_of("They met the board on 8 November 2022 in Corvale."))
    assert found[0].values["place"] == "Corvale"


def test_a_clause_with_two_dates_is_cut_at_its_comma() -> None:
    text = "In 1988 he announced the end of the doctrine, a step that led to the collapse of the union in 1991."
    found = propose(reading_of(text))
    assert [s.quotation for s in found] == [
        "In 1988 he announced the end of the doctrine",
        "a step that led to the collapse of the union in 1991.",
    ]


def test_every_span_reads_as_its_quotation() -> None:
    text = "In 1979, X came to power; the coup of 1970, and on 9 May 1993 they signed — it ended in 1999."
    reading = reading_of(text)
    found = propose(reading)
    assert found
    assert checked(found, reading.document).refused == 0
