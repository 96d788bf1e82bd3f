"""Acts on statements: ``Code``"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field

from dissensus.errors import NotFound
from dissensus.model.codebook import DataType, StatementType
from dissensus.model.coder import Permission
from dissensus.model.statement import Statement
from dissensus.model.value import Value
from dissensus.store import documents, statements
from dissensus.store.entities import Names
from dissensus.web.acts.command import Command, Done, Fresh, opened
from dissensus.web.wire.base import Id, Line, Scalar, Words
from dissensus.web.workbench import Workbench

__all__ = ["Code", "code", "named"]


class Code(Command):
    """Code a span; ``statement`` is the identity the browser gives the new statement."""

    kind: Literal["code"]
    statement: Id
    document: Id
    version: Annotated[int, Field(ge=1)]
    start: Annotated[int, Field(ge=0)]
    stop: Annotated[int, Field(ge=1)]
    type: Line
    values: dict[Line, Scalar]
    fresh: tuple[Fresh, ...] = ()
    note: Words = ""


def code(command: Code, desk: Workbench) -> Done:
    """Store a new statement on the words it names."""
    with opened(desk, command, "code", command.type, Permission.CODE) as act:
        codebook = desk.codebook()
        kind = codebook.statement_type(command.type)
        read = documents.get(act.connection, command.document, version=command.version)
        text = desk.text_of(read)
        span = text.offsets.span_from_utf16(command.start, command.stop)
        values, known = named(kind, command.values, command.fresh, desk.names())
        statements.add(
            act,
            [
                Statement(
                    id=command.statement,
                    document_id=read.id,
                    version=command.version,
                    span=span,
                    quotation=span.of(text.body),
                    statement_type=kind.name,
                    values=values,
                    coder=act.coder_id,
                    created=datetime.now(UTC),
                    note=command.note,
                )
            ],
            codebook,
        )
    return Done(id=command.id, last=desk.last(), summary=command.type, known=known)


def named(
    kind: StatementType, values: dict[str, Scalar], fresh: Sequence[Fresh], names: Names
) -> tuple[dict[str, Value], dict[str, str]]:
    """Turn identities of entities into names; also tell which fresh entities were known by name."""
    new = {entity.id: entity for entity in fresh}
    found: dict[str, Value] = {}
    known: dict[str, str] = {}
    for name, value in values.items():
        variable = kind.variable(name)
        if variable.data_type is not DataType.ENTITY or value is None:
            found[name] = value
            continue
        identity = str(value)
        if identity in new:
            found[name] = new[identity].name
            other = names.find(variable.entities, new[identity].name)
            if other is not None and other != identity:
                known[identity] = other
        elif identity in names.by_id:
            found[name] = names.by_id[identity]
        else:
            raise NotFound(
                f"The {name} of this statement is no longer in the codebook.",
                remedy="It was merged or removed; choose another.",
            )
    return found, known
