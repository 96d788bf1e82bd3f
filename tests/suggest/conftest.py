"""An invented codebook and a few ways to look at what is suggested with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.model.entity import Attribute, Entity
from dissensus.suggest.lexical import LexicalSuggester
from dissensus.suggest.reading import Reading, Scanner

PERSON = Attribute("type", "person")


def actor(name: str, *aliases: str, of: str = "", person: bool = False) -> Entity:
    attributes = (*((PERSON,) if person else ()), *((Attribute("affiliation", of),) if of else ()))
    return Entity(kind="actor", name=name, aliases=aliases, attributes=attributes)


def concept(name: str, *aliases: str, definition: str = "") -> Entity:
    return Entity(kind="concept", name=name, aliases=aliases, definition=definition)


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return Codebook(
        statement_types=built_in_types(),
        entities=(
            actor("Mara Venn", "Venn", of="Harbor Union", person=True),
            actor("Olek Tarn", of="River Party", person=True),
            actor("Harbor Union", "the union", "Hafengewerkschaft"),
            actor("River Party", "حزب رود"),
            actor("Ministry of Works", "the ministry"),
            actor("Lowland Gazette"),
            actor("America"),
            concept("Bridge toll", "toll on the bridge", "Brückenmaut", "عوارض پل"),
            concept("Building the dam", "build the dam"),
            concept("Farmers must own the land"),
            concept("Abolishing the levy"),
            concept(
                "Night curfew",
                definition="Agreement means that the speaker is against a curfew.",
            ),
        ),
    )


@pytest.fixture(scope="session")
def scanner(codebook: Codebook) -> Scanner:
    return Scanner(codebook)


@pytest.fixture(scope="session")
def read(scanner: Scanner) -> Callable[..., Reading]:
    def read(text: str, **metadata: object) -> Reading:
        metadata.setdefault("language", "en")
        return scanner.read(Document(text=text, **metadata))  # type: ignore[arg-type]

    return read


@pytest.fixture(scope="session")
def positions(codebook: Codebook) -> Callable[..., list[tuple[str, str, bool]]]:
    """Return (speaker, concept, agreement) of each position suggested for a text."""
    suggester = LexicalSuggester(codebook)

    def positions(text: str, **metadata: object) -> list[tuple[str, str, bool]]:
        metadata.setdefault("language", "en")
        metadata.setdefault("author", "Jo Pell")
        found = suggester.suggest(Document(text=text, **metadata))  # type: ignore[arg-type]
        return [
            (
                str(s.values["person"] or s.values["organization"]),
                str(s.values["concept"]),
                bool(s.values["agreement"]),
            )
            for s in found
            if s.statement_type == "position"
        ]

    return positions
