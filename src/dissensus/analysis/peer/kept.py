"""Which statements count, by DNA's rules? ``kept``, ``roles``, ``Roles``, ``Scale``

Statements without a value have no place, and those that repeat an earlier one count once: in the same
document, year or range, or in a week or month of the same *number*, whatever its year. Weeks are those of
ISO 8601, as under a British locale (DNA follows the machine's). Integers beyond one byte are never equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

import polars as pl

from dissensus.analysis.design import Design, TwoMode
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import DATE, DOCUMENT, EventList
from dissensus.model.codebook import DataType
from dissensus.model.network import Aggregation, Projection

__all__ = ["Roles", "Scale", "dated", "kept", "require_names", "roles", "scale_of", "unrepeated"]

_DOCUMENT_LEVEL: Final = "document."
_ONE_BYTE: Final = (-128, 127)  # integers the peer's virtual machine keeps one object each of
_WITHIN: Final = {
    Counting.STATEMENT: Duplicates.INCLUDE,
    Counting.DOCUMENT: Duplicates.DOCUMENT,
}
_PERIODS: Final = {
    Duplicates.WEEK: pl.col(DATE).dt.week(),
    Duplicates.MONTH: pl.col(DATE).dt.month(),
    Duplicates.YEAR: pl.col(DATE).dt.year(),
}


class Scale(Enum):
    """What the qualifier is: nothing, yes or no, a whole number, a name, or a field of the document."""

    NONE = auto()
    BOOLEAN = auto()
    INTEGER = auto()
    TEXT = auto()
    DOCUMENT = auto()

    @property
    def numeric(self) -> bool:
        """Whether levels have a distance."""
        return self in (Scale.BOOLEAN, Scale.INTEGER)


@dataclass(frozen=True, slots=True)
class Roles:
    """The columns of a network, and whether a statement must have, and a duplicate repeat, the qualifier."""

    rows: str
    columns: str
    qualifier: str | None
    scale: Scale
    compare: bool


def roles(events: EventList, design: Design) -> Roles:
    """Say which column plays which part; ``AnalysisError`` for one that can't in DNA. Cost: O(1)."""
    if isinstance(design, TwoMode):
        rows, columns = design.rows, design.columns
        compare = design.aggregation is not Aggregation.IGNORE
    else:
        rows, columns = design.actors, design.concepts
        compare = design.kind is not Projection.IGNORE
        if design.scale is not None:
            raise AnalysisError(
                "DNA takes the ends of the scale from the values it finds.",
                remedy="Leave 'scale' out, or leave 'compat' out.",
            )
    if len({rows, columns, design.qualifier}) < 3:
        raise AnalysisError(
            f"A network of {rows!r} and {columns!r} with the qualifier {design.qualifier!r} "
            "uses one column twice.",
            remedy="Choose three different columns.",
        )
    for name in (rows, columns):
        require_names(events, name)
    return Roles(rows, columns, design.qualifier, scale_of(events, design.qualifier), compare)


def require_names(events: EventList, column: str) -> None:
    """Refuse a column that DNA can't make rows or columns of. Cost: O(1)."""
    kind = _data_type(events, column)
    if events.column(column).dtype == pl.String and kind in (None, DataType.ENTITY):
        return
    variables = events.statement_type.variables
    names = [v.name for v in variables if v.data_type is DataType.ENTITY]
    raise AnalysisError(
        f"{column!r} holds no names, so it can't be rows or columns in DNA.",
        remedy=f"Names are in: {', '.join(names)}, and in the fields of the document.",
    )


def scale_of(events: EventList, qualifier: str | None) -> Scale:
    """Say what the qualifier is; ``AnalysisError`` for one that DNA does not take. Cost: O(1)."""
    if qualifier is None:
        return Scale.NONE
    column, kind = events.column(qualifier), _data_type(events, qualifier)
    if qualifier.startswith(_DOCUMENT_LEVEL):
        return Scale.DOCUMENT
    if column.dtype == pl.Boolean:
        return Scale.BOOLEAN
    if column.dtype.is_integer():
        return Scale.INTEGER
    if column.dtype == pl.String and kind in (None, DataType.ENTITY):
        return Scale.TEXT
    fitting = (DataType.BOOLEAN, DataType.INTEGER, DataType.ENTITY)
    names = [v.name for v in events.statement_type.variables if v.data_type in fitting]
    raise AnalysisError(
        f"{qualifier!r} can't be a qualifier in DNA.",
        remedy=f"Qualifiers are: {', '.join(names)}, and the fields of the document.",
    )


