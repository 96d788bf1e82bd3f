"""Statements as columns: ``EventList``, the only place that knows the column names.

Every analysis starts here. A row is a statement (or, on request, a suggestion nobody has reviewed yet).
Columns that belong to the statement or its document carry a prefix, so that a variable may be called
``source`` or ``date`` without getting in their way; a variable's column has the variable's name; an
attribute of an entity variable is ``variable.attribute`` (see ``EventList.with_attribute``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dissensus.errors import AnalysisError
from dissensus.model.codebook import DataType, StatementType
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment

__all__ = ["COLUMNS", "EventList"]

STATEMENT: Final = "statement.id"
START: Final = "statement.start"
STOP: Final = "statement.stop"
QUOTATION: Final = "statement.quotation"
CODER: Final = "statement.coder"
REVIEWED: Final = "statement.reviewed"
SCORE: Final = "statement.score"
VOICES: Final = "statement.voices"  # names from the author inwards, joined by " → "
DOCUMENT: Final = "document.id"
TITLE: Final = "document.title"
AUTHOR: Final = "document.author"
SOURCE: Final = "document.source"
SECTION: Final = "document.section"
TYPE: Final = "document.type"
LANGUAGE: Final = "document.language"
GROUP: Final = "document.group"
DATE: Final = "document.date"  # first second of the publication date, UTC; null if unknown

COLUMNS: Final[Mapping[str, pl.DataType]] = {
    STATEMENT: pl.String(),
    START: pl.Int64(),
    STOP: pl.Int64(),
    QUOTATION: pl.String(),
    CODER: pl.String(),
    REVIEWED: pl.Boolean(),
    SCORE: pl.Float64(),
    VOICES: pl.String(),
    DOCUMENT: pl.String(),
    TITLE: pl.String(),
    AUTHOR: pl.String(),
    SOURCE: pl.String(),
    SECTION: pl.String(),
    TYPE: pl.String(),
    LANGUAGE: pl.String(),
    GROUP: pl.String(),
    DATE: pl.Datetime("us"),
}

_VARIABLE_TYPES: Final[Mapping[DataType, pl.DataType]] = {
    DataType.ENTITY: pl.String(),
    DataType.TEXT: pl.String(),
    DataType.BOOLEAN: pl.Boolean(),
    DataType.INTEGER: pl.Int64(),
    DataType.NUMBER: pl.Float64(),
    DataType.DATE: pl.String(),  # ISO, as exactly as known
}


@dataclass(frozen=True, slots=True, eq=False)
class EventList:
    """Statements of one type as a table, in DNA's canonical order.

    The order is: document date (unknown last), document, start, stop, statement. Rows lacking a value
    hold null; an entity variable never holds the empty string.
    """

    frame: pl.DataFrame
    statement_type: StatementType

    @classmethod
    def from_rows(
        cls, rows: Iterable[Mapping[str, object]], statement_type: StatementType
    ) -> EventList:
        """Build an event list from a mapping per statement; columns left out are null.

        ``statement.id`` and ``document.id`` default to the row's number, so that an event list can be
        typed by hand. Cost: O(rows).
        """
        schema = cls.schema(statement_type)
        filled = []
        for number, row in enumerate(rows):
            unknown = set(row) - set(schema)
            if unknown:
                raise AnalysisError(
                    f"Row {number} has no column {sorted(unknown)[0]!r} to put its value in.",
                    remedy=f"The columns are: {', '.join(schema)}.",
                )
            filled.append({STATEMENT: str(number), DOCUMENT: str(number), REVIEWED: True, **row})
        return cls.from_frame(pl.DataFrame(filled, schema=schema), statement_type)

    @classmethod
    def from_frame(cls, frame: pl.DataFrame, statement_type: StatementType) -> EventList:
        """Take a frame that has the columns, cast and sort them. Cost: O(rows log rows)."""
        schema = cls.schema(statement_type)
        missing = [name for name in schema if name not in frame.columns]
        if missing:
            raise AnalysisError(f"The event list lacks the columns {', '.join(missing)}.")
        entity_columns = [
            pl.col(v.name).replace("", None)
            for v in statement_type.variables
            if v.data_type is DataType.ENTITY
        ]
        frame = frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
        frame = frame.with_columns(entity_columns)
        return cls(
            frame.sort(DATE, DOCUMENT, START, STOP, STATEMENT, nulls_last=True), statement_type
        )

    @staticmethod
    def schema(statement_type: StatementType) -> dict[str, pl.DataType]:
        """Return the columns of an event list of this statement type and what each holds."""
        variables = {v.name: _VARIABLE_TYPES[v.data_type] for v in statement_type.variables}
        return {**COLUMNS, **variables}

    def __len__(self) -> int:
        return self.frame.height

    def __repr__(self) -> str:
        return f"<EventList of {len(self)} statements of type {self.statement_type.name}>"

    def column(self, name: str) -> pl.Series:
        """Return one column; an unknown name is an error that lists the known ones."""
        if name not in self.frame.columns:
            known = ", ".join(c for c in self.frame.columns if c not in COLUMNS)
            raise AnalysisError(
                f"The event list has no column {name!r}.",
                remedy=f"Variables are: {known}; columns of the text begin with 'document.'.",
            )
        return self.frame[name]

    def filter(self, *predicates: pl.Expr) -> EventList:
        """Keep the rows for which all predicates hold."""
        return replace(self, frame=self.frame.filter(*predicates))

    def between(self, since: Moment | None, until: Moment | None) -> EventList:
        """Keep what was published from ``since`` to the end of ``until``; undated rows only without either."""
        events = self if since is None else self.filter(pl.col(DATE) >= since.start)
        return events if until is None else events.filter(pl.col(DATE) < until.stop)

    def with_attribute(
        self, variable: str, attribute: str, entities: Sequence[Entity]
    ) -> EventList:
        """Add the column ``variable.attribute``: the attribute of each row's entity, null if it has none.

        So that actors can be grouped: ``with_attribute("person", "party", project.entities())``.
        """
        self.column(variable)
        kind = self.statement_type.variable(variable).entities
        values = {
            e.name: value for e in entities if e.kind == kind and (value := e.attribute(attribute))
        }
        column = pl.col(variable).replace_strict(values, default=None, return_dtype=pl.String)
        return replace(self, frame=self.frame.with_columns(column.alias(f"{variable}.{attribute}")))

    def with_first(self, name: str, variables: Sequence[str]) -> EventList:
        """Add the column ``name``: the first of these variables that has a value.

        So that whoever speaks is one column: ``with_first("speaker", ("organization", "person"))``.
        """
        for variable in variables:
            self.column(variable)
        return replace(self, frame=self.frame.with_columns(pl.coalesce(variables).alias(name)))

    @property
    def unreviewed(self) -> int:
        """How many rows no person has reviewed."""
        return int((~self.frame[REVIEWED]).sum())
