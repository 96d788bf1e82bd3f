"""What may be coded? ``Codebook``, ``StatementType``, ``Variable``, ``DataType``"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dissensus.errors import CodebookError, NotFound
from dissensus.model.entity import Entity
from dissensus.model.identity import new_id
from dissensus.model.moment import Moment
from dissensus.model.value import Value

__all__ = [
    "EVENT",
    "FIGURE",
    "POSITION",
    "RELATION",
    "Codebook",
    "DataType",
    "StatementType",
    "Variable",
    "built_in_types",
]

POSITION, RELATION, FIGURE, EVENT = "position", "relation", "figure", "event"


class DataType(StrEnum):
    """What kind of value a variable takes (DNA's short text is ``entity``, its long text ``text``)."""

    ENTITY = "entity"
    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A named, typed slot of a statement type.

    ``entities`` names the kind of entity an entity variable takes; ``values`` lists the allowed values
    of an integer, number or text variable (empty: any).
    """

    name: str
    data_type: DataType
    entities: str = ""
    values: tuple[int | float | str, ...] = ()
    definition: str = ""
    id: str = field(default_factory=new_id)

    def checked(self, value: Value) -> Value:
        """Return ``value`` in this variable's type; ``CodebookError`` says why it doesn't fit.

        Texts are read as the type wants them ("yes", "-1", "2019-06"); None and "" are no value.
        """
        if value is None or value == "":
            return None
        try:
            typed = _typed(value, self.data_type)
        except ValueError:
            raise CodebookError(
                f"{value!r} is no {self.data_type} for the variable {self.name!r}.",
                remedy=_EXAMPLES[self.data_type],
            ) from None
        if self.values and typed not in self.values:
            allowed = ", ".join(str(v) for v in self.values)
            raise CodebookError(
                f"{value!r} is not a value of the variable {self.name!r}.",
                remedy=f"It takes: {allowed}.",
            )
        return typed


_EXAMPLES = {
    DataType.ENTITY: "Give a name.",
    DataType.TEXT: "Give a text.",
    DataType.BOOLEAN: "Give yes or no.",
    DataType.INTEGER: "Give a whole number.",
    DataType.NUMBER: "Give a number.",
    DataType.DATE: "Give a date like 2019, 2019-06 or 2019-06-05.",
}
_WHOLE = 2**53  # beyond, browsers and spreadsheets lose count
_YES, _NO = ("true", "yes", "y", "1", "+"), ("false", "no", "n", "0", "-")


def _typed(value: Value, data_type: DataType) -> Value:
    if data_type in (DataType.ENTITY, DataType.TEXT):
        return str(value).strip() or None
    if data_type is DataType.BOOLEAN:
        word = str(value).strip().lower()
        if word not in _YES + _NO:
            raise ValueError(word)
        return word in _YES
    if data_type is DataType.DATE:
        return value if isinstance(value, Moment) else Moment.parse(str(value))
    if isinstance(value, bool):
        raise ValueError("a boolean is no number")  # noqa: TRY004
    number = float(str(value))
    if not math.isfinite(number):
        raise ValueError(value)
    if data_type is DataType.INTEGER:
        if not number.is_integer() or abs(number) > _WHOLE:
            raise ValueError(value)
        return int(str(value)) if not isinstance(value, float) else int(value)
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementType:
    """A named set of variables."""

    name: str
    variables: tuple[Variable, ...]
    color: str = ""
    definition: str = ""
    id: str = field(default_factory=new_id)

    def variable(self, name: str) -> Variable:
        """Return the variable of that name."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        known = ", ".join(v.name for v in self.variables)
        raise NotFound(f"A {self.name} has no variable {name!r}.", remedy=f"It has: {known}.")

    def checked(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Return the values that are there, each in its variable's type, in the variables' order."""
        for name in values:
            self.variable(name)
        typed = {v.name: v.checked(values[v.name]) for v in self.variables if v.name in values}
        return {name: value for name, value in typed.items() if value is not None}

    def has(self, *names: str) -> bool:
        """Say whether the type has all these variables."""
        return set(names) <= {v.name for v in self.variables}


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Statement types, entities and instructions."""

    title: str = ""
    language: str = ""
    instructions: str = ""
    statement_types: tuple[StatementType, ...] = ()
    entities: tuple[Entity, ...] = ()

    def __post_init__(self) -> None:
        for what, names in (
            ("statement type", [t.name for t in self.statement_types]),
            ("entity", [(e.kind, e.name) for e in self.entities]),
        ):
            seen: set[object] = set()
            for name in names:
                if name in seen:
                    raise CodebookError(f"The {what} {name!r} is defined twice.")
                seen.add(name)

    def statement_type(self, name: str) -> StatementType:
        """Return the statement type of that name."""
        for statement_type in self.statement_types:
            if statement_type.name == name:
                return statement_type
        known = ", ".join(t.name for t in self.statement_types)
        raise NotFound(f"The codebook has no statement type {name!r}.", remedy=f"It has: {known}.")

    def has_type(self, name: str) -> bool:
        """Say whether the codebook has a statement type of that name."""
        return any(t.name == name for t in self.statement_types)

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """Return the entities of one kind, in the order of the codebook."""
        return tuple(e for e in self.entities if e.kind == kind)


def built_in_types() -> tuple[StatementType, ...]:
    """Return the four statement types a codebook starts with: position, relation, figure, event."""

    def variable(
        name: str, data_type: DataType, *, entities: str = "", values: tuple[int, ...] = ()
    ) -> Variable:
        return Variable(name=name, data_type=data_type, entities=entities, values=values)

    entity, text = DataType.ENTITY, DataType.TEXT
    return (
        StatementType(
            name=POSITION,
            color="#efd033",
            definition="Who says what: the statement of discourse network analysis.",
            variables=(
                variable("person", entity, entities="actor"),
                variable("organization", entity, entities="actor"),
                variable("concept", entity, entities="concept"),
                variable("agreement", DataType.BOOLEAN),
            ),
        ),
        StatementType(
            name=RELATION,
            color="#64c8be",
            definition="Who does what to whom, as the text tells it.",
            variables=(
                variable("source", entity, entities="actor"),
                variable("target", entity, entities="actor"),
                variable("kind", entity, entities="relation_kind"),
                variable("sign", DataType.INTEGER, values=(-1, 0, 1)),
            ),
        ),
        StatementType(
            name=FIGURE,
            color="#b5a6e0",
            definition="A number and what it counts.",
            variables=(
                variable("what", text),
                variable("value", DataType.NUMBER),
                variable("unit", text),
                variable("condition", text),
            ),
        ),
        StatementType(
            name=EVENT,
            color="#f0a36b",
            definition="Something dated that happened.",
            variables=(
                variable("what", text),
                variable("date", DataType.DATE),
                variable("place", text),
            ),
        ),
    )
