"""How do chosen statements get other values? ``recode``, ``matching``"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from dissensus.care.draft import Draft
from dissensus.errors import CodebookError, NotFound
from dissensus.events import DOCUMENT, STATEMENT, EventList
from dissensus.model.codebook import DataType, StatementType, Variable
from dissensus.model.moment import Moment
from dissensus.model.value import Value
from dissensus.store import entities, history

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["matching", "recode"]


def recode(
    connection: Connection,
    statement_type: StatementType,
    variable: str,
    changes: Sequence[tuple[Value, Value]],
    statements: Collection[str],
) -> Draft:
    """Draft that a variable of these statements gets another value wherever it has one of those given.

    Values of an entity variable are identities; None is no value. All changes happen at once, so that
    two values can be exchanged. Cost: O(statements).
    """
    slot = statement_type.variable(variable)
    draft = Draft(connection, "recode", f"{statement_type.name}: {variable}")
    kind = slot.entities if slot.data_type is DataType.ENTITY else ""
    live = entities.live_rows(connection, kind) if kind else {}
    turned: dict[str, Value] = {}
    for old, new in changes:
        key = _key(_stored(slot, old, live, known=False))
        if key in turned:
            raise CodebookError(
                f"{old!r} is recoded twice.", remedy="Name each value once on the left."
            )
        turned[key] = _stored(slot, new, live, known=True)
    if not turned:
        raise CodebookError("There is nothing to recode.", remedy="Name a value and its new one.")
    found = history.rows_by_id(connection, "statement", sorted(statements))
    draft.know("statement", found.values())
    for row in found.values():
        if row["trashed"] or row["statement_type_id"] != statement_type.id:
            continue
        values = json.loads(row["values"])
        key = _key(values.get(variable))
        if key not in turned or _key(turned[key]) == key:
            continue
        new = turned[key]
        if new is None:
            values.pop(variable, None)
        else:
            values[variable] = new
        draft.put("statement", row["id"], values)
    return draft


def matching(
    events: EventList,
    where: Mapping[str, Collection[Value]],
    *,
    documents: Collection[str] = (),
) -> list[str]:
    """Return the statements whose variables have one of these values each (entities by name; None: no value).

    Cost: O(statements).
    """
    chosen = events
    for name, values in where.items():
        column = chosen.column(name)
        some = [str(v) if isinstance(v, Moment) else v for v in values if v is not None]
        wanted = pl.Series(some).cast(column.dtype) if some else pl.Series([], dtype=column.dtype)
        test = pl.col(name).is_in(wanted.implode())
        if None in values:
            test = test | pl.col(name).is_null()
        chosen = chosen.filter(test.fill_null(value=False))
    if documents:
        chosen = chosen.filter(pl.col(DOCUMENT).is_in(list(documents)))
    return list(chosen.frame[STATEMENT])


def _key(value: object) -> str:
    """Tell values apart as JSON does: True is not 1."""
    return json.dumps(value, ensure_ascii=False)


def _stored(slot: Variable, value: Value, live: Mapping[str, object], *, known: bool) -> Value:
    """Return a value as it is stored; a new one (``known``) must be one the variable takes."""
    if slot.data_type is DataType.ENTITY:
        if value is not None and known and str(value) not in live:
            raise NotFound(
                f"What {slot.name} is to become is not in the codebook.",
                remedy="It was merged or removed since; choose another.",
            )
        return value
    typed = (slot if known else replace(slot, values=())).checked(value)
    return str(typed) if isinstance(typed, Moment) else typed
