"""How many, of what, on what condition."""

from __future__ import annotations

import pytest

from dissensus.model.document import Region, Role
from dissensus.model.span import Span
from dissensus.suggest.figures import propose
from dissensus.suggest.suggester import checked
from tests.suggest.reading_of import reading_of


def figures(text: str, *, language: str = "en") -> list[tuple[object, object]]:
    return [
        (s.values["value"], s.values["unit"]) for s in propose(reading_of(text, language=language))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The party won 74 seats.", [(74, "seats")]),
        ("Only 46% would vote.", [(46, "%")]),
        ("Some 52 per cent chose it.", [(52, "per cent")]),
        ("It cost them over 40 billion dollars.", [(40_000_000_000, "dollars")]),
        ("A toll of 12 crowns a container is due.", [(12, "crowns a container")]),
        ("The line runs 112 kilometers.", [(112, "kilometers")]),
        ("They asked 1,204 adults.", [(1204, "adults")]),
        ("Between 300 and 400 people came.", [(300, "people"), (400, "people")]),
        ("So far 61 of 84 farms have signed.", [(61, "farms")]),
        ("It cut the trip from 110 minutes to 55.", [(110, "minutes"), (55, "minutes")]),
        ("They receive three times the price.", [(3, "times")]),
    ],
)
def test_a_number_that_counts_something_is_a_figure(
    text: str, expected: list[tuple[object, object]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It happened in 1979.",
        "On 1 March 2022 they met.",
        "Hundreds of thousands came.",
        "He was asked three times about it.",
        "For forty years they waited.",
        "See Article 3 of the law.",
        "He said so [1] and left.",
        "The 2024 candidate won.",
        "Two parties agreed.",
        "Call +49 30 1234 now.",
        "The man, 52, slept.",
    ],
)
def test_dates_durations_references_and_vague_amounts_are_none(text: str) -> None:
    assert figures(text) == []


def test_german_and_persian_figures_are_read() -> None:
    assert figures("Rund 2.500 Hafenarbeiter kamen.", language="de") == [(2500, "Hafenarbeiter")]
    assert figures("ارزش آن ۲۴۰ میلیون کرون است.", language="fa") == [(240_000_000, "کرون")]


def test_the_if_of_the_sentence_is_the_condition() -> None:
    found = propose(reading_of("If the farms were paid, 62 percent would agree."))[0]
    assert found.values["condition"] == "If the farms were paid"


def test_the_if_of_the_sentence_before_governs_would() -> None:
    text = "If A stood alone, 61% would vote. In comparison, B would get 38% of the votes."
    assert [s.values["condition"] for s in propose(reading_of(text))] == ["If A stood alone"] * 2


def test_a_place_beside_a_share_is_its_condition() -> None:
    text = "52% chose war (55% in Gaza and 49% in the West Bank)."
    conditions = [s.values.get("condition") for s in propose(reading_of(text))]
    assert conditions == [None, "in Gaza", "in the West Bank"]


def test_what_is_counted_are_words_of_the_text() -> None:
    found = propose(reading_of("The ministry needs 310 hectares of land, most of it wet."))[0]
    assert found.values["what"] == "land"


def test_a_footnote_holds_no_figures() -> None:
    text = "They met. See 74 seats there."
    region = Region(Span(10, len(text)), Role.FOOTNOTE)
    assert propose(reading_of(text, regions=(region,))) == []


def test_a_table_without_full_stops_is_not_read_as_a_sentence() -> None:
    assert figures("12 seats " * 2000) == []


def test_every_span_reads_as_its_quotation() -> None:
    text = "He says 46% agree; 3 million dollars, if paid, help 21 seats — and 5,200 jobs."
    reading = reading_of(text)
    found = propose(reading)
    assert checked(found, reading.document).refused == 0
    assert len(found) == 4