def _filled(events: EventList, columns: list[str]) -> EventList:
    """Keep the statements that have a value in all columns; the empty text is none."""
    predicates = []
    for name in columns:
        column = events.column(name)
        if column.null_count():
            predicates.append(pl.col(name).is_not_null())
        if column.dtype == pl.String and bool((column.str.len_bytes() == 0).any()):
            predicates.append(pl.col(name) != "")
    return events.filter(*predicates) if predicates else events


def kept(
    events: EventList,
    names: Sequence[str],
    *,
    qualifier: str | None,
    duplicates: Duplicates | Counting,
) -> EventList:
    """Keep what has a value in ``names`` and in ``qualifier`` and repeats nothing kept before.

    ``qualifier`` is None where it is not compared. Of equal statements the first in canonical order stays.
    Raises ``AnalysisError`` where DNA fails or has no such rule. Cost: O(statements), by hashing.
    """
    used = [*names, *([qualifier] if qualifier is not None else [])]
    return unrepeated(_filled(events, used), names, qualifier=qualifier, duplicates=duplicates)


def unrepeated(
    events: EventList,
    names: Sequence[str],
    *,
    qualifier: str | None,
    duplicates: Duplicates | Counting,
) -> EventList:
    """Keep what repeats nothing kept before, missing values being equal; otherwise as ``kept``."""
    scale = scale_of(events, qualifier)
    used = [*names, *([qualifier] if qualifier is not None else [])]
    within = duplicates
    if isinstance(within, Counting):
        if within not in _WITHIN:
            raise AnalysisError(
                f"DNA can't count once per {within}.",
                remedy=f"It knows: {', '.join(Duplicates)}.",
            )
        within = _WITHIN[within]
    if within is Duplicates.INCLUDE:
        return events
    if scale is Scale.DOCUMENT:  # DNA fails as soon as it has to compare such a qualifier
        used = used[:-1]
    by: list[pl.Expr] = [_value(events, name) for name in used]
    if within is Duplicates.DOCUMENT:
        by.append(pl.col(DOCUMENT))
    elif within is not Duplicates.ACROSS_RANGE:
        dated(events.frame[DATE])
        by.append(_PERIODS[within])
    if scale is Scale.INTEGER:
        value = pl.col(used[-1])
        alone = ~value.is_between(*_ONE_BYTE)
        by.append(pl.when(alone).then(pl.int_range(pl.len())).otherwise(-1))
    marks = [f"peer.{n}" for n in range(len(by))]
    frame = events.frame.with_columns(e.alias(m) for e, m in zip(by, marks, strict=True))
    frame = frame.unique(marks, keep="first", maintain_order=True).drop(marks)
    if scale is Scale.DOCUMENT and frame.height < len(events):
        raise AnalysisError(
            "DNA fails where duplicates are compared by a field of the document.",
            remedy="Choose 'include' for duplicates, or another qualifier.",
        )
    return replace(events, frame=frame)


def _value(events: EventList, name: str) -> pl.Expr:
    column = events.column(name)
    return pl.col(name).fill_null("") if column.dtype == pl.String else pl.col(name)


def dated(column: pl.Series) -> None:
    """Refuse statements without a date: DNA has none such."""
    if missing := column.null_count():
        raise AnalysisError(
            f"{missing} of {len(column)} statements have no date; DNA has none such.",
            remedy="Leave them out: select(events, since=...).",
        )


def _data_type(events: EventList, name: str) -> DataType | None:
    kinds = {v.name: v.data_type for v in events.statement_type.variables}
    return kinds.get(name)
