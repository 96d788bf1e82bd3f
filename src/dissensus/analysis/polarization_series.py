"""How does polarization change over time? ``PolarizationSeries``, ``over_time``"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dissensus.analysis.bloc_labels import numbered
from dissensus.analysis.bloc_windows import blocks, camps_of
from dissensus.analysis.cells import Integers
from dissensus.analysis.encounters import Encounters
from dissensus.analysis.peer.polarization import pairs
from dissensus.analysis.polarized import Camps, Search
from dissensus.analysis.slices import slices
from dissensus.errors import AnalysisError
from dissensus.events import STATEMENT, EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Projection

if TYPE_CHECKING:
    from dissensus.analysis.design import Compat, OneMode, Windows
    from dissensus.analysis.windows import Extent

__all__ = ["PolarizationSeries", "over_time"]

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

_Blocs: TypeAlias = NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PolarizationSeries:
    """Polarization in one window after the other; all columns are of the same length.

    ``score``, ``bound`` and ``exact`` are as in ``Polarization``; ``actors`` counts those with a tie. ``names`` are all actors of
    the series, and ``members[t, a]`` the bloc of actor a in window t, -1 where it is in none. An actor's blocs
    are numbered so that, from window to window, most keep the number they last had. ``waiting`` counts the statements
    of a window that nobody has reviewed; ``behind`` are all statements given.
    """

    since: tuple[Moment, ...]
    middle: tuple[Moment, ...]
    until: tuple[Moment, ...]
    score: tuple[float, ...]
    bound: tuple[float | None, ...]
    exact: tuple[bool, ...]
    actors: tuple[int, ...]
    statements: tuple[int, ...]
    waiting: tuple[int, ...]
    congruence: tuple[float, ...]
    conflict: tuple[float, ...]
    names: tuple[str, ...]
    members: _Blocs
    options: Mapping[str, str]
    behind: EventList

    def __len__(self) -> int:
        return len(self.score)

    def __repr__(self) -> str:
        return f"<PolarizationSeries of {len(self)} windows, {len(self.names)} actors>"

    @property
    def unreviewed(self) -> int:
        """How many of all statements no person has reviewed."""
        return self.behind.unreviewed

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements given."""
        return self.behind.frame[STATEMENT].to_list()

    def blocs(self, window: int) -> dict[str, int]:
        """Return who is in which bloc in one window; actors without a tie in it are left out."""
        row = self.members[window]
        return {self.names[a]: int(row[a]) for a in np.flatnonzero(row >= 0).tolist()}

    def to_polars(self) -> pl.DataFrame:
        """Return a row per window; ``bound`` is null where no proof was sought."""
        return pl.DataFrame(
            {
                "since": [m.start for m in self.since],
                "middle": [m.start for m in self.middle],
                "until": [m.start for m in self.until],
                "score": self.score,
                "bound": self.bound,
                "exact": self.exact,
                "actors": self.actors,
                "statements": self.statements,
                "unreviewed": self.waiting,
                "congruence": self.congruence,
                "conflict": self.conflict,
            },
            schema={
                "since": pl.Datetime("us"),
                "middle": pl.Datetime("us"),
                "until": pl.Datetime("us"),
                "score": pl.Float64(),
                "bound": pl.Float64(),
                "exact": pl.Boolean(),
                "actors": pl.Int64(),
                "statements": pl.Int64(),
                "unreviewed": pl.Int64(),
                "congruence": pl.Float64(),
                "conflict": pl.Float64(),
            },
        )

    def members_to_polars(self) -> pl.DataFrame:
        """Return a row per window and actor in a bloc: its middle, the actor, the bloc."""
        window, actor = np.nonzero(self.members >= 0)
        middles = pl.Series([m.start for m in self.middle], dtype=pl.Datetime("us"))
        return pl.DataFrame(
            {
                "window": pl.Series(window, dtype=pl.Int64),
                "middle": middles.gather(window),
                "actor": pl.Series(self.names, dtype=pl.String).gather(actor),
                "bloc": pl.Series(self.members[window, actor], dtype=pl.Int64),
            }
        )


def over_time(
    events: EventList,
    design: OneMode,
    windows: Windows,
    how: Search,
    *,
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
    options = {
        "measure": "polarization",
        "actors": design.actors,
        "concepts": design.concepts,
        "qualifier": str(design.qualifier),
        "normalization": str(design.normalization or "none"),
        "duplicates": str(design.duplicates),
        "window": f"{windows.width} {windows.unit}",
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
            series.add(pair, how.as_dna(pair))
        return series.closed(options, events)
    random = np.random.default_rng(how.seed)
    for block in blocks(_encounters(events, design, windows, population, extent)):
        places = [series.places(pair.names) for pair in block]
        for pair, camps in zip(
            block, camps_of(block, places, series.last, how, random), strict=True
        ):
            series.add(pair, camps)
    return series.closed(options, events)


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

    def add(self, pair: Encounters, camps: Camps) -> None:
        """Take a window: number its blocs by who was in them before, and note the rest."""
        places, members = self.places(pair.names), camps.members
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
            float(pair.congruence.sum()) / 2,
            float(pair.conflict.sum()) / 2,
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
            **columns, names=tuple(names), members=members, options=options, behind=behind
        )
