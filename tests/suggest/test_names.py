from __future__ import annotations

from collections.abc import Callable

import pytest

from dissensus.model.codebook import Codebook
from dissensus.suggest.names import Lookup, actors, concepts
from dissensus.suggest.reading import Reading


def names(reading: Reading) -> list[tuple[str, str]]:
    return [(m.name, m.span.of(reading.text)) for m in reading.mentions]


def test_a_possessive_stays_outside_the_mention(read: Callable[..., Reading]) -> None:
    assert names(read("River Party's plan")) == [("River Party", "River Party")]


def test_an_alias_stands_for_its_entity(read: Callable[..., Reading]) -> None:
    assert names(read("Then Venn spoke.")) == [("Mara Venn", "Venn")]


def test_the_longest_wording_wins_even_if_a_shorter_one_begins_further_left(
    read: Callable[..., Reading],
) -> None:
    assert names(read("He left the Ministry of Works.")) == [
        ("Ministry of Works", "Ministry of Works")
    ]


def test_a_surname_counts_after_the_full_name(read: Callable[..., Reading]) -> None:
    assert names(read("Olek Tarn came. Tarn spoke.")) == [
        ("Olek Tarn", "Olek Tarn"),
        ("Olek Tarn", "Tarn"),
    ]


def test_a_surname_before_the_full_name_does_not_count(read: Callable[..., Reading]) -> None:
    assert names(read("Tarn spoke.")) == []


def test_a_name_with_capitals_needs_one_in_the_text(read: Callable[..., Reading]) -> None:
    assert names(read("a river party at night")) == []


def test_a_document_teaches_its_own_short_form(read: Callable[..., Reading]) -> None:
    reading = read("The Harbor Union (HU) met. The HU voted.")
    assert [(m.name, m.how) for m in reading.mentions] == [
        ("Harbor Union", "name"),
        ("Harbor Union", "short form"),
    ]


def test_a_short_form_that_does_not_fit_the_name_is_not_learnt(
    read: Callable[..., Reading],
) -> None:
    assert len(read("The Harbor Union (XQ) met. XQ voted.").mentions) == 1


def test_a_region_is_not_the_country_it_is_named_after(read: Callable[..., Reading]) -> None:
    assert names(read("They went to Latin America.")) == []


def test_actors_and_concepts_are_told_apart_by_the_statement_types(codebook: Codebook) -> None:
    assert {e.kind for e in actors(codebook)} == {"actor"}
    assert {e.kind for e in concepts(codebook)} == {"concept"}


@pytest.mark.parametrize(
    "field",
    [
        "Lowland Gazette",
        "the lowland gazette",
        "www.lowland-gazette.example",
        "https://lowlandgazette.example/a",
    ],
)
def test_an_outlet_is_found_by_name_or_address(codebook: Codebook, field: str) -> None:
    found = Lookup(actors(codebook)).find(field)
    assert found is not None
    assert found.name == "Lowland Gazette"


def test_an_unknown_outlet_is_none(codebook: Codebook) -> None:
    assert Lookup(actors(codebook)).find("us.example.com") is None
