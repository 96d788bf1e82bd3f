"""How does a note look on the wire? ``NoteOut``, ``Notes``, ``On``"""

from __future__ import annotations

from typing import Literal

from dissensus.web.wire.base import Id, Wire

__all__ = ["NoteOut", "Notes", "On"]


class On(Wire):
    """What a note is about."""

    table: Literal["document", "statement", "suggestion", "entity", "statement_type", "variable"]
    id: Id


class NoteOut(Wire):
    """A note.

    On words of a text: ``start`` and ``stop`` say where they stand in its current version, in UTF-16;
    they are null where the words are gone, or where the note is about the row as a whole. ``quotation``
    is what the words were.
    """

    id: Id
    on: On
    document: str
    version: int
    start: int | None
    stop: int | None
    quotation: str
    body: str
    coder: str
    created: str


class Notes(Wire):
    """Notes, oldest first."""

    notes: list[NoteOut]
