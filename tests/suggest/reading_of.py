"""Readings of short texts: actors are the names in brackets, each an entity of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.document import Document, Region
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.suggest.reading import Reading, Scanner

__all__ = ["KINDS", "reading_of"]

KINDS = (
    "supports",
    "opposes",
    "depends on",
    "represses",
    "attacks",
    "sanctions",
    "allies with",
    "negotiates with",
)
_BRACKETED = re.compile(r"\[([^\]]+)\]")


def reading_of(
    text: str,
    *,
    language: str = "en",
    date: str = "",
    author: str = "",
    persons: Sequence[str] = (),
    affiliations: dict[str, str] | None = None,
    kinds: Sequence[str] = KINDS,
    regions: tuple[Region, ...] = (),
    actors: Sequence[str] = (),
) -> Reading:
    names = list(dict.fromkeys([*actors, *_BRACKETED.findall(text)]))
    affiliations = affiliations or {}
    entities = [
        Entity(
            kind="actor",
            name=name,
            attributes=(
                *((Attribute("type", "person"),) if name in persons else ()),
                *((Attribute("affiliation", affiliations[name]),) if name in affiliations else ()),
            ),
        )
        for name in names
    ]
    entities += [Entity(kind="relation_kind", name=kind) for kind in kinds]
    codebook = Codebook(statement_types=built_in_types(), entities=tuple(entities))
    document = Document(
        text=_BRACKETED.sub(r"\1", text),
        language=language,
        author=author,
        date=Moment.parse(date) if date else None,
        regions=regions,
    )
    return Scanner(codebook).read(document)
