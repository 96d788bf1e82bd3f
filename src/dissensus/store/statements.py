"""What was coded? ``add``, ``edit``, ``get``, ``load``, ``seen``; values by name outside, by identity inside"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from dissensus.errors import NotFound, SpanError
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment
from dissensus.model.span import Span
from dissensus.model.statement import Statement, Voice, VoiceKind
from dissensus.model.value import Value
from dissensus.store import entities, schema
from dissensus.store.entities import Names
from dissensus.store.history import Act, Row

__all__ = [
    "Seen",
    "add",
    "by_identity",
    "edit",
    "flagged",
    "get",
    "load",
    "load_values",
    "noted",
    "of_document",
    "rows_on",
    "seen",
    "voices_from",
    "voices_json",
    "voices_of",
]


class Seen(NamedTuple):
    """A statement as it is stored, without its words; a million of these are read quickly."""

    id: str
    type_id: str
    document_id: str
    version: int
    text_hash: str
    start: int
    stop: int
    values: str
    coder: str
    created: str
    note: str
    flag: str
    reviewed: int
    score: float | None
    trashed: int


def add(
    act: Act, statements: Sequence[Statement], codebook: Codebook, *, names: Names | None = None
) -> None:
    """Store statements; entities they name for the first time join the codebook.

    ``coder`` of a statement is a coder's identity; who has the index of names at hand gives it, too.
    Cost: O(statements).
    """
    names = names or Names.of(codebook.entities)
    rows = []
    fresh: dict[tuple[str, str], Entity] = {}
    for s in statements:
        statement_type = codebook.statement_type(s.statement_type)
        if len(s.quotation) != len(s.span):
            raise SpanError(
                f"Span {s.span} does not have the length of its quotation {s.quotation!r}."
            )
        values = by_identity(statement_type, s.values, names, fresh)
        rows.append(
            {
                "id": s.id,
                "statement_type_id": statement_type.id,
                "document_id": s.document_id,
                "version": s.version,
                "start": s.span.start,
                "stop": s.span.stop,
                "quotation": s.quotation,
                "values": json.dumps(values, ensure_ascii=False),
                "voices": voices_json(s.voices),
                "coder_id": s.coder,
                "created": s.created.isoformat(),
                "suggestion_id": s.suggestion_id,
                "reviewed": int(s.reviewed),
                "score": s.score,
                "flag": s.flag,
                "note": s.note,
            }
        )
    entities.add(act, fresh.values(), position=len(codebook.entities))
    act.insert("statement", rows)


def edit(
    act: Act,
    statement_id: str,
    values: Mapping[str, Value],
    codebook: Codebook,
    *,
    note: str | None = None,
) -> int:
    """Give a statement new values (None takes one away); returns 0 if nothing was different."""
    statement = get(act.connection, statement_id, codebook)
    statement_type = codebook.statement_type(statement.statement_type)
    fresh: dict[tuple[str, str], Entity] = {}
    names = Names.of(codebook.entities)
    merged = {**statement.values, **values}
    row: Row = {
        "values": json.dumps(by_identity(statement_type, merged, names, fresh), ensure_ascii=False)
    }
    if note is not None:
        row["note"] = note
    entities.add(act, fresh.values(), position=len(codebook.entities))
    return act.update("statement", {statement_id: row})


def flagged(connection: Connection) -> list[str]:
    """Return the statements whose words changed in a new version of their text."""
    s = schema.statement.c
    query = select(s.id).where(s.flag != "", s.trashed == 0)
    return [row.id for row in connection.execute(query)]


def noted(connection: Connection) -> list[str]:
    """Return the notes on statements that are not in the trash."""
    s = schema.statement.c
    query = select(s.note).where(s.note != "", s.trashed == 0).order_by(s.id)
    return [row.note for row in connection.execute(query)]


def get(connection: Connection, statement_id: str, codebook: Codebook) -> Statement:
    """Return the statement of that identity (or of which it is the beginning)."""
    found = load(connection, codebook, ids=[statement_id])
    if not found:
        s = schema.statement.c
        query = select(s.id).where(s.id.startswith(statement_id, autoescape=True)).limit(2)
        ids = [row.id for row in connection.execute(query)] if len(statement_id) >= 6 else []
        if len(ids) > 1:
            raise NotFound(
                f"More than one statement begins with {statement_id!r}.",
                remedy="Give more of its identity.",
            )
        found = load(connection, codebook, ids=ids)
    if not found:
        raise NotFound(
            f"There is no statement {statement_id!r}.",
            remedy="Give at least 6 characters of its identity.",
        )
    return found[0]


def of_document(connection: Connection, document_id: str, codebook: Codebook) -> list[Statement]:
    """Return the statements of one document in reading order."""
    s = schema.statement.c
    return _load(connection, codebook, (s.document_id == document_id) & (s.trashed == 0))


def rows_on(connection: Connection, document_ids: Sequence[str]) -> list[Row]:
    """Return the rows of the statements on these documents, by identity, as they are stored."""
    s = schema.statement
    found: list[Row] = []
    for start in range(0, len(document_ids), 500):
        part = document_ids[start : start + 500]
        query = select(s).where(s.c.document_id.in_(part), s.c.trashed == 0).order_by(s.c.id)
        found += [dict(row) for row in connection.execute(query).mappings()]
    return found


def seen(connection: Connection, *, document_id: str = "", ids: Sequence[str] = ()) -> list[Seen]:
    """Return the statements of a document in reading order, or those of these identities, trashed or not."""
    if document_id:
        s = schema.statement.c
        return _seen(connection, (s.document_id == document_id) & (s.trashed == 0))
    found: list[Seen] = []
    for start in range(0, len(ids), 500):
        found += _seen(connection, schema.statement.c.id.in_(ids[start : start + 500]))
    return found


def load(
    connection: Connection, codebook: Codebook, *, ids: Sequence[str] | None = None
) -> list[Statement]:
    """Return statements by identity, or all that are not in the trash, in reading order."""
    s = schema.statement.c
    if ids is None:
        d = schema.document.c
        live = select(d.id).where(d.trashed == 0)
        return _load(connection, codebook, (s.trashed == 0) & s.document_id.in_(live))
    found: list[Statement] = []
    for start in range(0, len(ids), 500):
        found += _load(connection, codebook, s.id.in_(ids[start : start + 500]))
    return found


def _load(connection: Connection, codebook: Codebook, where: Any) -> list[Statement]:
    types = {t.id: t for t in codebook.statement_types}
    names = {e.id: e.name for e in codebook.entities}
    s = schema.statement
    query = (
        select(s, schema.coder.c.name.label("coder"))
        .join(schema.coder, schema.coder.c.id == s.c.coder_id)
        .where(where)
        .order_by(s.c.document_id, s.c.start, s.c.stop, s.c.id)
    )
    return [
        Statement(
            id=row["id"],
            document_id=row["document_id"],
            version=row["version"],
            span=Span(row["start"], row["stop"]),
            quotation=row["quotation"],
            statement_type=types[row["statement_type_id"]].name,
            values=load_values(row["values"], types[row["statement_type_id"]], names),
            coder=row["coder"],
            created=datetime.fromisoformat(row["created"]),
            voices=voices_from(row["voices"]),
            suggestion_id=row["suggestion_id"],
            reviewed=bool(row["reviewed"]),
            score=row["score"],
            flag=row["flag"],
            note=row["note"],
        )
        for row in connection.execute(query).mappings()
        if row["statement_type_id"] in types
    ]


def _seen(connection: Connection, where: ColumnElement[bool]) -> list[Seen]:
    s, v, c = schema.statement.c, schema.version.c, schema.coder.c
    query = (
        select(
            s.id,
            s.statement_type_id,
            s.document_id,
            s.version,
            v.text_hash,
            s.start,
            s.stop,
            s["values"],
            c.name,
            s.created,
            s.note,
            s.flag,
            s.reviewed,
            s.score,
            s.trashed,
        )
        .join(schema.version, (v.document_id == s.document_id) & (v.number == s.version))
        .join(schema.coder, c.id == s.coder_id)
        .where(where)
        .order_by(s.start, s.stop, s.id)
    )
    return list(map(Seen._make, connection.execute(query)))


def voices_of(connection: Connection) -> dict[str, tuple[Voice, ...]]:
    """Return the voice chains of all statements and suggestions that have one, by identity."""
    found = {}
    for table in (schema.statement, schema.suggestion):
        query = select(table.c.id, table.c.voices).where(table.c.voices.not_in(("", "[]")))
        found.update({row.id: voices_from(row.voices) for row in connection.execute(query)})
    return found


def load_values(
    text: str, statement_type: StatementType, names: Mapping[str, str]
) -> dict[str, Value]:
    """Read values as they are stored; an entity's identity becomes its name."""
    raw = json.loads(text)
    values: dict[str, Value] = {}
    for variable in statement_type.variables:
        value = raw.get(variable.name)
        if value is None:
            continue
        if variable.data_type is DataType.ENTITY:
            values[variable.name] = names.get(value, value)
        elif variable.data_type is DataType.DATE:
            values[variable.name] = Moment.parse(value)
        else:
            values[variable.name] = value
    return values


def by_identity(
    statement_type: StatementType,
    values: Mapping[str, Value],
    names: Names,
    fresh: dict[tuple[str, str], Entity],
) -> dict[str, object]:
    """Return values as they are stored: entities by identity; those not known yet are put into ``fresh``."""
    stored: dict[str, object] = {}
    for name, value in statement_type.checked(values).items():
        variable = statement_type.variable(name)
        if variable.data_type is DataType.ENTITY:
            stored[name] = _identity(variable.entities, str(value), names, fresh)
        else:
            stored[name] = str(value) if isinstance(value, Moment) else value
    return stored


def voices_json(voices: Iterable[Voice]) -> str:
    """Write a voice chain as it is stored."""
    return json.dumps([[v.name, v.kind.value] for v in voices], ensure_ascii=False)


def voices_from(text: str) -> tuple[Voice, ...]:
    """Read a voice chain as it is stored."""
    return tuple(Voice(name, VoiceKind(kind)) for name, kind in json.loads(text or "[]"))


def _identity(kind: str, name: str, names: Names, fresh: dict[tuple[str, str], Entity]) -> str:
    known = names.find(kind, name)
    if known is not None:
        return known
    return fresh.setdefault((kind, name), Entity(kind=kind, name=name)).id
