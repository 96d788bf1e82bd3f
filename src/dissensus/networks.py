"""Which network did they ask for? ``NetworkOptions``, ``build``: one question for scripts and command line"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.attributes import with_attributes
from dissensus.analysis.congruence import congruence
from dissensus.analysis.relations import relations
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import POSITION, RELATION
from dissensus.model.entity import Entity
from dissensus.model.network import Aggregation, Network, Normalization, Projection

__all__ = ["Kind", "NetworkOptions", "build"]

_SPEAKER = "speaker"


class Kind(StrEnum):
    """The networks there are: who speaks of what, who shares or opposes positions, who acts on whom."""

    AFFILIATION = "affiliation"
    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"
    RELATIONS = "relations"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOptions:
    """What to build a network of.

    ``actors`` is a variable of the statement type, or "speaker": the organization, else the person.
    ``attribute`` groups the actors by an attribute of theirs, such as "party".
    """

    kind: Kind = Kind.CONGRUENCE
    statement_type: str = ""
    actors: str = ""
    concepts: str = "concept"
    qualifier: str = "agreement"
    aggregation: Aggregation = Aggregation.SUBTRACT
    normalization: Normalization | None = None
    duplicates: Duplicates | Counting = Duplicates.DOCUMENT
    attribute: str = ""

    @property
    def of_type(self) -> str:
        """The statement type to read."""
        return self.statement_type or (RELATION if self.kind is Kind.RELATIONS else POSITION)


def build(events: EventList, options: NetworkOptions, entities: Sequence[Entity]) -> Network:
    """Build the network that ``options`` ask for; nodes carry the attributes of their entities.

    Raises ``AnalysisError`` where an option does not fit the statement type. Cost: that of the network.
    """
    kind = events.statement_type
    if options.kind is Kind.RELATIONS:
        network = relations(
            events,
            kind="kind" if kind.has("kind") else None,
            duplicates=options.duplicates,
        )
        return with_attributes(network, entities, row_kind=kind.variable("source").entities)
    events, actors, row_kind = _actors(events, options, entities)
    variable = kind.variable(options.concepts)
    events = events.filter(pl.col(actors).is_not_null(), pl.col(variable.name).is_not_null())
    qualifier = options.qualifier if kind.has(options.qualifier) else None
    if options.kind is Kind.AFFILIATION:
        network = affiliation(
            events,
            rows=actors,
            columns=options.concepts,
            qualifier=qualifier,
            aggregation=options.aggregation if qualifier else Aggregation.IGNORE,
            normalization=options.normalization,
            duplicates=options.duplicates,
        )
        return with_attributes(network, entities, row_kind=row_kind, column_kind=variable.entities)
    network = congruence(
        events,
        actors=actors,
        concepts=options.concepts,
        qualifier=qualifier,
        kind=Projection(options.kind.value),
        normalization=options.normalization,
        duplicates=options.duplicates,
    )
    return with_attributes(network, entities, row_kind=row_kind)


def _actors(
    events: EventList, options: NetworkOptions, entities: Sequence[Entity]
) -> tuple[EventList, str, str]:
    """Return the events with a column of actors, its name, and the kind of entity in it."""
    kind = events.statement_type
    speakers = tuple(name for name in ("organization", "person") if kind.has(name))
    name = options.actors or (_SPEAKER if len(speakers) > 1 else "".join(speakers))
    if name == _SPEAKER and not kind.has(_SPEAKER):
        if not speakers:
            raise AnalysisError(
                f"The statement type {kind.name!r} has neither person nor organization.",
                remedy="Name the variable that holds the actors.",
            )
        variable = kind.variable(speakers[0])
        events = events.with_first(_SPEAKER, speakers)
        # The column is of the same kind of entity, so its attributes can be looked up.
        as_variable = replace(variable, name=_SPEAKER)
        events = replace(
            events, statement_type=replace(kind, variables=(*kind.variables, as_variable))
        )
    else:
        variable = kind.variable(name)
    if not options.attribute:
        return events, name, variable.entities
    grouped = events.with_attribute(name, options.attribute, entities)
    return grouped, f"{name}.{options.attribute}", ""
