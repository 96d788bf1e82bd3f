"""How does polarization change over time? ``over_time``"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dissensus.analysis.design import Unit
from dissensus.analysis.encounters import Encounters
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.peer.polarization import pairs
from dissensus.analysis.polarization.camps import Camps, Search
from dissensus.analysis.polarization.chance import counted_once, dealt_out
from dissensus.analysis.polarization.labels import numbered
from dissensus.analysis.polarization.series import PolarizationSeries
from dissensus.analysis.polarization.windows import blocks, camps_of
from dissensus.analysis.selection import Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.network import Projection

if TYPE_CHECKING:
    from dissensus.analysis.design import Compat, OneMode, Windows
    from dissensus.analysis.over_time.windows import Extent

__all__ = ["over_time"]

_COLUMNS: Final = (
    "since",
    "middle",
    "until",
    "score",
    "bound",
    "exact",
    "actors",
    "statements",
    "waiting",
    "congruence",
    "conflict",
)


def over_time(
    events: EventList,
    design: OneMode,
    windows: Windows,
    how: Search,
    *,
    shuffles: int = 0,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> PolarizationSeries:
    """Go through the windows and return what ``polarization`` says of each, in bounded memory.

    Windows are searched some dozens at a time, each from where the last ones ended, from ``how.runs`` random
    starts, and from the blocs of the windows before and after it. Cost per window: that of its two networks, and
    O(runs · actors · actors moved).
    """
    series = _Series(how, together=compat is not None)
    unit = windows.unit if windows.width > 1 else windows.unit.removesuffix("s")
    options = {
        "measure": "polarization",
        "actors": design.actors,
        "concepts": design.concepts,
        "qualifier": str(design.qualifier),
        "normalization": str(design.normalization or "none"),
        "duplicates": str(design.duplicates),
        "window": f"{windows.width} {unit}",
        "step": str(windows.step),
        "kernel": str(windows.kernel or "none"),
        **how.told(),
        **({"compat": str(compat)} if compat is not None else {}),
    }
    if compat is not None:
        if windows.kernel is None:
            raise AnalysisError(
                "DNA's polarization over time has no windows without a kernel.",
                remedy="Choose a kernel: uniform, triangular, epanechnikov or gaussian.",
            )
        dna = pairs(events, design, windows, population=population, extent=extent, compat=compat)
        for pair in dna:
            series.add(pair, series.places(pair.names), how.as_dna(pair))
        return series.closed(options, events)
    random = np.random.default_rng(how.seed)
    for block in blocks(_encounters(events, design, windows, population, extent)):
        places = [series.places(pair.names) for pair in block]
        found = camps_of(block, places, series.last, how, random)
        for pair, own, camps in zip(block, places, found, strict=True):
            series.add(pair, own, camps)
    dealt = _scores_dealt_out(
        events, design, windows, how, shuffles, population=population, extent=extent
    )
    if shuffles:
        options["shuffles"] = str(shuffles)
    return replace(series.closed(options, events), shuffled=dealt)


def _scores_dealt_out(
    events: EventList,
    design: OneMode,
    windows: Windows,
    how: Search,
    shuffles: int,
    *,
    population: EventList | None,
    extent: Extent | None,
) -> Numbers:
    """Return rounds × windows: the best scores of the same statements with their positions dealt out anew."""
    random = np.random.default_rng(how.seed)
    once = replace(design, duplicates=Duplicates.INCLUDE)
    counted = counted_once(events, design)
    if windows.unit is Unit.EVENTS:  # where duplicates fill the windows, too
        counted, once = counted_once(events, once), design
    every = events if population is None else population
    rows = [
        over_time(
            dealt_out(counted, design, random, windows=windows),
            once,
            windows,
            how.quick(),
            population=every,
            extent=extent,
        ).score
        for _ in range(shuffles)
    ]
    return np.array(rows, dtype=np.float64)


def _encounters(
    events: EventList,
    design: OneMode,
    windows: Windows,
    population: EventList | None,
    extent: Extent | None,
) -> Iterator[Encounters]:
    """Go through the windows; the weights of both networks stay as they are, so that they compare."""
    agreeing, opposing = (
        slices(
            events,
            replace(design, kind=kind, isolates=False),
            replace(windows, to_one=False),
            population=population,
            extent=extent,
        )
        for kind in (Projection.CONGRUENCE, Projection.CONFLICT)
    )
    for pair in zip(agreeing, opposing, strict=True):
        yield Encounters.of(*pair)


class _Series:
    """The columns of a series, window by window, and the bloc each actor was in last."""

    def __init__(self, how: Search, *, together: bool) -> None:
        self.how = how
        self.together = together
        self.number: dict[str, int] = {}
        self.last: Integers = np.zeros(0, np.int64)
        self.rows: list[tuple[Integers, Integers]] = []
        self.columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}

    def places(self, names: tuple[str, ...]) -> Integers:
        """Return the numbers of actors in the series; whoever is new gets the next one."""
        number = self.number
        found = np.array([number.setdefault(name, len(number)) for name in names], np.int64)
        if len(number) > len(self.last):
            new = np.full(len(number) - len(self.last), -1, np.int64)
            self.last = np.concatenate([self.last, new])
        return found

    def add(self, pair: Encounters, places: Integers, camps: Camps) -> None:
        """Take a window: number its blocs by who was in them before, and note the rest."""
        members = camps.members
        if self.how.memberships is None:
            # DNA counts pairs that never meet, so its blocs hold together across parts.
            parts = np.zeros(len(pair), np.int64) if self.together else pair.parts()
            members = numbered(members, parts, self.last[places], self.how.blocs)
        self.last[places] = members
        self.rows.append((places, members))
        row = (
            pair.since,
            pair.middle,
            pair.until,
            camps.score,
            camps.bound,
            camps.exact,
            len(pair),
            pair.statements,
            pair.unreviewed,
            float(np.abs(pair.congruence).sum()) / 2,
            float(np.abs(pair.conflict).sum()) / 2,
        )
        for name, value in zip(_COLUMNS, row, strict=True):
            self.columns[name].append(value)

    def closed(self, options: Mapping[str, str], behind: EventList) -> PolarizationSeries:
        """Return the series; actors in order of their names."""
        names = sorted(self.number)
        order = np.empty(len(names), np.int64)
        order[[self.number[name] for name in names]] = np.arange(len(names))
        members = np.full((len(self.rows), len(names)), -1, np.int16)
        for window, (places, own) in enumerate(self.rows):
            members[window, order[places]] = own
        columns = {name: tuple(values) for name, values in self.columns.items()}
        return PolarizationSeries(
            **columns,
            names=tuple(names),
            members=members,
            shuffled=np.empty((0, 0)),
            options=options,
            behind=behind,
        )
