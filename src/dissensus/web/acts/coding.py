"""Acts on statements: ``Code``, ``Edit``"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from dissensus import coding
from dissensus.errors import CodebookError, Conflict, NotFound
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.coder import Permission
from dissensus.model.entity import Entity
from dissensus.model.statement import Statement
from dissensus.model.value import Value
from dissensus.store import entities, history, statements, versions
from dissensus.store.entities import Names
from dissensus.store.history import Act
from dissensus.store.statements import Seen
from dissensus.web.acts.command import Command, Done, Fresh, agreed, opened, own, short
from dissensus.web.statements import stood
from dissensus.web.wire.base import FEW, FIRST, Id, Line, Offset, Scalar, Wire, Words
from dissensus.web.workbench import Workbench

__all__ = [
    "AllFresh",
    "Code",
    "Edit",
    "Fields",
    "Values",
    "brought",
    "code",
    "edit",
    "expect_new",
    "named",
]

Values = Annotated[dict[Line, Scalar], Field(max_length=200), FEW]
AllFresh = Annotated[tuple[Fresh, ...], FIRST, Field(max_length=200)]


class Code(Command):
    """Code a span; ``statement`` is the identity the browser gives the new statement."""

    kind: Literal["code"]
    statement: Id
    document: Id
    version: Annotated[int, Field(ge=1, le=2**31)]
    start: Offset
    stop: Offset
    type: Line
    values: Values
    fresh: AllFresh = ()
    note: Words = ""


class Fields(Wire):
    """Fields of a statement; those left out are not meant. With other words, ``start`` and ``stop`` go together."""

    values: Values = Field(default_factory=dict)
    note: Words = ""
    type: Line = ""
    version: Annotated[int, Field(ge=1, le=2**31)] = 1
    start: Offset = 0
    stop: Offset = 0
    reviewed: bool = True


class Edit(Command):
    """Change fields of a statement from what the browser saw (``was``) to what they shall be."""

    kind: Literal["edit"]
    statement: Id
    was: Fields
    now: Fields
    fresh: AllFresh = ()


def code(command: Code, desk: Workbench) -> Done:
    """Store a new statement on the words it names."""
    with opened(desk, command, "code", command.type, Permission.CODE) as act:
        codebook = desk.codebook()
        kind = codebook.statement_type(command.type)
        row = history.rows_by_id(act.connection, "document", [command.document])
        if not row or row[command.document]["trashed"]:
            raise Conflict(
                "This text is no longer there.",
                remedy="Take it out of the trash, or redo its import.",
            )
        expect_new(act, command.statement)
        texts = versions.numbers(act.connection, command.document)
        place = _placed(desk, texts, command.version, command.start, command.stop)
        values, known = named(kind, command.values, command.fresh, desk.names())
        names = brought(act, desk, codebook, command.fresh, command.values, known)
        act.summarize(f"{kind.name}: {short(place.quotation)}")
        statement = Statement(
            id=command.statement,
            document_id=command.document,
            version=place.version,
            span=place.span,
            quotation=place.quotation,
            statement_type=kind.name,
            values=values,
            coder=act.coder_id,
            created=datetime.now(UTC),
            flag=place.flag,
            note=command.note,
        )
        statements.add(act, [statement], codebook, names=names)
    return Done(id=command.id, last=act.seq, summary=act.summary, known=known)


def edit(command: Edit, desk: Workbench) -> Done:
    """Change a statement; ``Conflict`` if a field to be changed is no longer what the browser saw."""
    with opened(desk, command, "edit", "", Permission.CODE) as act:
        row = _found(act, desk, command.statement)
        theirs = stood(desk, [row])[0]
        was, now = command.was.told(), command.now.told()
        agreed(was, now, theirs)
        change: dict[str, object] = {}
        known: dict[str, str] = {}
        if "type" in now or "values" in now:
            change, known = _revalued(act, desk, command, row, theirs)
        if "note" in now:
            change["note"] = now["note"]
        if "reviewed" in now:
            change["reviewed"] = int(now["reviewed"])
        if {"start", "stop", "version"} & set(now):
            change |= _moved(act, desk, row, {**theirs, **now})
        if change.keys() - {"note"}:
            change.setdefault("reviewed", 1)  # a person looked at it
        stored = history.rows_by_id(act.connection, "statement", [row.id])[row.id]
        act.summarize(short(str(change.get("quotation", stored["quotation"]))))
        act.update("statement", {row.id: change})
    return Done(id=command.id, last=act.seq or desk.last(), summary=act.summary, known=known)


def named(
    kind: StatementType, values: Mapping[str, Scalar], fresh: Sequence[Fresh], names: Names
) -> tuple[dict[str, Value], dict[str, str]]:
    """Turn identities of entities into names; also tell which fresh entities were known by name."""
    new = {entity.id: entity for entity in fresh}
    result: dict[str, Value] = {}
    known: dict[str, str] = {}
    first: dict[tuple[str, str], str] = {}
    for name, value in values.items():
        variable = kind.variable(name)
        if variable.data_type is not DataType.ENTITY or value is None:
            result[name] = value
            continue
        identity = str(value)
        if identity in names.by_id:
            result[name] = names.by_id[identity]
            if names.find(variable.entities, names.by_id[identity]) != identity:
                raise CodebookError(
                    f"{names.by_id[identity]!r} can't be the {name} of a {kind.name}.",
                    remedy=f"Choose from the list {variable.entities!r}.",
                )
        elif identity in new:
            called = _name_of(new[identity], variable.entities)
            result[name] = called
            other = names.find(variable.entities, called)
            other = other or first.setdefault((variable.entities, called), identity)
            if other != identity:
                known[identity] = other
        else:
            raise NotFound(
                f"The {name} of this statement is no longer in the codebook.",
                remedy="It was merged or removed; choose another.",
            )
    return result, known


def expect_new(act: Act, statement_id: str) -> None:
    """See to it that no statement has this identity."""
    if history.rows_by_id(act.connection, "statement", [statement_id]):
        raise Conflict("There is a statement of this identity already.", remedy="Code it anew.")


def _found(act: Act, desk: Workbench, statement_id: str) -> Seen:
    """Return a statement that this coder may change."""
    rows = statements.seen(act.connection, ids=[statement_id])
    if not rows:
        raise NotFound("There is no such statement any more.", remedy="It was undone.")
    (row,) = rows
    if row.trashed:
        raise Conflict("The statement lies in the trash.", remedy="Take it out first.")
    if not stood(desk, rows):
        raise Conflict("The type of this statement is no longer in the codebook.")
    own(desk, row.coder)
    return row


def _name_of(entity: Fresh, kind: str) -> str:
    name = entity.name.strip()
    if not name or entity.kind != kind:
        raise CodebookError(
            f"{entity.name!r} can't be a new {kind}.", remedy=f"Give a name, and the list {kind!r}."
        )
    return name


def brought(
    act: Act,
    desk: Workbench,
    codebook: Codebook,
    fresh: Sequence[Fresh],
    values: Mapping[str, Scalar],
    known: Mapping[str, str],
) -> Names:
    """Add the entities that are new and used, under the browser's identities; returns all names."""
    names = desk.names()
    used = set(values.values())
    new = [
        Entity(id=entity.id, kind=entity.kind, name=entity.name.strip())
        for entity in {e.id: e for e in fresh}.values()
        if entity.id in used and entity.id not in known and entity.id not in names.by_id
    ]
    if not new:
        return names
    entities.add(act, new, position=len(codebook.entities))
    return Names.of((*codebook.entities, *new))


