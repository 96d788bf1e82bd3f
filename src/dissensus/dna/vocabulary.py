"""How does a codebook become DNA's tables? ``Vocabulary``, ``vocabulary``: types, variables, entities, attributes"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from dissensus.dna.fitting import Fitter
from dissensus.dna.keeping import ROW, Kept
from dissensus.dna.numbering import numbered, numbers
from dissensus.exchange.dna.layout import LONGEST, TABLES
from dissensus.exchange.dna.losses import Losses
from dissensus.exchange.dna.rights import color_of, rgb_of
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.model.entity import Entity

__all__ = ["Vocabulary", "as_table", "vocabulary"]

_DATA_TYPES: Final[Mapping[DataType, str]] = {
    DataType.ENTITY: "short text",
    DataType.TEXT: "long text",
    DataType.INTEGER: "integer",
    DataType.BOOLEAN: "boolean",
    DataType.NUMBER: "short text",
    DataType.DATE: "short text",
}
_ATTRIBUTES: Final = ("Type", "Alias", "Notes")  # what DNA gives its own variables
_Slot = tuple[int, str]  # variable and entity; the empty string is the entity without a name
Used = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """DNA's tables of a codebook, and the numbers in them.

    ``types`` and ``variables`` are by identity here; ``entities`` by variable number and name (of a number
    or a date: as it is written), the empty name for none.
    """

    tables: Mapping[str, pl.DataFrame]
    types: Mapping[str, int]
    variables: Mapping[str, int]
    entities: Mapping[_Slot, int]

    def data_type(self, variable: Variable) -> str:
        """Return the type that a variable has in DNA."""
        return _DATA_TYPES[variable.data_type]


def vocabulary(book: Codebook, used: Used, kept: Kept, losses: Losses) -> Vocabulary:
    """Write a codebook as DNA's tables; ``used`` gives the names that statements have, by variable identity.

    In DNA every variable has entities of its own: those its statements name, those it had when they came
    from DNA, and, in the first variable of their kind, those nobody has used. Cost: O(entities).
    """
    types, type_rows = _types(book, kept, losses)
    every = [(t, v) for t in book.statement_types for v in t.variables]
    variables = numbers(
        ((row, n) for row, n in kept["VARIABLES"].select(ROW, "ID").iter_rows() if row),
        (v.id for _, v in every),
    )
    fit = Fitter("names of variables", losses)
    variable_rows = []
    for t, v in every:
        _tell(v, t, losses)
        variable_rows.append(
            {
                "ID": variables[v.id],
                "Variable": fit.cut(v.name),
                "DataType": _DATA_TYPES[v.data_type],
                "StatementTypeId": types[t.id],
            }
        )
    entities, entity_rows, slots = _entities(book, used, kept, variables, losses)
    attribute_tables = _attributes(book, kept, variables, entities, slots, losses)
    return Vocabulary(
        {
            "STATEMENTTYPES": as_table("STATEMENTTYPES", type_rows),
            "VARIABLES": as_table("VARIABLES", variable_rows),
            "ENTITIES": as_table("ENTITIES", entity_rows),
            **attribute_tables,
        },
        types,
        variables,
        entities,
    )


def as_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Put rows into the columns that a table of DNA has, by number."""
    schema: dict[str, pl.DataType] = {
        f.name: pl.String() if f.text else pl.Int64() for f in TABLES[name]
    }
    columns = {c: [] for c in schema} | {
        c: [row[c] for row in listed] for listed in [list(rows)] for c in schema if listed
    }
    frame = pl.DataFrame(columns, schema=schema)
    return frame.sort("ID") if "ID" in schema else frame


