"""Acts on entities and the values of statements: ``EntityAdd``, ``EntityEdit``, ``EntityMerge``, ``EntitySplit``, ``Recode``

Each is drafted from the rows as they are (``drafted``); the preview shows the draft, the act carries it
out (``perform``). ``seen`` is the act as of which a preview was made: what would change must be as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from dissensus.care import editing, merging, recoding, splitting
from dissensus.care.draft import Draft, carry_out
from dissensus.errors import CodebookError
from dissensus.model.codebook import DataType, Variable
from dissensus.model.coder import Permission
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.model.value import Value
from dissensus.store.history import Row
from dissensus.web.acts.command import Command, Done, Fresh, agreed, opened
from dissensus.web.wire.base import FEW, FIRST, Id, Line, Scalar, Seq, Wire, Words
from dissensus.web.wire.codebook import AttributeOut
from dissensus.web.workbench import Workbench

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "EntityAdd",
    "EntityEdit",
    "EntityMerge",
    "EntitySplit",
    "Previewed",
    "Recode",
    "carry",
    "drafted",
    "expect",
    "perform",
]

_MANY: Final = 250_000  # identities, as many as a request can hold
_Scalars = Annotated[tuple[Scalar, ...], FIRST, Field(max_length=1_000)]


class Fields(Wire):
    """Fields of an entity; those left out are not meant."""

    name: Line = ""
    aliases: Annotated[tuple[Line, ...], FIRST, Field(max_length=1_000)] = ()
    attributes: Annotated[tuple[AttributeOut, ...], FIRST, Field(max_length=1_000)] = ()
    definition: Words = ""
    parent: Id | None = None
    color: Line = ""


class Previewed(Command):
    """An act that a preview was made of, as of act ``seen``."""

    seen: Seq | None = None


class EntityAdd(Previewed):
    """Add an entity under an identity the browser gives it."""

    kind: Literal["entity-add"]
    entity: Fresh
    fields: Fields = Fields()


class EntityEdit(Previewed):
    """Change fields of an entity; with another name the old one stays as an alias, unless not wanted."""

    kind: Literal["entity-edit"]
    entity: Id
    was: Fields
    now: Fields
    keep_name: bool = True


class EntityMerge(Previewed):
    """Make ``others`` one with ``into``; ``decided`` says whose value of an attribute is kept, or "both"."""

    kind: Literal["entity-merge"]
    into: Id
    others: Annotated[tuple[Id, ...], FIRST, Field(min_length=1, max_length=1_000)]
    decided: Annotated[dict[Line, Line], FEW] = Field(default_factory=dict)


class EntitySplit(Previewed):
    """Let statements of an entity, and aliases, go to another: a fresh one or one that is there."""

    kind: Literal["entity-split"]
    entity: Id
    to: Id
    fresh: Annotated[tuple[Fresh, ...], FIRST, Field(max_length=1)] = ()
    statements: Annotated[tuple[Id, ...], FIRST, Field(max_length=_MANY)]
    aliases: Annotated[tuple[Line, ...], FIRST, Field(max_length=1_000)] = ()


class Turn(Wire):
    """A value and what it becomes; None is no value."""

    old: Scalar
    new: Scalar


class Recode(Previewed):
    """Give a variable other values: in these statements, or in all whose variables hold one of ``where``."""

    kind: Literal["recode"]
    type: Line
    variable: Line
    changes: Annotated[tuple[Turn, ...], FIRST, Field(min_length=1, max_length=1_000)]
    statements: Annotated[tuple[Id, ...], FIRST, Field(max_length=_MANY)] | None = None
    where: Annotated[dict[Line, _Scalars], FEW] = Field(default_factory=dict)
    documents: Annotated[tuple[Id, ...], FIRST, Field(max_length=_MANY)] = ()


def perform(command: Command, desk: Workbench) -> Done:
    """Draft an act in its own transaction and carry it out."""
    return carry(command, desk, lambda connection: drafted(command, desk, connection))


def carry(command: Command, desk: Workbench, make: Callable[[Connection], Draft]) -> Done:
    """Make a draft in the transaction of a command's act and carry it out."""
    with opened(desk, command, "edit codebook", "", Permission.EDIT_CODEBOOK) as act:
        draft = make(act.connection)
        if isinstance(command, Previewed) and command.seen is not None:
            draft.expect_untouched(command.seen)
        carry_out(act, draft)
    return Done(id=command.id, last=desk.last(), summary=draft.summary)


