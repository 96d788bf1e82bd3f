"""How does the history look on the wire? ``ActOut``, ``History``, ``ActDetails``, ``TrashList``"""

from __future__ import annotations

from dissensus.web.wire.base import Id, Wire

__all__ = [
    "ActDetails",
    "ActOut",
    "ChangeOut",
    "DifferenceOut",
    "Differences",
    "FieldOut",
    "History",
    "TrashList",
    "TrashRow",
]


class ActOut(Wire):
    """One act; acts of one bulk work share a ``run``. ``changes`` counts rows."""

    seq: int
    run: str
    time: str
    coder: str
    verb: str
    summary: str
    changes: int
    undone: bool


class History(Wire):
    """Acts, latest first; ``more`` says whether there are earlier ones, before the last ``seq``."""

    acts: list[ActOut]
    more: bool


class FieldOut(Wire):
    """One field in words; null where there was, or is, nothing."""

    field: str
    before: str | None
    after: str | None


class ChangeOut(Wire):
    """What happened to one row: added, removed, changed, trashed or restored."""

    table: str
    id: str
    document: str  # whose text it stands in, or empty
    what: str  # its quotation, name or title
    done: str
    fields: list[FieldOut]


class ActDetails(Wire):
    """An act with its changes in words; ``total`` counts them all, the first of them are told."""

    act: ActOut
    total: int
    changes: list[ChangeOut]


class DifferenceOut(Wire):
    """How many rows of a table would go, come back and change."""

    table: str
    removed: int
    added: int
    changed: int


class Differences(Wire):
    """What bringing the project back to after act ``moment`` would change; nothing, if empty."""

    moment: int
    tables: list[DifferenceOut]


class TrashRow(Wire):
    """Something in the trash, since when, and by whom."""

    table: str
    id: Id
    words: str
    document: str
    time: str
    coder: str


class TrashList(Wire):
    """A window of the trash."""

    total: int
    rows: list[TrashRow]