def _types(
    book: Codebook, kept: Kept, losses: Losses
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    before = kept.latest("STATEMENTTYPES")
    found = numbers(
        ((row, old["ID"]) for row, old in before.items()), (t.id for t in book.statement_types)
    )
    fit = Fitter("labels of statement types", losses)
    rows = []
    for t in book.statement_types:
        old = before.get(t.id)
        label = old["Label"] if old and old["name"] == t.name else t.name
        color = old if old and color_of(old) == t.color else rgb_of(t.color)
        rows.append({"ID": found[t.id], "Label": fit.cut(label), **_colors(color)})
        if t.definition:
            losses.add("definitions", "a statement type has none in DNA", [t.name])
    return found, rows


def _colors(row: Mapping[str, Any]) -> dict[str, int | None]:
    return {name: row[name] for name in ("Red", "Green", "Blue")}


def _tell(variable: Variable, kind: StatementType, losses: Losses) -> None:
    name = f"{kind.name}: {variable.name}"
    if variable.data_type in (DataType.NUMBER, DataType.DATE):
        losses.add(
            f"variables of type {variable.data_type}", "DNA has none; they become short texts", [name]
        )  # fmt: skip
    if variable.definition:
        losses.add("definitions", "a variable has none in DNA", [name])
    if variable.values:
        losses.add("lists of allowed values", "a variable has none in DNA", [name])


def _entities(
    book: Codebook, used: Used, kept: Kept, variables: Mapping[str, int], losses: Losses
) -> tuple[dict[_Slot, int], list[dict[str, Any]], dict[_Slot, Entity]]:
    slots = _slots(book, used, kept, variables)
    old_variable = kept.rows_of("ENTITIES", "VariableId", "VARIABLES")
    above = kept.rows_of("ENTITIES", "ChildOf", "ENTITIES")
    names = {e.id: e.name for e in book.entities}
    before: dict[_Slot, dict[str, Any]] = {}
    for row, variable, parent in zip(
        kept["ENTITIES"].iter_rows(named=True), old_variable, above, strict=True
    ):
        if variable in variables and (row[ROW] is None or row[ROW] in names):
            slot = (variables[variable], names.get(row[ROW], ""))
            before[slot] = {**row, "above": parent}
    found = numbers(((slot, row["ID"]) for slot, row in before.items()), slots)
    by_number = {row["ID"]: slot for slot, row in before.items()}
    fit = Fitter("names of entities", losses)
    taken: dict[int, set[str]] = {}
    rows: list[dict[str, Any]] = []
    for slot, entity in slots.items():
        variable, name = slot
        old = before.get(slot)
        color: Mapping[str, Any] = rgb_of(entity.color) if entity else rgb_of("")
        if old and (entity is None or color_of(old) == entity.color):
            color = old
        parent = entity.parent if entity else ""
        child_of = found.get((variable, parent)) if parent else None
        if old and old["ChildOf"] is not None and (old["parent"] or "") == parent:
            child_of = found.get(by_number.get(old["ChildOf"], (0, "")), child_of)
        rows.append(
            {
                "ID": found[slot],
                "VariableId": variable,
                "Value": fit.told_apart(name, taken.setdefault(variable, set())),
                **_colors(color),
                "ChildOf": child_of,
            }
        )
    return found, rows, {slot: e for slot, e in slots.items() if e is not None}


def _slots(
    book: Codebook, used: Used, kept: Kept, variables: Mapping[str, int]
) -> dict[_Slot, Entity | None]:
    """Which entity each variable has: in the order of the codebook, the one without a name first."""
    old_variable = kept.rows_of("ENTITIES", "VariableId", "VARIABLES")
    had: dict[str, set[str | None]] = {row: set() for row in kept["VARIABLES"][ROW].drop_nulls()}
    for row, variable in zip(kept["ENTITIES"][ROW], old_variable, strict=True):
        if variable is not None:
            had[variable].add(row)
    placed = {row for rows in had.values() for row in rows}
    named = {
        v.entities: {n for _, w in _short(book) if w.entities == v.entities for n in used.get(w.id, ())}
        for _, v in _short(book)
    }  # fmt: skip
    slots: dict[_Slot, Entity | None] = {}
    first: set[str] = set()
    for _, v in _short(book):
        number = variables[v.id]
        if v.id not in had or None in had[v.id] or "" in used.get(v.id, ()):
            slots[number, ""] = None
        if v.data_type is not DataType.ENTITY:
            slots.update(((number, name), None) for name in sorted(set(used.get(v.id, ()))))
            continue
        mine = set(used.get(v.id, ()))
        of_kind = book.of_kind(v.entities)
        for e in of_kind:
            unclaimed = e.id not in placed and e.name not in named[v.entities]
            if e.id in had.get(v.id, ()) or (unclaimed and v.entities not in first):
                mine.add(e.name)
        first.add(v.entities)
        by_name = {e.name: e for e in of_kind}
        for name in list(mine):  # parents come along
            while (name := by_name[name].parent if name in by_name else "") and name not in mine:
                mine.add(name)
        slots.update(((number, e.name), e) for e in of_kind if e.name in mine)
    return slots


def _short(book: Codebook) -> list[tuple[StatementType, Variable]]:
    return [
        (t, v)
        for t in book.statement_types
        for v in t.variables
        if _DATA_TYPES[v.data_type] == "short text"
    ]


def _attributes(
    book: Codebook,
    kept: Kept,
    variables: Mapping[str, int],
    entities: Mapping[_Slot, int],
    slots: Mapping[_Slot, Entity],
    losses: Losses,
) -> dict[str, pl.DataFrame]:
    """The attributes a variable's entities may have, and what each has."""
    of = kept.rows_of("ATTRIBUTEVARIABLES", "VariableId", "VARIABLES")
    old = [
        ((variables[row], name), number)
        for row, name, number in zip(
            of, kept["ATTRIBUTEVARIABLES"]["AttributeVariable"], kept["ATTRIBUTEVARIABLES"]["ID"], strict=True
        )
        if row in variables
    ]  # fmt: skip
    fit = Fitter("names of attributes", losses)
    wanted = [key for key, _ in old]
    known = {variables[row] for row in kept["VARIABLES"][ROW] if row in variables}
    wanted += [
        (variables[v.id], name)
        for _, v in _short(book)
        if variables[v.id] not in known and v.data_type is DataType.ENTITY
        for name in _ATTRIBUTES
    ]
    wanted += [
        (variable, fit.cut(a.name)) for (variable, _), e in slots.items() for a in e.attributes
    ]
    found = numbers(old, wanted)
    by_variable: dict[int, list[str]] = {}
    for variable, name in found:
        by_variable.setdefault(variable, []).append(name)
    before = _values_before(kept, entities, variables, book)
    fresh = {key for key in found if key not in dict(old)}
    rows = []
    for (variable, name), number in entities.items():
        entity = slots.get((variable, name))
        values = _said(entity, set(by_variable.get(variable, ())), losses) if entity else {}
        was_there = (variable, name) in before
        for attribute in by_variable.get(variable, ()):
            kept_id, said = before.get((variable, name), {}).get(attribute, (None, ""))
            # Who has no name here is nobody, so only the data base knows what they are like.
            value = values.get(attribute, "") if entity else said
            new = not was_there or (variable, attribute) in fresh
            if kept_id is None and not new and not value:
                continue  # the data base that this came from had no row for it either
            rows.append(
                {
                    "ID": kept_id,
                    "EntityId": number,
                    "AttributeVariableId": found[variable, attribute],
                    "AttributeValue": value,
                }
            )
    return {
        "ATTRIBUTEVARIABLES": as_table(
            "ATTRIBUTEVARIABLES",
            (
                {"ID": number, "VariableId": variable, "AttributeVariable": name}
                for (variable, name), number in found.items()
            ),
        ),
        "ATTRIBUTEVALUES": numbered(
            pl.DataFrame(
                rows,
                schema={
                    f.name: pl.String() if f.text else pl.Int64() for f in TABLES["ATTRIBUTEVALUES"]
                },
            )
        ),
    }


def _values_before(
    kept: Kept, entities: Mapping[_Slot, int], variables: Mapping[str, int], book: Codebook
) -> dict[_Slot, dict[str, tuple[int, str]]]:
    """The attribute values that there were, with their numbers, by entity and attribute."""
    names = {e.id: e.name for e in book.entities}
    frame = kept["ENTITIES"].select("origin", "ID", ROW)
    of = kept.rows_of("ENTITIES", "VariableId", "VARIABLES")
    slot_of: dict[tuple[int, int], _Slot] = {}
    found: dict[_Slot, dict[str, tuple[int, str]]] = {}
    for (origin, number, row), variable in zip(frame.iter_rows(), of, strict=True):
        if variable in variables and (row is None or row in names):
            slot = (variables[variable], names.get(row, ""))
            if slot in entities:
                slot_of[origin, number] = slot
                found.setdefault(slot, {})
    attribute_of = {
        (origin, number): name
        for origin, number, name in kept["ATTRIBUTEVARIABLES"]
        .select("origin", "ID", "AttributeVariable")
        .iter_rows()
    }
    columns = ("origin", "ID", "EntityId", "AttributeVariableId", "AttributeValue")
    for origin, number, entity, attribute, said in (
        kept["ATTRIBUTEVALUES"].select(columns).iter_rows()
    ):
        if (origin, entity) in slot_of:
            found[slot_of[origin, entity]][attribute_of[origin, attribute]] = (number, said)
    return found


def _said(entity: Entity, room: set[str], losses: Losses) -> dict[str, str]:
    """What an entity's attributes say; other wordings and the definition go where DNA has them."""
    fit = Fitter("values of attributes", losses)
    values: dict[str, str] = {}
    for a in entity.attributes:
        if a.since or a.until:
            losses.add("times of attributes", "an attribute has one value in DNA", [f"{entity.name}: {a.name}"])  # fmt: skip
        if a.name[:LONGEST] in values:
            losses.add("further values of attributes", "an attribute has one value in DNA", [f"{entity.name}: {a.name} {a.value}"])  # fmt: skip
        else:
            values[a.name[:LONGEST]] = fit.cut(a.value)
    for name, said, what in (
        ("Alias", "; ".join(entity.aliases), "other wordings of names"),
        ("Notes", entity.definition, "definitions"),
    ):
        if said and name in room and not values.get(name):
            values[name] = fit.cut(said)
            losses.add(what, f"in DNA they are the attribute {name}, a text", [entity.name])
        elif said:
            losses.add(what, f"in DNA there is no room: the attribute {name} says something else", [entity.name])  # fmt: skip
    return values
