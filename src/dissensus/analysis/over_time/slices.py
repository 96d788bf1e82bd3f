"""What is the network in each stretch of time? ``slices``: one network after the other"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from dissensus.analysis.design import Compat, Cut, Design, Kernel, OneMode, TwoMode, Windows
from dissensus.analysis.matrices.assembly import by_position, check_aggregation, one_mode, two_mode
from dissensus.analysis.matrices.cells import Incidence, Integers, Numbers, incidence
from dissensus.analysis.matrices.parts import Kept, Part, PartEvidence
from dissensus.analysis.matrices.products import Matrix
from dissensus.analysis.over_time.kernels import half_width, place, weights
from dissensus.analysis.over_time.windows import Cuts, Extent, Span, cuts, dated, extent_of, spans
from dissensus.analysis.selection import Duplicates, repeated
from dissensus.errors import AnalysisError
from dissensus.events import REVIEWED, EventList
from dissensus.model.network import Aggregation, Mode, Network, Projection

__all__ = ["slices"]


def slices(
    events: EventList,
    design: Design,
    windows: Windows,
    *,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
    first: int = 0,
) -> Iterator[Network]:
    """Go through the networks of a debate over time, one for each window, in bounded memory.

    Which windows there are is said in ``windows``. Without a kernel, a slice is the network that
    ``affiliation`` or ``congruence`` makes of the statements in the window. With one, statement s weighs
    z_s (``weights``), and with Z_ijk = Σ z_s and B_ijk = Σ sqrt(z_s) over the statements of i on j at level k,

    * two-mode: Z takes the place of the counts A;
    * one-mode: a pair of statements weighs sqrt(z z'), so B takes the place of A in the ties and in
      ``cosine``; in ``average`` and in the parts of ``jaccard`` that one actor has alone, Z does. The
      diagonal stays empty.

    Where all weights are the same, so are the normalized networks with and without a kernel.
    A statement whose weight is 0 is not in the slice. ``windows.to_one`` divides by the sum
    of the absolute values. ``windows.cut`` says whether a repetition is looked for within the window (the
    first one in it stays) or within the extent beforehand.

    ``population`` is what ``events`` were chosen from: the levels of the qualifier, with ``isolates``
    the labels of every slice, and where no ``extent`` is given the range of dates (first to
    last statement) are found in it. Without isolates, a slice has the labels of its own statements.

    ``since`` and ``until`` of a network both belong to it; with a kernel, ``middle`` is where it is centered.
    ``compat`` repeats DNA's windows instead, its arithmetic included. ``first`` begins with a later slice
    than number 0; those before it are not worked out.

    Raises ``AnalysisError`` where the options do not fit, at once. Cost per slice: O(statements in it +
    labels) and, one-mode, the product of the tables of its actors × (concepts · levels).

    >>> from datetime import datetime
    >>> from dissensus.model.codebook import built_in_types
    >>> said = [(1, "A", True), (2, "B", True), (3, "B", False)]
    >>> events = EventList.from_rows(
    ...     [
    ...         {
    ...             "document.date": datetime(2024, 1, day),
    ...             "organization": name,
    ...             "concept": "tax",
    ...             "agreement": stance,
    ...         }
    ...         for day, name, stance in said
    ...     ],
    ...     built_in_types()[0],
    ... )
    >>> design = OneMode(qualifier="agreement", kind=Projection.SUBTRACT)
    >>> networks = slices(events, design, Windows(width=2))
    >>> [(str(n.since), str(n.until), [t.weight for t in n.ties()]) for n in networks]
    [('2024-01-01', '2024-01-02', [1.0]), ('2024-01-02', '2024-01-03', [])]
    """
    if compat is not None:
        from dissensus.analysis.peer.windows import slices as as_dna  # of no use without

        found = as_dna(events, design, windows, population=population, extent=extent, compat=compat)
        return islice(found, first, None)
    every = events if population is None else population
    limits = extent_of(every, extent)
    if limits is None:
        return iter(())
    if extent is not None:
        every, _ = dated(every, extent)
    inside, _ = dated(events, extent)
    return _Debate.of(inside, design, windows, every).networks(limits, first)


@dataclass(frozen=True, eq=False)
class _Debate:
    """What is the same for all slices."""

    cells: Incidence  # all statements that may be in a slice, in order of time
    times: Integers
    before: Integers | None  # the number of the statement that each one repeats
    waiting: Integers  # 1 where no person has reviewed the statement
    design: Design
    windows: Windows
    name: str
    options: Mapping[str, str]

    @classmethod
    def of(
        cls, events: EventList, design: Design, windows: Windows, population: EventList
    ) -> _Debate:
        rows, columns, how = _asked(design)
        compare = how not in (Projection.IGNORE, Aggregation.IGNORE)
        each = windows.cut is Cut.WINDOWS_FIRST
        cells = incidence(
            events,
            rows=rows,
            columns=columns,
            qualifier=design.qualifier,
            compare=compare,
            duplicates=Duplicates.INCLUDE if each else design.duplicates,
            isolates=design.isolates,
            population=population,
            scale=design.scale if isinstance(design, OneMode) else None,
        )
        if isinstance(design, TwoMode):
            _check(cells, design, windows)
        kept, times = dated(cells.events, None)
        by = [rows, columns, *([design.qualifier] if compare and design.qualifier else [])]
        one_mode = isinstance(design, OneMode)
        return cls(
            cells=cells,
            times=times,
            before=repeated(kept, by=by, within=design.duplicates) if each else None,
            waiting=(~kept.frame[REVIEWED].fill_null(value=False)).to_numpy().astype(np.int64),
            design=design,
            windows=windows,
            name=f"{how} of {rows} by {columns}" if one_mode else f"{rows} × {columns}",
            options={
                "measure": "congruence" if one_mode else "affiliation",
                **cells.options,
                "duplicates": str(design.duplicates),
                "kind" if one_mode else "aggregation": str(how),
                "normalization": str(design.normalization or "none"),
                **_told(windows),
            },
        )

    def networks(self, limits: tuple[int, int], first: int) -> Iterator[Network]:
        """Make the network of each window from the ``first`` on when it is asked for."""
        windows = (
            (span, *chosen)
            for block in cuts(self.times, self.windows, limits)
            for span, chosen in zip(spans(block, self.windows), self._chosen(block), strict=True)
        )
        for span, kept, weight in islice(windows, first, None):
            yield self._network(span, kept, weight)

    def _chosen(self, block: Cuts) -> Iterator[tuple[Kept, Numbers | None]]:
        """Say which statements are in each slice, and what they weigh where they differ."""
        kernel = None if self.windows.kernel is Kernel.UNIFORM else self.windows.kernel
        half = half_width(self.windows) if kernel else 1.0
        center = place(block.middle, self.windows.unit).tolist() if kernel else []
        bounds = zip(block.first.tolist(), block.last.tolist(), strict=True)
        for k, (first, last) in enumerate(bounds):
            kept: Kept = slice(first, last)
            if self.before is not None:
                kept = first + np.flatnonzero(self.before[first:last] < first)
            weight = None
            if kernel is not None and first < last:
                places, at = self._axis
                begin = at[first]
                distance = (places[begin : at[last - 1] + 1] - center[k]) / half
                weight = weights(kernel, distance)[at[kept] - begin]
            yield kept, weight

    @cached_property
    def _axis(self) -> tuple[Numbers, Integers]:
        """Return the places of the different times on the axis of the kernel, and each statement's."""
        different, at = np.unique(self.times, return_inverse=True)
        return place(different, self.windows.unit), at

    def _network(self, span: Span, kept: Kept, weight: Numbers | None) -> Network:
        design = self.design
        part = Part.of(self.cells, kept, isolates=design.isolates)
        waiting = self.waiting[kept]
        rows = part.row_names()
        by_row = part.counts(waiting, by_row=True)
        since, until, middle = span
        if isinstance(design, OneMode):
            ties = one_mode(part, weight, design.kind, design.normalization)
            return Network(
                mode=Mode.ONE_MODE,
                name=self.name,
                rows=rows,
                columns=rows,
                matrix=self._scaled(ties),
                since=since,
                until=until,
                middle=middle,
                statements=len(part.level),
                unreviewed=int(waiting.sum()),
                options=self.options,
                row_attributes=by_row,
                column_attributes=by_row,
                behind=PartEvidence(part, design.kind),
            )
        cells = two_mode(part, weight, design.aggregation, design.normalization)
        positions = by_position(part, weight)
        return Network(
            mode=Mode.TWO_MODE,
            name=self.name,
            rows=rows,
            columns=part.column_names(),
            matrix=self._scaled(cells),
            since=since,
            until=until,
            middle=middle,
            statements=len(part.level),
            unreviewed=int(waiting.sum()),
            options=self.options,
            row_attributes=by_row,
            column_attributes=part.counts(waiting, by_row=False),
            tie_attributes={name: self._halved(counts) for name, counts in positions.items()},
            behind=PartEvidence(part, None),
        )

    def _scaled(self, matrix: Matrix) -> Matrix:
        """Apply what is left of the options."""
        if self.design.normalization is None:
            matrix = self._halved(matrix)
        if self.windows.to_one and (total := float(np.abs(matrix.data).sum())):
            matrix.data /= total
        return matrix

    def _halved(self, matrix: Matrix) -> Matrix:
        """Give statements the weight 1/2 they have in a uniform kernel: exact, and done once."""
        if self.windows.kernel is Kernel.UNIFORM:
            matrix.data *= 0.5
        return matrix


def _asked(design: Design) -> tuple[str, str, Projection | Aggregation]:
    if isinstance(design, OneMode):
        return design.actors, design.concepts, design.kind
    return design.rows, design.columns, design.aggregation


def _check(cells: Incidence, design: TwoMode, windows: Windows) -> None:
    if windows.kernel is not None and design.aggregation is Aggregation.COMBINE:
        raise AnalysisError(
            "'combine' says which positions occur; there is nothing in it for a kernel to weigh.",
            remedy="Choose 'ignore' or 'subtract', or leave the kernel out.",
        )
    check_aggregation(cells, design.aggregation)


def _told(windows: Windows) -> dict[str, str]:
    def of(number: int) -> str:
        return f"{number} {windows.unit if number != 1 else windows.unit.removesuffix('s')}"

    return {
        "window": of(windows.width),
        "step": of(windows.step),
        "kernel": str(windows.kernel or "none"),
        "cut": str(windows.cut),
        **({"indent": "yes"} if windows.indent else {}),
        **({"sum of absolute weights": "1"} if windows.to_one else {}),
    }
