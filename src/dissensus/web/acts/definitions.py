"""Acts on what may be coded: ``HeadEdit``, ``TypeAdd``, ``TypeEdit``, ``VariableAdd``, ``VariableEdit``, ``Drop``, ``CodebookImport``"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from dissensus.care import defining
from dissensus.care.draft import Draft
from dissensus.errors import Conflict
from dissensus.exchange.codebook import parse_codebook
from dissensus.model.codebook import DataType, StatementType, Variable
from dissensus.model.coder import Permission
from dissensus.store import changed, codebooks, history
from dissensus.web.acts.codebook import carry, expect
from dissensus.web.acts.command import Command, Done, opened
from dissensus.web.wire.base import FIRST, Book, Id, Line, Seq, Wire, Words
from dissensus.web.workbench import CODEBOOK, Workbench

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "CodebookImport",
    "Drop",
    "HeadEdit",
    "TypeAdd",
    "TypeEdit",
    "VariableAdd",
    "VariableEdit",
    "bring_in",
    "perform",
]


class Head(Wire):
    """Fields of the codebook itself; those left out are not meant."""

    title: Line = ""
    language: Line = ""
    instructions: Words = ""


class HeadEdit(Command):
    """Change title, language or instructions of the codebook."""

    kind: Literal["codebook-edit"]
    was: Head
    now: Head


class NewVariable(Wire):
    """A variable under an identity the browser gives it."""

    id: Id
    name: Line
    data_type: DataType
    entities: Line = ""
    values: Annotated[tuple[int | float | Line, ...], FIRST, Field(max_length=1_000)] = ()
    definition: Words = ""


class TypeFields(Wire):
    """Fields of a statement type; those left out are not meant."""

    name: Line = ""
    color: Line = ""
    definition: Words = ""


class TypeAdd(Command):
    """Add a statement type with its variables."""

    kind: Literal["type-add"]
    type: Id
    name: Line
    color: Line = ""
    definition: Words = ""
    variables: Annotated[tuple[NewVariable, ...], FIRST, Field(min_length=1, max_length=100)]


class TypeEdit(Command):
    """Change fields of a statement type."""

    kind: Literal["type-edit"]
    type: Id
    was: TypeFields
    now: TypeFields


class VariableAdd(Command):
    """Add a variable to a statement type."""

    kind: Literal["variable-add"]
    type: Id
    variable: NewVariable


class VariableFields(Wire):
    """Fields of a variable; those left out are not meant."""

    name: Line = ""
    definition: Words = ""
    values: Annotated[tuple[int | float | Line, ...], FIRST, Field(max_length=1_000)] = ()


class VariableEdit(Command):
    """Change fields of a variable; its type of data stays what it is."""

    kind: Literal["variable-edit"]
    variable: Id
    was: VariableFields
    now: VariableFields


class Drop(Command):
    """Put a statement type or a variable that nothing uses in the trash."""

    kind: Literal["codebook-drop"]
    table: Literal["statement_type", "variable"]
    row: Id


class CodebookImport(Command):
    """Make the codebook say what a file says, as it was previewed after act ``seen``."""

    kind: Literal["codebook-import"]
    text: Book
    seen: Seq


def perform(command: Command, desk: Workbench) -> Done:
    """Draft an act in its own transaction and carry it out."""
    return carry(command, desk, lambda connection: _DRAFTS[type(command)](command, connection))


def bring_in(command: CodebookImport, desk: Workbench) -> Done:
    """Take over a codebook file, unless the codebook was changed since the preview."""
    codebook = parse_codebook(command.text)
    what = codebook.title or "codebook"
    with opened(desk, command, "codebook", what, Permission.EDIT_CODEBOOK) as act:
        if changed.since(act.connection, command.seen, CODEBOOK):
            raise Conflict(
                "The codebook has been changed since the preview was made.",
                remedy="Look at the preview again; nothing was changed.",
                theirs={"last": history.last(act.connection)},
            )
        codebooks.save(act, codebook)
    return Done(id=command.id, last=desk.last(), summary=what)


def _head(command: HeadEdit, connection: Connection) -> Draft:
    now = expect(command, codebooks.head(connection))
    return defining.edit_head(connection, now)


def _type_add(command: TypeAdd, connection: Connection) -> Draft:
    new = StatementType(
        id=command.type,
        name=command.name,
        color=command.color,
        definition=command.definition,
        variables=tuple(_variable(v) for v in command.variables),
    )
    return defining.add_type(connection, new)


def _type_edit(command: TypeEdit, connection: Connection) -> Draft:
    row = Draft(connection, "").row("statement_type", command.type)
    now = expect(command, row)
    return defining.edit_type(connection, command.type, now)


def _variable_add(command: VariableAdd, connection: Connection) -> Draft:
    return defining.add_variable(connection, command.type, _variable(command.variable))


def _variable_edit(command: VariableEdit, connection: Connection) -> Draft:
    row = Draft(connection, "").row("variable", command.variable)
    now = expect(command, {**row, "values": json.loads(row["allowed"])})
    return defining.edit_variable(connection, command.variable, now)


def _drop(command: Drop, connection: Connection) -> Draft:
    return defining.drop(connection, command.table, command.row)


_DRAFTS: Final[dict[type[Command], Callable[[Any, Connection], Draft]]] = {
    HeadEdit: _head,
    TypeAdd: _type_add,
    TypeEdit: _type_edit,
    VariableAdd: _variable_add,
    VariableEdit: _variable_edit,
    Drop: _drop,
}


def _variable(new: NewVariable) -> Variable:
    return Variable(
        id=new.id,
        name=new.name,
        data_type=new.data_type,
        entities=new.entities,
        values=new.values,
        definition=new.definition,
    )
