"""How does a network change from slice to slice? ``course``, ``Course``, ``Watch``: a few figures of each"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dissensus.analysis.design import Compat, Design, Windows
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.over_time.windows import Extent
from dissensus.events import STATEMENT, EventList
from dissensus.model.network import Mode, Network

__all__ = ["Course", "Watch", "course"]

_COLUMNS: Final = {
    "slice": pl.Int64(),
    "since": pl.Datetime("us"),
    "until": pl.Datetime("us"),
    "middle": pl.Datetime("us"),
    "statements": pl.Int64(),
    "unreviewed": pl.Int64(),
    "rows": pl.Int64(),
    "columns": pl.Int64(),
    "ties": pl.Int64(),
    "density": pl.Float64(),
    "positive": pl.Float64(),
    "negative": pl.Float64(),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """A few figures of each slice, one row per slice.

    ``table`` has the number of the slice (from 1), ``since``, ``until`` (its last second) and
    ``middle``, statements (and those nobody reviewed), rows and columns, ties that are not 0, their
    density (the share of the possible ones) and the sums of the positive ties and of the negative ones (without their sign).
    Of a one-mode network each pair counts once. ``behind`` are the statements given, where they are known.
    """

    table: pl.DataFrame
    name: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    behind: EventList | None = None

    def __repr__(self) -> str:
        return f"<Course of {self.name}: {len(self)} slices>"

    def __len__(self) -> int:
        return self.table.height

    @property
    def unreviewed(self) -> int:
        """How many of the statements no person has reviewed."""
        return 0 if self.behind is None else self.behind.unreviewed

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements the slices were made from."""
        return [] if self.behind is None else self.behind.frame[STATEMENT].to_list()

    def to_polars(self) -> pl.DataFrame:
        """Return the table."""
        return self.table


class Watch:
    """Takes down the figures of networks that pass by on their way to somewhere else, and lets them go."""

    def __init__(self) -> None:
        self._rows: list[tuple[object, ...]] = []
        self._name = ""
        self._options: Mapping[str, str] = {}

    def over(self, networks: Iterable[Network]) -> Iterator[Network]:
        """Hand on each network, its figures taken. Cost per network: O(ties)."""
        for network in networks:
            self._rows.append((len(self._rows) + 1, *_figures(network)))
            self._name, self._options = network.name, network.options
            yield network

    def course(self, behind: EventList | None = None) -> Course:
        """Return what was taken down so far."""
        table = pl.DataFrame(self._rows, schema=_COLUMNS, orient="row")
        return Course(table=table, name=self._name, options=self._options, behind=behind)


def course(
    events: EventList,
    design: Design,
    windows: Windows,
    *,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> Course:
    """Go through the slices of a debate and keep a few figures of each; options as for ``slices``.

    Density of an undirected one-mode network of n nodes is ties / (n (n - 1) / 2), of a two-mode network ties /
    (rows · columns); 0 where no tie is possible.
    Raises ``AnalysisError`` where the options do not fit. Cost: that of the slices, and O(1) memory for each.

    >>> from datetime import datetime
    >>> from dissensus.analysis.design import OneMode
    >>> from dissensus.model.codebook import built_in_types
    >>> from dissensus.model.network import Projection
    >>> rows = [
    ...     {"document.date": datetime(2024, 1, 1), "organization": name, "concept": "tax", "agreement": stance}
    ...     for name, stance in (("A", True), ("B", True), ("C", False))
    ... ]
    >>> events = EventList.from_rows(rows, built_in_types()[0])
    >>> design = OneMode(qualifier="agreement", kind=Projection.SUBTRACT)
    >>> found = course(events, design, Windows(width=1)).to_polars()
    >>> found.select("statements", "ties", "density", "positive", "negative").row(0)
    (3, 3, 1.0, 1.0, 2.0)
    """
    watch = Watch()
    networks = slices(events, design, windows, population=population, extent=extent, compat=compat)
    for _ in watch.over(networks):
        pass
    return watch.course(events)


def _figures(network: Network) -> tuple[object, ...]:
    weights = network.matrix.data
    ties = int((weights != 0.0).sum())
    positive = float(weights[weights > 0.0].sum())
    negative = -float(weights[weights < 0.0].sum())
    rows, columns = network.matrix.shape
    possible = rows * columns
    if network.mode is Mode.ONE_MODE:
        # The diagonal, which only DNA's kernels fill, is no tie between two.
        own = network.matrix.diagonal()
        ties = (ties - int((own != 0.0).sum())) // 2
        positive = (positive - float(own[own > 0.0].sum())) / 2
        negative = (negative + float(own[own < 0.0].sum())) / 2
        possible = rows * (rows - 1) // 2
    return (
        *(
            None if moment is None else moment.start
            for moment in (network.since, network.until, network.middle)
        ),
        network.statements,
        network.unreviewed,
        rows,
        columns,
        ties,
        ties / possible if possible else 0.0,
        positive,
        negative,
    )
