"""How do statement types and variables change? ``add_type``, ``edit_type``, ``add_variable``, ``edit_variable``, ``drop``, ``edit_head``"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dissensus.care.draft import Draft
from dissensus.care.editing import color
from dissensus.care.wordings import clean
from dissensus.errors import CodebookError, Conflict
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.store import codebooks, references
from dissensus.store.history import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["add_type", "add_variable", "drop", "edit_head", "edit_type", "edit_variable"]

_RESERVED: Final = ("statement.", "document.")  # columns of event lists begin like this


def edit_head(connection: Connection, now: Mapping[str, str]) -> Draft:
    """Draft another title, language or instructions of the codebook."""
    draft = Draft(connection, "edit codebook", ", ".join(sorted(now)))
    head = codebooks.head(connection)
    draft.know("codebook", [head])
    draft.change("codebook", head["id"], **now)
    return draft


def add_type(connection: Connection, new: StatementType) -> Draft:
    """Draft a new statement type; it needs a variable."""
    codebook = codebooks.load(connection)
    name = clean(new.name)
    _expect_new(name, [t.name for t in codebook.statement_types], "statement type")
    if not new.variables:
        raise CodebookError(
            f"The statement type {name!r} has no variables.", remedy="Give it at least one."
        )
    draft = Draft(connection, "add to codebook", f"statement type: {name}")
    draft.new(
        "statement_type",
        {
            "id": new.id,
            "name": name,
            "color": color(new.color),
            "definition": new.definition,
            "position": len(codebook.statement_types),
        },
    )
    for place, variable in enumerate(new.variables):
        _expect_new(clean(variable.name), [v.name for v in new.variables[:place]], "variable")
        draft.new("variable", _variable(variable, new.id, place))
    return draft


def edit_type(connection: Connection, type_id: str, now: Mapping[str, str]) -> Draft:
    """Draft another ``name``, ``color`` or ``definition`` of a statement type."""
    draft = Draft(connection, "edit codebook")
    row = draft.row("statement_type", type_id)
    fields = dict(now)
    if "name" in fields:
        fields["name"] = clean(fields["name"])
        others = [t.name for t in codebooks.load(connection).statement_types if t.id != type_id]
        _expect_new(fields["name"], others, "statement type")
    if "color" in fields:
        fields["color"] = color(fields["color"])
    draft.summary = f"statement type: {row['name']}"
    draft.change("statement_type", type_id, **fields)
    return draft


def add_variable(connection: Connection, type_id: str, new: Variable) -> Draft:
    """Draft a new variable; statements coded before have no value for it."""
    draft = Draft(connection, "add to codebook")
    row = draft.row("statement_type", type_id)
    draft.summary = f"variable: {row['name']}.{new.name}"
    kind = _type(codebooks.load(connection), type_id)
    _expect_new(clean(new.name), [v.name for v in kind.variables], "variable")
    draft.new("variable", _variable(new, type_id, len(kind.variables)))
    return draft


def edit_variable(connection: Connection, variable_id: str, now: Mapping[str, Any]) -> Draft:
    """Draft another ``name``, ``definition`` or list of allowed ``values`` of a variable.

    A new name is written into every statement and suggestion of the type. Allowed values must include
    those that statements have. Cost with a name or values: O(statements of the type).
    """
    draft = Draft(connection, "edit codebook")
    row = draft.row("variable", variable_id)
    kind = _type(codebooks.load(connection), row["statement_type_id"])
    old = row["name"]
    draft.summary = f"variable: {kind.name}.{old}"
    if "definition" in now:
        draft.change("variable", variable_id, definition=now["definition"])
    if "values" in now:
        allowed = _allowed(DataType(row["data_type"]), now["values"])
        _expect_covers(connection, kind, old, allowed)
        draft.change("variable", variable_id, allowed=json.dumps(allowed, ensure_ascii=False))
    if "name" in now and clean(now["name"]) != old:
        name = clean(now["name"])
        _expect_sound_name(name)
        _expect_new(name, [v.name for v in kind.variables], "variable")
        draft.change("variable", variable_id, name=name)
        for table, rows in (
            ("statement", references.statements_of(connection, kind.id)),
            ("suggestion", references.suggestions_of(connection, kind.id)),
        ):
            draft.know(table, rows)
            for one in rows:
                values = json.loads(one["values"])
                if old in values:
                    draft.put(
                        table,
                        one["id"],
                        {name if key == old else key: value for key, value in values.items()},
                    )
    return draft


def drop(connection: Connection, table: str, row_id: str) -> Draft:
    """Draft that a statement type or variable goes to the trash; refused while statements use it."""
    draft = Draft(connection, "remove from codebook")
    row = draft.row(table, row_id)
    codebook = codebooks.load(connection)
    if table == "statement_type":
        used = sum(1 for _ in references.coded(connection, row_id))
        rest = len(codebook.statement_types) - 1
        what = f"statement type {row['name']!r}"
    else:
        kind = _type(codebook, row["statement_type_id"])
        used = sum(row["name"] in values for _, values in references.coded(connection, kind.id))
        rest = len(kind.variables) - 1
        what = f"variable {row['name']!r} of {kind.name!r}"
    if used:
        raise Conflict(
            f"The {what} is used by {used} statement{'s' if used > 1 else ''}, "
            "those in the trash included.",
            remedy="What was coded would be lost, so it stays.",
        )
    if not rest:
        raise Conflict(f"The {what} is the last one.", remedy="Add another one first.")
    draft.summary = what
    draft.change(table, row_id, trashed=1)
    return draft


def _variable(new: Variable, type_id: str, position: int) -> Row:
    name = clean(new.name)
    _expect_sound_name(name)
    if new.data_type is not DataType.ENTITY and new.entities:
        raise CodebookError(
            f"{name!r} is a {new.data_type}, so it has no kind of entity.",
            remedy="Leave the kind out.",
        )
    entities = clean(new.entities or name) if new.data_type is DataType.ENTITY else ""
    return {
        "id": new.id,
        "statement_type_id": type_id,
        "name": name,
        "data_type": new.data_type.value,
        "entities": entities,
        "allowed": json.dumps(_allowed(new.data_type, new.values), ensure_ascii=False),
        "definition": new.definition,
        "position": position,
    }


def _allowed(data_type: DataType, values: Sequence[int | float | str]) -> list[Any]:
    """Return allowed values in the type's form, each once."""
    if values and data_type not in (DataType.INTEGER, DataType.NUMBER, DataType.TEXT):
        raise CodebookError(
            f"A {data_type} has no list of allowed values.",
            remedy="Only whole numbers, numbers and texts have one.",
        )
    slot = Variable(name="allowed values", data_type=data_type)
    return list(dict.fromkeys(v for v in map(slot.checked, values) if v is not None))


def _expect_covers(
    connection: Connection, kind: StatementType, name: str, allowed: Sequence[Any]
) -> None:
    if not allowed:
        return
    used = {values.get(name) for _, values in references.coded(connection, kind.id)}
    left = sorted(str(v) for v in used - {None, *allowed})
    if left:
        raise Conflict(
            f"Statements have the {name} {', '.join(left[:5])}{', …' if len(left) > 5 else ''}.",
            remedy="Allow these values, too, or recode those statements first.",
        )


def _expect_sound_name(name: str) -> None:
    if name.startswith(_RESERVED):
        raise CodebookError(
            f"A variable can't be called {name!r}.",
            remedy="Choose a name that does not begin with statement. or document.",
        )


def _expect_new(name: str, others: Sequence[str], what: str) -> None:
    if name in others:
        raise Conflict(f"There is a {what} {name!r} already.", remedy="Choose another name.")


def _type(codebook: Codebook, type_id: str) -> StatementType:
    return next(t for t in codebook.statement_types if t.id == type_id)
