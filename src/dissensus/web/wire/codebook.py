"""How do a codebook and the care for it look on the wire? ``CodebookOut``, ``CareOut``, ``PreviewOut``, …"""

from __future__ import annotations

from typing import Any, Literal

from dissensus.model.codebook import DataType
from dissensus.web.wire.base import Book, Id, Line, Scalar, Wire
from dissensus.web.wire.statements import QuotationOut

__all__ = [
    "AttributeOut",
    "CareOut",
    "ClashOut",
    "CodebookOut",
    "DifferenceOut",
    "EntityOut",
    "ImportAsk",
    "ImportOut",
    "PairOut",
    "PreviewOut",
    "TieOut",
    "TiesOut",
    "TypeOut",
    "UsageOut",
    "Use",
    "ValueOut",
    "VariableOut",
]


class AttributeOut(Wire):
    """A property of an entity; ``since`` and ``until`` are ISO dates."""

    name: Line
    value: Line
    since: Line | None = None
    until: Line | None = None


class EntityOut(Wire):
    """Somebody or something statements refer to; ``parent`` is an identity, or empty."""

    id: Id
    kind: str
    name: str
    aliases: list[str]
    attributes: list[AttributeOut]
    definition: str
    parent: str
    color: str


class VariableOut(Wire):
    """A variable of a statement type; ``values`` are those allowed, none: any."""

    id: Id
    name: str
    data_type: DataType
    entities: str
    values: list[int | float | str]
    definition: str


class TypeOut(Wire):
    """A statement type."""

    id: Id
    name: str
    color: str
    definition: str
    variables: list[VariableOut]


class CodebookOut(Wire):
    """The whole codebook, in its own order."""

    title: str
    language: str
    instructions: str
    types: list[TypeOut]
    entities: list[EntityOut]


class Use(Wire):
    """How often an entity is used; ``last`` is the date of the latest text, or empty."""

    statements: int
    documents: int
    last: str


class UsageOut(Wire):
    """The use of every entity that is used at all, and how many statements each type has, by name."""

    entities: dict[str, Use]
    types: dict[str, int]


class PairOut(Wire):
    """Two entities that may be the same: ``same`` words, a ``short`` form, or ``similar`` wordings."""

    one: Id
    other: Id
    likeness: Literal["same", "short", "similar"]
    wordings: tuple[str, str]
    score: float


class CareOut(Wire):
    """What may want care: entities nobody uses, and pairs that look alike (from ``threshold`` of 100)."""

    unused: list[Id]
    pairs: list[PairOut]
    threshold: float


class ValueOut(Wire):
    """A value of a statement before and after; entities by name."""

    quotation: QuotationOut
    variable: str
    before: Scalar
    after: Scalar


class TieOut(Wire):
    """A tie before and after; 0 where there is none."""

    source: str
    target: str
    before: float
    after: float


class TiesOut(Wire):
    """The ties of one network that change; ``rows`` has the largest differences."""

    kind: Literal["congruence", "conflict", "affiliation", "relations"]
    type: str
    total: int
    rows: list[TieOut]


class ClashOut(Wire):
    """A field on which merged entities disagree: what each of them says, by identity."""

    field: str
    choices: dict[str, str]


class DroppedOut(Wire):
    """Something that would not be kept."""

    entity: Id
    field: str
    value: str


class PreviewOut(Wire):
    """What an act would do, as of act ``last``; ``rows`` is a window of all ``values`` that change.

    ``entities`` has each entity that changes with its fields before and after; null: it is gone.
    """

    last: int
    verb: str
    summary: str
    statements: int
    values: int
    rows: list[ValueOut]
    ties: list[TiesOut]
    clashes: list[ClashOut]
    dropped: list[DroppedOut]
    entities: list[dict[str, Any]]


class ImportAsk(Wire):
    """The text of a codebook file (YAML)."""

    text: Book


class DifferenceOut(Wire):
    """One thing a codebook file says otherwise; ``fields`` maps what changes to before and after."""

    what: Literal["codebook", "statement type", "variable", "entity"]
    name: str
    change: Literal["added", "changed", "removed"]
    fields: dict[str, tuple[str, str]]
    refused: str


class ImportOut(Wire):
    """What a codebook file would change, as of act ``last``."""

    last: int
    title: str
    differences: list[DifferenceOut]
