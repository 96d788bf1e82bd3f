"""What may be coded in this project? ``save``, ``load``, ``head``, ``used``"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, select

from dissensus.errors import Conflict
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.model.identity import new_id
from dissensus.store import entities, schema
from dissensus.store.history import Act, Row

__all__ = ["head", "load", "save", "used"]

_HEAD: Final = ("title", "language", "instructions")


def load(connection: Connection) -> Codebook:
    """Read the codebook as it is now."""
    head = connection.execute(select(schema.codebook)).mappings().first()
    variables: dict[str, list[Variable]] = {}
    v = schema.variable
    for row in connection.execute(select(v).where(v.c.trashed == 0).order_by(v.c.position, v.c.id)):
        variables.setdefault(row.statement_type_id, []).append(
            Variable(
                id=row.id,
                name=row.name,
                data_type=DataType(row.data_type),
                entities=row.entities,
                values=tuple(json.loads(row.allowed)),
                definition=row.definition,
            )
        )
    t = schema.statement_type
    types = tuple(
        StatementType(
            id=row.id,
            name=row.name,
            color=row.color,
            definition=row.definition,
            variables=tuple(variables.get(row.id, ())),
        )
        for row in connection.execute(
            select(t).where(t.c.trashed == 0).order_by(t.c.position, t.c.id)
        )
    )
    return Codebook(
        title=head["title"] if head else "",
        language=head["language"] if head else "",
        instructions=head["instructions"] if head else "",
        statement_types=types,
        entities=entities.load(connection),
    )


def head(connection: Connection) -> Row:
    """Return title, language and instructions as they are stored."""
    return dict(connection.execute(select(schema.codebook)).mappings().one())


def save(act: Act, codebook: Codebook) -> None:
    """Make the project's codebook say what ``codebook`` says.

    Types, variables and entities are matched by name and keep their identity; what the new codebook
    lacks goes to the trash, unless statements still use it, which is an error. A variable keeps its
    data type once statements exist.
    """
    _save_head(act, codebook)
    now = {t.name: t for t in load(act.connection).statement_types}
    for position, statement_type in enumerate(codebook.statement_types):
        _save_type(act, statement_type, now.pop(statement_type.name, None), position)
    for left in now.values():
        if used(act.connection, left):
            raise Conflict(
                f"The statement type {left.name!r} has statements and can't be dropped.",
                remedy="Keep it in the codebook, or put its statements in the trash first.",
            )
        act.update("statement_type", {left.id: {"trashed": 1}})
    entities.save(act, codebook.entities)


def _save_head(act: Act, codebook: Codebook) -> None:
    row: Row = {name: getattr(codebook, name) for name in _HEAD}
    head = act.connection.execute(select(schema.codebook.c.id)).first()
    if head is None:
        act.insert("codebook", [{"id": new_id(), **row}])
    else:
        act.update("codebook", {head.id: row})


def _save_type(act: Act, new: StatementType, old: StatementType | None, position: int) -> None:
    row: Row = {
        "name": new.name,
        "color": new.color,
        "definition": new.definition,
        "position": position,
    }
    if old is None:
        act.insert("statement_type", [{"id": new.id, **row}])
        old = replace(new, variables=())
    else:
        act.update("statement_type", {old.id: row})
    known = {v.name: v for v in old.variables}
    for place, variable in enumerate(new.variables):
        row = {
            "name": variable.name,
            "data_type": variable.data_type.value,
            "entities": variable.entities,
            "allowed": json.dumps(list(variable.values)),
            "definition": variable.definition,
            "position": place,
        }
        before = known.pop(variable.name, None)
        if before is None:
            act.insert("variable", [{"id": variable.id, "statement_type_id": old.id, **row}])
            continue
        same = (before.data_type, before.entities) == (variable.data_type, variable.entities)
        if not same and used(act.connection, old):
            raise Conflict(
                f"The variable {variable.name!r} of {new.name!r} has values and can't change from "
                f"{before.data_type} {before.entities} to {variable.data_type} {variable.entities}.",
                remedy="Give the new variable another name.",
            )
        act.update("variable", {before.id: row})
    for left in known.values():
        if used(act.connection, old):
            raise Conflict(
                f"The variable {left.name!r} of {new.name!r} has values and can't be dropped.",
                remedy="Keep it in the codebook.",
            )
        act.update("variable", {left.id: {"trashed": 1}})


def used(connection: Connection, statement_type: StatementType) -> bool:
    """Say whether a statement that is not in the trash has this type."""
    s = schema.statement.c
    query = select(s.id).where(s.statement_type_id == statement_type.id, s.trashed == 0).limit(1)
    return connection.execute(query).first() is not None