def _placed(
    desk: Workbench, texts: Mapping[int, str], version: int, start: int, stop: int
) -> coding.Place:
    if version not in texts:
        raise NotFound(f"The text has no version {version}.", remedy="Reload it.")
    span = desk.text(texts[version]).offsets.span_from_utf16(start, stop)
    return coding.place(texts, version, span, lambda hash_: desk.text(hash_).body)


def _revalued(
    act: Act, desk: Workbench, command: Edit, row: Seen, theirs: Mapping[str, Any]
) -> tuple[dict[str, object], dict[str, str]]:
    codebook = desk.codebook()
    now = command.now.told()
    old = codebook.statement_type(theirs["type"])
    kind = codebook.statement_type(now.get("type", old.name))
    given: dict[str, Scalar] = now.get("values", {})
    values, known = named(kind, given, command.fresh, desk.names())
    names = brought(act, desk, codebook, command.fresh, given, known)
    kept = json.loads(row.values)
    if kind.name != old.name:
        kept = coding.kept_values(kept, old, kind)
    merged = {k: v for k, v in kept.items() if k not in values}
    merged |= statements.by_identity(kind, values, names, {})
    ordered = {v.name: merged[v.name] for v in kind.variables if v.name in merged}
    change: dict[str, object] = {"values": json.dumps(ordered, ensure_ascii=False)}
    if kind.name != old.name:
        change["statement_type_id"] = kind.id
    return change, known


def _moved(act: Act, desk: Workbench, row: Seen, now: Mapping[str, Any]) -> dict[str, object]:
    texts = versions.numbers(act.connection, row.document_id)
    place = _placed(desk, texts, now["version"], now["start"], now["stop"])
    return {
        "version": place.version,
        "start": place.span.start,
        "stop": place.span.stop,
        "quotation": place.quotation,
        "flag": place.flag,
    }