def drafted(command: Command, desk: Workbench, connection: Connection) -> Draft:
    """Draft what an act would do to the rows this connection sees."""
    return _DRAFTS[type(command)](command, desk, connection)


def expect(command: Any, there: Row) -> Row:
    """Return the fields to be changed, if each is still what the browser saw, or as it shall be."""
    now: Row = command.now.told()
    agreed(command.was.told(), now, {name: there[name] for name in now})
    return now


def _add(command: EntityAdd, _: Workbench, connection: Connection) -> Draft:
    fields = command.fields
    entity = Entity(
        id=command.entity.id,
        kind=command.entity.kind,
        name=command.entity.name,
        aliases=fields.aliases,
        attributes=_attributes(fields.attributes),
        definition=fields.definition,
        color=fields.color,
    )
    return editing.add(connection, entity, parent_id=fields.parent)


def _edit(command: EntityEdit, _: Workbench, connection: Connection) -> Draft:
    row = Draft(connection, "").row("entity", command.entity)
    now = expect(command, editing.as_fields(row))
    if "attributes" in now:
        now["attributes"] = _attributes(command.now.attributes)
    return editing.edit(connection, command.entity, now, keep_name=command.keep_name)


def _merge(command: EntityMerge, _: Workbench, connection: Connection) -> Draft:
    return merging.merge(connection, command.into, command.others, decided=command.decided)


def _split(command: EntitySplit, _: Workbench, connection: Connection) -> Draft:
    fresh = next((f for f in command.fresh if f.id == command.to), None)
    to = Entity(id=fresh.id, kind=fresh.kind, name=fresh.name) if fresh else command.to
    return splitting.split(
        connection, command.entity, command.statements, to, aliases=command.aliases
    )


def _recode(command: Recode, desk: Workbench, connection: Connection) -> Draft:
    kind = desk.codebook().statement_type(command.type)
    chosen: Sequence[str] | None = command.statements
    if chosen is None:
        slot = kind.variable(command.variable)
        where = {
            name: _named(desk, kind.variable(name), values)
            for name, values in command.where.items()
        }
        where.setdefault(slot.name, _named(desk, slot, [c.old for c in command.changes]))
        chosen = recoding.matching(desk.events(kind.name), where, documents=command.documents)
    changes = [(c.old, c.new) for c in command.changes]
    return recoding.recode(connection, kind, command.variable, changes, chosen)


_DRAFTS: Final[dict[type[Command], Callable[[Any, Workbench, Connection], Draft]]] = {
    EntityAdd: _add,
    EntityEdit: _edit,
    EntityMerge: _merge,
    EntitySplit: _split,
    Recode: _recode,
}


def _attributes(attributes: Sequence[AttributeOut]) -> tuple[Attribute, ...]:
    def moment(text: str | None) -> Moment | None:
        try:
            return Moment.parse(text) if text else None
        except ValueError:
            raise CodebookError(
                f"{text!r} is no date.", remedy="Write it as 2019, 2019-06 or 2019-06-05."
            ) from None

    return tuple(Attribute(a.name, a.value, moment(a.since), moment(a.until)) for a in attributes)


def _named(desk: Workbench, slot: Variable, values: Sequence[Scalar]) -> list[Value]:
    """Return values as an event list has them: entities by name."""
    if slot.data_type is not DataType.ENTITY:
        return [slot.checked(v) if v is not None else None for v in values]
    names = desk.names().by_id
    return [None if v is None else names.get(str(v), str(v)) for v in values]
