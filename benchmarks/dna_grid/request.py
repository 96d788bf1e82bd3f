"""What did they ask DNA for? ``Request``, ``read``: its options as typed values, by its silent fall-backs

An option that DNA does not know stops the case: nothing passes because it was not understood.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import polars as pl

from dissensus.analysis.design import Design, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.selection import Duplicates
from dissensus.errors import DissensusError
from dissensus.events import DATE, DOCUMENT, EventList
from dissensus.exchange.dna.database import DnaDatabase
from dissensus.model.codebook import DataType
from dissensus.model.network import Aggregation, Normalization, Projection

__all__ = ["Misunderstood", "Request", "read"]

DEFAULTS: Final[Mapping[str, Any]] = {
    "statementType": "DNA Statement",
    "networkType": "twomode",
    "variable1": "organization",
    "variable1Document": False,
    "variable2": "concept",
    "variable2Document": False,
    "qualifier": "agreement",
    "qualifierDocument": False,
    "qualifierAggregation": "ignore",
    "normalization": "no",
    "isolates": False,
    "duplicates": "include",
    "startDate": "01.01.1900",
    "startTime": "00:00:00",
    "stopDate": "31.12.2099",
    "stopTime": "23:59:59",
    "timeWindow": "no",
    "windowSize": 100,
    "kernel": "no",
    "indentTime": True,
    "normalizeToOne": False,
    "excludeValues": {},
    "excludeAuthors": [],
    "excludeSources": [],
    "excludeSections": [],
    "excludeTypes": [],
    "invertValues": False,
    "invertAuthors": False,
    "invertSources": False,
    "invertSections": False,
    "invertTypes": False,
}
_RECORDING: Final = {"id", "op", "maxFull", "reps", "maxRows"}
_FIELDS: Final = ("author", "source", "section", "type", "id", "title")
_FILTERS: Final = (
    ("Authors", "document.author"),
    ("Sources", "document.source"),
    ("Sections", "document.section"),
    ("Types", "document.type"),
)
_BEGINNING, _END = "01.01.1900", "31.12.2099"
_AGGREGATIONS: Final = {
    "twomode": ("ignore", "combine", "subtract"),
    "onemode": ("ignore", "congruence", "conflict", "subtract"),
    "eventlist": ("ignore", "subtract"),
}
_NORMALIZATIONS: Final = {
    "twomode": ("activity", "prominence"),
    "onemode": ("average", "jaccard", "cosine"),
    "eventlist": (),
}
_PAIR: Final = "congruence & conflict"
_NUMBER: Final = "document.number"  # the document's number as DNA writes it, without zeros before


class Misunderstood(Exception):
    """An option or a value that neither the reference nor this runner knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A case as typed values; ``aggregation`` is DNA's word after its fall-backs, ``unit`` None for none."""

    population: EventList
    events: EventList
    extent: tuple[datetime, datetime]
    network_type: str
    rows: str
    columns: str
    qualifier: str | None
    aggregation: str
    normalization: Normalization | None
    duplicates: Duplicates
    isolates: bool
    unit: Unit | None
    width: int
    kernel: Kernel | None
    indent: bool
    to_one: bool

    def designs(self) -> tuple[Design, ...]:
        """Return the network asked for, or the two of "congruence & conflict"."""
        if self.network_type == "twomode":
            return (
                TwoMode(
                    rows=self.rows,
                    columns=self.columns,
                    qualifier=self.qualifier,
                    aggregation=Aggregation(self.aggregation),
                    normalization=self.normalization,
                    duplicates=self.duplicates,
                    isolates=self.isolates,
                ),
            )
        one = OneMode(
            actors=self.rows,
            concepts=self.columns,
            qualifier=self.qualifier,
            kind=Projection.IGNORE,
            normalization=self.normalization,
            duplicates=self.duplicates,
            isolates=self.isolates,
        )
        return tuple(replace(one, kind=Projection(k)) for k in self.aggregation.split(" & "))

    def windows(self) -> Windows:
        """Return the windows; only where there is a unit of time or of events."""
        if self.unit is None:
            raise Misunderstood("no time window was asked for")
        kernel = None if self.unit is Unit.EVENTS else self.kernel
        return Windows(
            width=self.width,
            unit=self.unit,
            kernel=kernel,
            indent=self.indent,
            to_one=self.to_one,
        )


def read(
    options: Mapping[str, Any],
    database: DnaDatabase,
    *,
    defaults: Mapping[str, Any] | None = None,
    also: Collection[str] = (),
    alone: bool = False,
) -> Request:
    """Read the options of a case; those of ``also`` are the operation's own and not looked at.

    ``alone`` says that the operation has no second variable.
    """
    if unknown := set(options) - set(DEFAULTS) - _RECORDING - set(also):
        raise Misunderstood(f"unknown options: {', '.join(sorted(unknown))}")
    told = {**DEFAULTS, **(defaults or {}), **options}
    for name, usual in DEFAULTS.items():
        if isinstance(usual, bool) and not isinstance(told[name], bool):
            raise Misunderstood(f"{name} is {told[name]!r}, neither true nor false")
    every = _events(database, str(told["statementType"]))
    network_type = told["networkType"] if told["networkType"] in _AGGREGATIONS else "twomode"
    rows, columns = _variables(told, every, alone=alone)
    qualifier = _qualifier(told, every, (rows, columns))
    unit = Unit(told["timeWindow"]) if told["timeWindow"] in set(Unit) else None
    extent = (
        _end(told, "start", _BEGINNING, database.extent()[0]),
        _end(told, "stop", _END, database.extent()[1]),
    )
    population = _step_a(every, told, extent)
    return Request(
        population=population,
        events=_step_b(population, told["excludeValues"], inverted=told["invertValues"]),
        extent=extent,
        network_type=network_type,
        rows=rows,
        columns=columns,
        qualifier=qualifier,
        aggregation=_aggregation(told, network_type, qualifier, unit),
        normalization=_normalization(told, network_type),
        duplicates=_duplicates(told),
        isolates=told["isolates"],
        unit=unit,
        width=max(int(told["windowSize"]), 1),
        kernel=_kernel(told),
        indent=told["indentTime"],
        to_one=told["normalizeToOne"],
    )


