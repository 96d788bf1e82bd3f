"""What may be coded? ``Codebook``, ``StatementType``, ``Variable``, ``DataType``"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dissensus.errors import CodebookError, NotFound
from dissensus.model.entity import Entity
from dissensus.model.identity import new_id

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

    def variable(name: str, data_type: DataType, **options: object) -> Variable:
        return Variable(name=name, data_type=data_type, **options)  # type: ignore[arg-type]

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
