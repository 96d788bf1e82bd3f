"""Which network did they ask for? ``NetworkOptions``, ``prepared``, ``build``: one question for scripts and command line"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

import polars as pl

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.attributes import with_attributes
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, Design, OneMode, TwoMode
from dissensus.analysis.relations import relations
from dissensus.analysis.selection import Counting, Duplicates, select
from dissensus.errors import AnalysisError
from dissensus.events import COLUMNS, DATE, EventList
from dissensus.model.codebook import POSITION, RELATION, Codebook
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Mode, Network, Normalization, Projection
from dissensus.model.value import Value

__all__ = ["Kind", "NetworkOptions", "Prepared", "build", "mentioned", "prepared"]

_SPEAKER: Final = "speaker"
_AGREEMENT: Final = "agreement"
_RELATED: Final = ("source", "target", "sign")
Extent: TypeAlias = tuple[datetime, datetime]


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

    ``actors`` is a variable of the statement type, a column of its document ("document.author"), or
    "speaker": the organization, else the person. ``attribute`` groups the actors by an attribute of
    theirs, such as "party". ``qualifier`` is by default "agreement", where the statement type has it;
    None: there is none. ``include`` and ``exclude`` choose statements by the values of columns, ``least``
    asks for a minimum number of statements per value (see ``select``). Filters on columns of the document
    also decide about isolates and levels; those on variables do not.
    """

    kind: Kind = Kind.CONGRUENCE
    statement_type: str = ""
    actors: str = ""
    concepts: str = "concept"
    qualifier: str | None = ""
    aggregation: Aggregation = Aggregation.SUBTRACT
    normalization: Normalization | None = None
    duplicates: Duplicates | Counting = Duplicates.DOCUMENT
    isolates: bool = False
    attribute: str = ""
    include: Mapping[str, Collection[Value]] = field(default_factory=dict)
    exclude: Mapping[str, Collection[Value]] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    compat: Compat | None = None

    def type_in(self, codebook: Codebook) -> str:
        """Return the statement type to read: the one named, else the built-in one, else the first that fits."""
        relations = self.kind is Kind.RELATIONS
        name = self.statement_type or (RELATION if relations else POSITION)
        if self.statement_type or codebook.has_type(name):
            return name
        needed = _RELATED if relations else (self.concepts, *filter(None, [self.actors]))
        needed = tuple(n for n in needed if n != _SPEAKER and n not in COLUMNS)
        return next((t.name for t in codebook.statement_types if t.has(*needed)), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Statements and a design, ready for any measure: ``measure(p.events, p.design, population=p.population, ...)``.

    ``population`` is what ``events`` were chosen from by value; ``extent`` the first and last second of the
    range of dates, both inclusive; ``row_kind`` and ``column_kind`` the kinds of entity of the nodes.
    """

    events: EventList
    population: EventList
    design: Design
    extent: Extent | None
    compat: Compat | None
    row_kind: str
    column_kind: str | None

    def network(self) -> Network:
        """Build the network of the whole range. Cost: that of the network."""
        design = self.design
        if isinstance(design, TwoMode):
            return affiliation(
                self.events,
                rows=design.rows,
                columns=design.columns,
                qualifier=design.qualifier,
                aggregation=design.aggregation,
                normalization=design.normalization,
                duplicates=design.duplicates,
                isolates=design.isolates,
                population=self.population,
                extent=self.extent,
                compat=self.compat,
            )
        return congruence(
            self.events,
            actors=design.actors,
            concepts=design.concepts,
            qualifier=design.qualifier,
            kind=design.kind,
            normalization=design.normalization,
            duplicates=design.duplicates,
            isolates=design.isolates,
            population=self.population,
            extent=self.extent,
            compat=self.compat,
        )

    def attributed(self, network: Network, entities: Sequence[Entity]) -> Network:
        """Give the nodes of a network of this design the attributes of their entities."""
        columns = self.column_kind if network.mode is Mode.TWO_MODE else None
        return with_attributes(
            network, entities, row_kind=self.row_kind, column_kind=columns or None
        )


def build(
    events: EventList,
    options: NetworkOptions,
    entities: Sequence[Entity],
    *,
    since: Moment | None = None,
    until: Moment | None = None,
    texts: Extent | None = None,
) -> Network:
    """Build the network that ``options`` ask for; nodes carry the attributes of their entities.

    The other parameters are those of ``prepared``. Raises ``AnalysisError`` where an option does not fit the statement type. Cost: that of the network.
    """
    if options.kind is not Kind.RELATIONS:
        ready = prepared(events, options, entities, since=since, until=until, texts=texts)
        return ready.attributed(ready.network(), entities)
    if options.compat is not None:
        raise AnalysisError(
            "DNA has no relation networks, so there is nothing to be compatible with.",
            remedy="Leave --compat out, or choose another kind.",
        )
    kind = events.statement_type
    chosen, _ = _chosen(events.between(since, until), options)
    network = relations(
        chosen, kind="kind" if kind.has("kind") else None, duplicates=options.duplicates
    )
    return with_attributes(network, entities, row_kind=kind.variable("source").entities)


def prepared(
    events: EventList,
    options: NetworkOptions,
    entities: Sequence[Entity],
    *,
    since: Moment | None = None,
    until: Moment | None = None,
    texts: Extent | None = None,
) -> Prepared:
    """Choose the statements and make the design that ``options`` ask for.

    ``since`` and ``until`` both belong to the range of dates. ``texts`` are the dates of the first and last
    text, with statements or not: with ``compat`` the range runs between them where nothing else is said.
    Raises ``AnalysisError`` where an option does not fit the statement type. Cost: O(statements).
    """
    if options.kind is Kind.RELATIONS:
        raise AnalysisError(
            "Relations are signed ties that were coded; they are not built from shared concepts.",
            remedy="Choose affiliation, ignore, congruence, conflict or subtract.",
        )
    every = events
    events, actors, row_kind = _actors(events.between(since, until), options, entities)
    column_kind = _kind_of(events, options.concepts)
    chosen, population = _chosen(events, options)
    qualifier = _qualifier(events, options)
    design: Design
    if options.kind is Kind.AFFILIATION:
        design = TwoMode(
            rows=actors,
            columns=options.concepts,
            qualifier=qualifier,
            aggregation=options.aggregation if qualifier else Aggregation.IGNORE,
            normalization=options.normalization,
            duplicates=options.duplicates,
            isolates=options.isolates,
        )
    else:
        design = OneMode(
            actors=actors,
            concepts=options.concepts,
            qualifier=qualifier,
            kind=Projection(options.kind.value),
            normalization=options.normalization,
            duplicates=options.duplicates,
            isolates=options.isolates,
        )
    return Prepared(
        events=chosen,
        population=population,
        design=design,
        extent=_extent(every, since, until, texts if options.compat else None),
        compat=options.compat,
        row_kind=row_kind,
        column_kind=column_kind,
    )


def mentioned(
    events: EventList,
    options: NetworkOptions,
    entities: Sequence[Entity],
    *,
    since: Moment | None = None,
    until: Moment | None = None,
) -> tuple[EventList, str, str | None]:
    """Return the statements chosen, the column of the actors, and the qualifier: what a bar plot counts.

    Parameters, errors and cost as for ``prepared``.
    """
    events, actors, _ = _actors(events.between(since, until), options, entities)
    chosen, _ = _chosen(events, options)
    return chosen, actors, _qualifier(events, options)


def _qualifier(events: EventList, options: NetworkOptions) -> str | None:
    if options.qualifier == "":
        return _AGREEMENT if events.statement_type.has(_AGREEMENT) else None
    return options.qualifier


def _extent(
    events: EventList, since: Moment | None, until: Moment | None, texts: Extent | None
) -> Extent | None:
    if texts is None:
        if since is None and until is None:
            return None
        dates = events.frame[DATE]
        first, last = dates.min(), dates.max()
        if not (isinstance(first, datetime) and isinstance(last, datetime)):
            return None
        texts = first, last
    first, last = texts
    return (
        first if since is None else since.start,
        last if until is None else until.stop - timedelta(seconds=1),
    )


def _chosen(events: EventList, options: NetworkOptions) -> tuple[EventList, EventList]:
    """Return the statements chosen, and those they were chosen from by the values of variables."""
    include = {name: _typed(events, name, values) for name, values in options.include.items()}
    exclude = {name: _typed(events, name, values) for name, values in options.exclude.items()}
    population = select(events, include=_of_texts(include), exclude=_of_texts(exclude))
    chosen = select(
        population,
        include={name: values for name, values in include.items() if name not in COLUMNS},
        exclude={name: values for name, values in exclude.items() if name not in COLUMNS},
        least=options.least,
    )
    return chosen, population


def _of_texts(filters: Mapping[str, list[Value]]) -> dict[str, list[Value]]:
    return {name: values for name, values in filters.items() if name in COLUMNS}


def _typed(events: EventList, name: str, values: Collection[Value]) -> list[Value]:
    """Read words as what the column holds: "yes" and "no" as booleans, digits as numbers."""
    kind = events.column(name).dtype
    truth = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    typed: list[Value] = []
    for value in values:
        try:
            if not isinstance(value, str):
                typed.append(value)
            elif kind == pl.Boolean:
                typed.append(truth[value.lower()])
            elif kind.is_numeric():
                typed.append(int(value) if kind.is_integer() else float(value))
            else:
                typed.append(value)
        except (KeyError, ValueError):
            what = "yes or no" if kind == pl.Boolean else "numbers"
            raise AnalysisError(
                f"{name!r} holds {what}; {value!r} is none.", remedy=f"Give {what}."
            ) from None
    return typed


def _kind_of(events: EventList, name: str) -> str:
    """Return the kind of entity in a column; that of a document's column is none."""
    if name in COLUMNS:
        return ""
    return events.statement_type.variable(name).entities


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
    if not options.attribute:
        return events, name, _kind_of(events, name)
    grouped = events.with_attribute(name, options.attribute, entities)
    return grouped, f"{name}.{options.attribute}", ""