def _events(database: DnaDatabase, label: str) -> EventList:
    try:
        events = database.events(label)
    except DissensusError as error:
        raise Misunderstood(str(error)) from None
    number = pl.col(DOCUMENT).str.strip_chars_start("0").alias(_NUMBER)
    return replace(events, frame=events.frame.with_columns(number))


def _variables(told: Mapping[str, Any], events: EventList, *, alone: bool) -> tuple[str, str]:
    names = [v.name for v in events.statement_type.variables if v.data_type is DataType.ENTITY]
    if alone:
        only = _column(told, "variable1", names) or _another(names, (told["variable1"],))
        return only, only
    asked = (told["variable1"], told["variable2"])
    first, second = (_column(told, name, names) for name in ("variable1", "variable2"))
    if first is None:
        first = _another(names, asked)
    if second is None:
        second = _another(names, (told["variable1"], first, told["variable2"]))
    if first == second:
        second = _another(names, (first,))
    return first, second


def _column(told: Mapping[str, Any], option: str, names: Sequence[str]) -> str | None:
    """Return the column an option means, None where DNA falls back."""
    name = told[option]
    if told[f"{option}Document"]:
        if name in _FIELDS:
            return _NUMBER if name == "id" else f"document.{name}"
        if name in names:
            raise Misunderstood(f"{option} {name!r} is no field of the document; DNA crashes")
        return None
    if name in names:
        return str(name)
    if name in _FIELDS:
        raise Misunderstood(f"{option} {name!r} is no variable of the statement; DNA crashes")
    return None


def _another(names: Sequence[str], taken: Collection[str]) -> str:
    for name in names:
        if name not in taken:
            return name
    raise Misunderstood("the statement type has too few short-text variables")


def _qualifier(told: Mapping[str, Any], events: EventList, taken: tuple[str, str]) -> str | None:
    name = told["qualifier"]
    if name is None:
        return None
    if told["qualifierDocument"]:
        if name not in _FIELDS:
            return None
        column = _NUMBER if name == "id" else f"document.{name}"
    else:
        fitting = [
            v.name for v in events.statement_type.variables if v.data_type is not DataType.TEXT
        ]
        if name not in fitting:
            return None
        column = str(name)
    return None if column in taken else column


def _aggregation(
    told: Mapping[str, Any], network_type: str, qualifier: str | None, unit: Unit | None
) -> str:
    asked = told["qualifierAggregation"]
    if qualifier is None:
        return "ignore"
    if asked == _PAIR and network_type == "onemode" and unit is Unit.EVENTS:
        return _PAIR
    return str(asked) if asked in _AGGREGATIONS[network_type] else "ignore"


def _normalization(told: Mapping[str, Any], network_type: str) -> Normalization | None:
    asked = told["normalization"]
    return Normalization(asked) if asked in _NORMALIZATIONS[network_type] else None


def _duplicates(told: Mapping[str, Any]) -> Duplicates:
    asked = told["duplicates"]
    return Duplicates(asked) if asked in set(Duplicates) else Duplicates.INCLUDE


def _kernel(told: Mapping[str, Any]) -> Kernel | None:
    if told["kernel"] == "no":
        return None
    try:
        return Kernel(told["kernel"])
    except ValueError:
        raise Misunderstood(f"unknown kernel {told['kernel']!r}") from None


def _end(told: Mapping[str, Any], end: str, sentinel: str, whole: datetime) -> datetime:
    date, time = told[f"{end}Date"], told[f"{end}Time"]
    if not date or date == sentinel:
        return whole
    try:
        return datetime.strptime(f"{date} {time}", "%d.%m.%Y %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        raise Misunderstood(f"{date!r} {time!r} is no date as DNA writes it") from None


def _step_a(
    events: EventList, told: Mapping[str, Any], extent: tuple[datetime, datetime]
) -> EventList:
    """Keep the statements of the dates and the documents."""
    predicates = [pl.col(DATE).is_between(*extent)]
    for plural, column in _FILTERS:
        if values := told[f"exclude{plural}"]:
            among = pl.col(column).fill_null("").is_in(list(values))
            predicates.append(among if told[f"invert{plural}"] else ~among)
    return events.filter(*predicates)


def _step_b(events: EventList, values: Mapping[str, Sequence[Any]], *, inverted: bool) -> EventList:
    """Keep the statements with the values, compared as DNA writes them."""
    predicates = []
    for variable, listed in values.items():
        column = events.column(variable)
        written = pl.col(variable)
        if column.dtype == pl.Boolean:
            written = written.cast(pl.Int8)
        among = written.cast(pl.String).fill_null("").is_in([str(v) for v in listed])
        predicates.append(among if inverted else ~among)
    return events.filter(*predicates) if predicates else events
