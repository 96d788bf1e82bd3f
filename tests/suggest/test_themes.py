"""Concepts that are only meant: by the words of their definition. The codebook and the texts are invented."""

from __future__ import annotations

import pytest

from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.suggest.positions import Positions
from dissensus.suggest.reading import Scanner

CONCEPTS = {
    "Canal pact is a real safeguard": "The towns of the canal pact can and will defend the marshes.",
    "Tariffs on Ruritania": "Border tariffs against Ruritania are right or useful.",
    "Talks with Ruritania": "Talks, reconciliation or compromise with the Ruritanian council.",
    "Weavers must lead the reform": "The weavers, by their own means, should bring about the reform.",
    "Harvest cult serves oppression": "The harvest cult strengthens landlords rather than tenants.",
}


def _positions(text: str) -> list[tuple[str, str, bool]]:
    actors = [
        Entity(kind="actor", name="Elna Brock", attributes=(Attribute("type", "person"),)),
        Entity(kind="actor", name="Marsh League", attributes=(Attribute("type", "movement"),)),
    ]
    concepts = [Entity(kind="concept", name=n, definition=d) for n, d in CONCEPTS.items()]
    codebook = Codebook(
        title="invented", statement_types=built_in_types(), entities=(*actors, *concepts)
    )
    document = Document(text=text, title="An essay", language="en", date=Moment.parse("2021-03-01"))
    found = Positions(codebook).propose(Scanner(codebook).read(document))
    return [
        (str(s.values["concept"]), s.voices[-1].name, bool(s.values["agreement"])) for s in found
    ]


AUTHOR = 'Author of "An essay"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Despite all the noise, the canal pact is nothing more than a paper tiger.",
            ("Canal pact is a real safeguard", AUTHOR, False),
        ),
        (
            "The weaknesses of the canal pact were seen in spring.",
            ("Canal pact is a real safeguard", AUTHOR, False),
        ),
        (
            "Elna Brock, who was known as a supporter of reconciliation with Ruritania, went home.",
            ("Talks with Ruritania", "Elna Brock", True),
        ),
        (
            "The Marsh League, respected for years, which was against compromise with Ruritania, won.",
            ("Talks with Ruritania", "Marsh League", False),
        ),
        (
            "Instead of waiting for the reform, the weavers must act.",
            ("Weavers must lead the reform", AUTHOR, True),
        ),
        (
            "We must not forget the need to combat the harvest cult of the landlords.",
            ("Harvest cult serves oppression", AUTHOR, True),
        ),
    ],
)
def test_the_words_of_a_definition_mean_the_concept(
    text: str, expected: tuple[str, str, bool]
) -> None:
    assert expected in _positions(text)


def test_a_concept_about_one_country_is_not_read_where_another_is_spoken_of() -> None:
    assert _positions("It was necessary to remove the border tariffs of the islands.") == []


def test_leaders_do_not_lead() -> None:
    assert _positions("The leaders of the weavers slept through the reform.") == []


def test_a_mere_mention_of_a_theme_is_no_position() -> None:
    assert _positions("The towns of the canal pact met in the marshes.") == []


def test_a_concept_with_aliases_is_known_by_them_alone() -> None:
    concept = Entity(
        kind="concept",
        name="Canal pact is a real safeguard",
        aliases=("the pact guards us",),
        definition="The towns of the canal pact can and will defend the marshes.",
    )
    codebook = Codebook(title="invented", statement_types=built_in_types(), entities=(concept,))
    document = Document(text="The canal pact is a paper tiger.", title="An essay", language="en")
    assert Positions(codebook).propose(Scanner(codebook).read(document)) == []
