"""How is a codebook cared for by name, from a script? ``rename``, ``merge``, ``recode``, ``wanting``"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dissensus.care import alike, editing, merging, recoding
from dissensus.care.draft import Draft, carry_out
from dissensus.care.merging import BOTH
from dissensus.errors import NotFound
from dissensus.events import EventList
from dissensus.model.codebook import Codebook, DataType, Variable
from dissensus.model.entity import Entity
from dissensus.model.value import Value
from dissensus.store import codebooks, history, references
from dissensus.store.connect import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Wanting", "found", "merge", "recode", "rename", "wanting"]


@dataclass(frozen=True, slots=True)
class Wanting:
    """What may want care: entities nobody uses, and pairs that look alike."""

    unused: tuple[Entity, ...]
    alike: tuple[tuple[Entity, Entity, alike.Pair], ...]


def rename(
    store: Store,
    old: str,
    new: str,
    *,
    kind: str = "",
    keep: bool = True,
    coder: tuple[str, str],
    dry: bool = False,
) -> Draft:
    """Give an entity another name; the old one stays as an alias if it is to be kept."""

    def draft(connection: Connection, codebook: Codebook) -> Draft:
        one = found(codebook, old, kind)
        return editing.edit(connection, one.id, {"name": new}, keep_name=keep)

    return _done(store, draft, coder=coder, dry=dry)


def merge(
    store: Store,
    into: str,
    others: Sequence[str],
    *,
    kind: str = "",
    decided: Mapping[str, str] | None = None,
    coder: tuple[str, str],
    dry: bool = False,
) -> Draft:
    """Make several entities one; ``decided`` names, by attribute, whose value is kept, or "both"."""

    def draft(connection: Connection, codebook: Codebook) -> Draft:
        one = found(codebook, into, kind)
        rest = [found(codebook, other, one.kind).id for other in others]
        choice = {
            field: who if who == BOTH else found(codebook, who, one.kind).id
            for field, who in (decided or {}).items()
        }
        return merging.merge(connection, one.id, rest, decided=choice)

    return _done(store, draft, coder=coder, dry=dry)


def recode(
    store: Store,
    events: EventList,
    variable: str,
    changes: Sequence[tuple[Value, Value]],
    *,
    where: Mapping[str, Collection[Value]],
    coder: tuple[str, str],
    dry: bool = False,
) -> Draft:
    """Give a variable other values in all statements that have one of ``where``; entities by name, "" is none."""
    kind = events.statement_type
    slot = kind.variable(variable)

    def draft(connection: Connection, codebook: Codebook) -> Draft:
        turns = [(_value(codebook, slot, old), _value(codebook, slot, new)) for old, new in changes]
        test = {
            name: [_shown(codebook, kind.variable(name), v) for v in values]
            for name, values in where.items()
        }
        chosen = recoding.matching(events, test)
        return recoding.recode(connection, kind, variable, turns, chosen)

    return _done(store, draft, coder=coder, dry=dry)


def wanting(store: Store) -> Wanting:
    """Find what may want care. Cost: a pass over the statements; see ``alike.pairs``."""
    with store.read() as connection:
        entities = codebooks.load(connection).entities
        used = references.used(connection)
        waiting = references.proposed(connection)
    by_id = {e.id: e for e in entities}
    return Wanting(
        alike.unused(entities, used, waiting),
        tuple((by_id[p.one], by_id[p.other], p) for p in alike.pairs(entities)),
    )


def found(codebook: Codebook, name: str, kind: str = "") -> Entity:
    """Return the entity of this name or alias; ``NotFound`` if there is none, or more than one."""
    some = [e for e in codebook.entities if kind in ("", e.kind)]
    named = [e for e in some if e.name == name] or [e for e in some if name in e.aliases]
    if len(named) == 1:
        return named[0]
    if not named:
        raise NotFound(
            f"The codebook has no {kind or 'entry'} {name!r}.",
            remedy="`dissensus codebook show` lists all of them.",
        )
    kinds = " and ".join(f"a {e.kind}" for e in named)
    raise NotFound(f"{name!r} is {kinds}.", remedy="Say which with --kind.")


def _value(codebook: Codebook, slot: Variable, value: Value) -> Value:
    if slot.data_type is DataType.ENTITY and value not in (None, ""):
        return found(codebook, str(value), slot.entities).id
    return slot.checked(value)


def _shown(codebook: Codebook, slot: Variable, value: Value) -> Value:
    """Return a value as an event list has it: entities by name."""
    if slot.data_type is DataType.ENTITY and value not in (None, ""):
        return found(codebook, str(value), slot.entities).name
    return slot.checked(value)


def _done(
    store: Store,
    make: Callable[[Connection, Codebook], Draft],
    *,
    coder: tuple[str, str],
    dry: bool,
) -> Draft:
    if dry:
        with store.read() as connection:
            return make(connection, codebooks.load(connection))
    with history.begin(store, "edit codebook", coder=coder) as act:
        draft = make(act.connection, codebooks.load(act.connection))
        carry_out(act, draft)
    return draft
