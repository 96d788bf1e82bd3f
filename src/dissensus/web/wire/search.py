"""How does what was found look on the wire? ``Results``"""

from __future__ import annotations

from enum import StrEnum

from dissensus.web.wire.base import Id, Offset, Wire
from dissensus.web.wire.statements import QuotationOut

__all__ = [
    "EntityHit",
    "EntityHits",
    "Indexing",
    "Kind",
    "NameHit",
    "NoteHit",
    "NoteHits",
    "PartOut",
    "Results",
    "StatementHit",
    "StatementHits",
    "TextHit",
    "TextHits",
]


class Kind(StrEnum):
    """What can be found."""

    TEXTS = "texts"
    STATEMENTS = "statements"
    ENTITIES = "entities"
    NOTES = "notes"


class PartOut(Wire):
    """A piece of a snippet; ``hit``: it is what was looked for."""

    text: str
    hit: bool


class TextHit(Wire):
    """A text that has the words, and where the first of them stands (not known if in the title only)."""

    document: Id
    title: list[PartOut]
    source: str
    date: str
    parts: list[PartOut]
    start: Offset | None
    stop: Offset | None


class NameHit(Wire):
    """An entity of a statement, whose name or alias has the words."""

    entity: Id
    parts: list[PartOut]


class StatementHit(Wire):
    """A statement whose words, note or entities have the words; ``note`` and ``names`` only if they have."""

    quotation: QuotationOut
    parts: list[PartOut]
    note: list[PartOut]
    names: list[NameHit]


class EntityHit(Wire):
    """An actor, concept or the like whose name, aliases or definition have the words."""

    id: Id
    kind: str
    name: list[PartOut]
    aliases: list[list[PartOut]]  # those that have the words
    definition: list[PartOut]


class NoteHit(Wire):
    """A note that has the words; ``about`` are the first words of what it is about."""

    id: Id  # of the note; of the text where it is the text's own
    table: str
    row: Id
    about: str
    document: Id | None
    start: Offset | None
    stop: Offset | None
    coder: str
    created: str
    parts: list[PartOut]


class TextHits(Wire):
    """A window of the texts, best first; ``more``: ``total`` is a lower bound."""

    total: int
    more: bool
    rows: list[TextHit]


class StatementHits(Wire):
    """A window of the statements, newest first; ``more``: ``total`` is a lower bound."""

    total: int
    more: bool
    rows: list[StatementHit]


class EntityHits(Wire):
    """A window of the entities, those whose name has the words first."""

    total: int
    more: bool
    rows: list[EntityHit]


class NoteHits(Wire):
    """A window of the notes, newest first; ``more``: ``total`` is a lower bound."""

    total: int
    more: bool
    rows: list[NoteHit]


class Indexing(Wire):
    """How far the index has come; what it has not seen yet is not found."""

    done: int
    total: int


class Results(Wire):
    """What was found; a kind that was not asked for, or that no filter fits, is left out."""

    texts: TextHits | None
    statements: StatementHits | None
    entities: EntityHits | None
    notes: NoteHits | None
    indexing: Indexing | None
