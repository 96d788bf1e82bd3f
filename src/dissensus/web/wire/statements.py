"""How does a statement look on the wire? ``StatementOut``, ``QuotationOut``, …"""

from __future__ import annotations

from dissensus.web.wire.base import Id, Scalar, Wire

__all__ = ["QuotationOut", "Quotations", "StatementOut", "StatementsOut"]


class StatementOut(Wire):
    """One statement; ``start`` and ``stop`` are UTF-16 offsets in version ``version`` of its text."""

    id: Id
    type: str
    document: Id
    version: int
    start: int
    stop: int
    values: dict[str, Scalar]
    coder: str
    created: str
    note: str
    flag: str
    reviewed: bool
    score: float | None


class StatementsOut(Wire):
    """The statements of one document in reading order, as they were after act ``last``."""

    last: int
    statements: list[StatementOut]


class QuotationOut(Wire):
    """A statement with its words, the words around them, and where they stand."""

    statement: StatementOut
    before: str
    quotation: str
    after: str
    title: str
    source: str
    date: str


class Quotations(Wire):
    """One page of quotations, and how many there are."""

    total: int
    rows: list[QuotationOut]
