"""What does DNA's codebook become beside the one that is there? ``merge``, ``Merged``

Statement types and entities of the same name are the same; what the project says of them stays, what it
lacks is added, and what differs is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dissensus.errors import ExchangeError
from dissensus.exchange.dna.database import DATA_TYPES, DnaDatabase
from dissensus.exchange.dna.losses import Losses
from dissensus.exchange.dna.rights import color_of
from dissensus.model.codebook import Codebook, StatementType, Variable
from dissensus.model.entity import Attribute, Entity

__all__ = ["Merged", "merge", "unlike"]

_PREFIXES: Final = ("statement.", "document.")


@dataclass(frozen=True, slots=True)
class Merged:
    """The codebook of both, and what DNA's statement types, variables and entities are in it, by number."""

    codebook: Codebook
    types: Mapping[int, StatementType]
    variables: Mapping[int, Variable]
    entities: Mapping[int, Entity]


def merge(database: DnaDatabase, book: Codebook, losses: Losses) -> Merged:
    """Take a data base's codebook into one that is there.

    Every entity variable has a list (kind) of entities of its own, as in DNA, named like the variable; in
    a statement type that is there already it takes the list that it has there. Raises ``ExchangeError`` for a
    statement type of the same name with other variables. Cost: O(entities).
    """
    types, variables = _types(database, book, losses)
    entities = _entities(database, book, variables, losses)
    there = {t.id for t in book.statement_types}
    known = {e.id: e for e in entities.values()}
    kept = [known.pop(e.id, e) for e in book.entities]
    merged = replace(
        book,
        statement_types=(
            *book.statement_types,
            *(t for t in types.values() if t.id not in there),
        ),
        entities=(*kept, *known.values()),
    )
    return Merged(merged, types, variables, entities)


def _types(
    database: DnaDatabase, book: Codebook, losses: Losses
) -> tuple[dict[int, StatementType], dict[int, Variable]]:
    kinds = {v.entities for t in book.statement_types for v in t.variables if v.entities}
    kinds -= {"person", "organization", "concept"}  # lists that both sides call so are the same
    taken: set[str] = set()
    types: dict[int, StatementType] = {}
    found: dict[int, Variable] = {}
    for row in database["STATEMENTTYPES"].sort("ID").iter_rows(named=True):
        label = row["Label"].strip() or f"statement type {row['ID']}"
        name = unlike(label, taken)
        if name != row["Label"]:
            losses.add("labels of statement types", "each needs a name of its own here", [label])
        taken.add(name)
        variables = list(database.variables(row["ID"]).iter_rows(named=True))
        old = book.statement_type(name) if book.has_type(name) else None
        if old is not None:
            _same(database, name, old, variables)
            types[row["ID"]] = old
            found.update({v["ID"]: old.variable(v["Variable"]) for v in variables})
            continue
        made = {}
        for v in variables:
            _sound(database, v["Variable"])
            kind = ""
            if v["DataType"] == "short text":
                kind = v["Variable"]
                if kind in kinds:
                    kind = unlike(f"{name}: {kind}", kinds)
                kinds.add(kind)
            made[v["ID"]] = Variable(
                name=v["Variable"], data_type=DATA_TYPES[v["DataType"]], entities=kind
            )
        found.update(made)
        types[row["ID"]] = StatementType(
            name=name, variables=tuple(made.values()), color=color_of(row)
        )
    return types, found


def unlike(name: str, taken: set[str]) -> str:
    """Return the name, with a number after it if it is taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def _sound(database: DnaDatabase, name: str) -> None:
    if name.startswith(_PREFIXES) or not name.strip():
        raise ExchangeError(
            f"{database.name} has a variable {name!r}, a name that is taken here.",
            remedy="Rename it in DNA, and try again.",
        )


def _same(
    database: DnaDatabase, name: str, old: StatementType, variables: list[dict[str, object]]
) -> None:
    theirs = {str(v["Variable"]): DATA_TYPES[str(v["DataType"])] for v in variables}
    ours = {v.name: v.data_type for v in old.variables}
    if theirs != ours:

        def told(kinds: Mapping[str, object]) -> str:
            return ", ".join(f"{k} ({v})" for k, v in kinds.items()) or "none"

        raise ExchangeError(
            f"The project has a statement type {name!r} with the variables {told(ours)}; in {database.name} it "
            f"has {told(theirs)}.",
            remedy="Rename one of them, or import into a new project.",
        )


def _entities(
    database: DnaDatabase, book: Codebook, variables: Mapping[int, Variable], losses: Losses
) -> dict[int, Entity]:
    rows = database["ENTITIES"].filter(pl.col("Value") != "").sort("ID")
    attributes = _attributes(database)
    names: dict[int, tuple[str, str]] = {}
    for number, variable, value in rows.select("ID", "VariableId", "Value").iter_rows():
        if variable in variables:
            names[number] = (variables[variable].entities, value)
    parents = _parents(rows, names, losses)
    present = {(e.kind, e.name): e for e in book.entities}
    found: dict[int, Entity] = {}
    for row in rows.iter_rows(named=True):
        if row["ID"] not in names:
            continue
        kind, name = names[row["ID"]]
        entity = Entity(
            kind=kind,
            name=name,
            attributes=tuple(attributes.get(row["ID"], ())),
            parent=parents.get(row["ID"], ""),
            color=color_of(row),
        )
        old = present.get((kind, name))
        made = entity if old is None else _joined(old, entity, losses)
        found[row["ID"]] = present[kind, name] = made
    return found


def _attributes(database: DnaDatabase) -> dict[int, list[Attribute]]:
    names = dict(database["ATTRIBUTEVARIABLES"].select("ID", "AttributeVariable").iter_rows())
    given = database["ATTRIBUTEVALUES"].filter(pl.col("AttributeValue") != "")
    found: dict[int, list[Attribute]] = {}
    for entity, variable, value in given.sort("AttributeVariableId").select(
        "EntityId", "AttributeVariableId", "AttributeValue"
    ).iter_rows():  # fmt: skip
        found.setdefault(entity, []).append(Attribute(names[variable], value))
    return found


def _parents(
    rows: pl.DataFrame, names: Mapping[int, tuple[str, str]], losses: Losses
) -> dict[int, str]:
    """The name of each entity's parent; one of another list, or its own descendant, is none."""
    above = dict(rows.filter(pl.col("ChildOf").is_not_null()).select("ID", "ChildOf").iter_rows())
    found: dict[int, str] = {}
    for number, parent in above.items():
        if number not in names:
            continue
        if parent not in names or names[parent][0] != names[number][0]:
            losses.add(
                "parents of entities",
                "the parent is of another variable, or has no name",
                [names[number][1]],
                kept=True,
            )
            continue
        seen = {number}
        at: int | None = parent
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at is None:
            found[number] = names[parent][1]
        else:
            losses.add(
                "parents of entities",
                "an entity would be its own ancestor",
                [names[number][1]],
                kept=True,
            )
    return found


def _joined(old: Entity, new: Entity, losses: Losses) -> Entity:
    """What both sides say of an entity; where they differ, the project's word."""
    has = {a.name for a in old.attributes}
    for a in new.attributes:
        if a.name in has and all(b.value != a.value for b in old.attributes if b.name == a.name):
            losses.add(
                "attributes of entities", "the project says otherwise", [f"{old.name}: {a.name} {a.value}"]
            )  # fmt: skip
    if old.parent and new.parent and old.parent != new.parent:
        losses.add(
            "parents of entities", "the project says otherwise", [f"{old.name}: {new.parent}"]
        )
    return replace(
        old,
        attributes=(*old.attributes, *(a for a in new.attributes if a.name not in has)),
        parent=old.parent or new.parent,
        color=old.color or new.color,
    )
