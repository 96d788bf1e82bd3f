"""What is a backbone looked for in? ``Material``, ``material``: statements, their concepts, and what a set loses"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dissensus.analysis.design import Compat, OneMode
from dissensus.analysis.matrices.cells import Incidence, Integers, incidence, packed, span_of_time
from dissensus.analysis.matrices.evidence import SharedEvidence
from dissensus.analysis.matrices.shares import Shares
from dissensus.analysis.peer.backbone import DegreeLoss
from dissensus.analysis.peer.cells import Cells
from dissensus.analysis.peer.cells import cells as peer_cells
from dissensus.analysis.peer.clock import moment, range_of
from dissensus.analysis.peer.static import labelled, options_of
from dissensus.analysis.spectral_loss import Loss, SpectralLoss
from dissensus.errors import AnalysisError
from dissensus.events import DATE, EventList
from dissensus.model.network import Mode, Network, Projection

__all__ = ["Material", "material"]

_Flags = NDArray[np.bool_]
_Matrix = csr_array[np.float64]
_Named = Callable[[Integers, _Matrix], Network]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """The statements of a network, the concepts they are about, and what knows the loss of a set of them."""

    cells: Incidence
    concepts: tuple[str, ...]
    counts: Integers  # statements on each concept
    options: Mapping[str, str]  # of the network
    loss: Loss
    _numbers: Integers  # of the concepts among the columns of the cells
    _named: _Named

    def network(self, members: _Flags, what: str) -> Network:
        """Return the network of some concepts, on the actors of all. Cost: O(statements + actors²)."""
        made = self._named(self._numbers[members], packed(self.loss.ties(members)))
        return replace(
            made,
            name=f"{made.name}, {what}",
            options={**made.options, "part": what, "concepts": str(int(members.sum()))},
        )


def material(
    events: EventList,
    design: OneMode,
    *,
    population: EventList | None,
    extent: tuple[datetime, datetime] | None,
    compat: Compat | None,
) -> Material:
    """Choose and count the statements. ``AnalysisError`` where there are none. Cost: O(statements)."""
    if not isinstance(design, OneMode):
        raise AnalysisError(
            "A backbone is looked for in a one-mode network.", remedy="Give a OneMode design."
        )
    peer = None
    named: _Named
    if compat is not None:
        peer = peer_cells(events, design, population=population)
        cells = peer.incidence()
        every = events if population is None else population
        undated = bool(every.frame[DATE].null_count())
        dates = None if undated and extent is None else range_of(every, extent)
        options = options_of(events, design, compat)
        named = _named_by_peer(peer, design, dates, options)
    else:
        cells = incidence(
            events,
            rows=design.actors,
            columns=design.concepts,
            qualifier=design.qualifier,
            compare=design.kind is not Projection.IGNORE,
            duplicates=design.duplicates,
            isolates=design.isolates,
            scale=design.scale,
            population=population,
        )
        options = {
            "measure": "congruence",
            **cells.options,
            "kind": str(design.kind),
            "normalization": str(design.normalization or "none"),
        }
        named = _named(cells, design, options)
    numbers, column = np.unique(cells.column, return_inverse=True)
    if not len(numbers):
        raise AnalysisError(
            f"No statement has both a value for {design.actors!r} and one for {design.concepts!r}.",
            remedy="Choose other variables, or a wider range of dates or values.",
        )
    concepts = tuple(cells.columns[n] for n in numbers.tolist())
    shares = Shares.of(replace(cells, column=column, columns=concepts), design)
    loss: Loss = SpectralLoss(shares) if peer is None else DegreeLoss(peer, shares, design)
    return Material(cells, concepts, shares.statements(), options, loss, numbers, named)


def _named_by_peer(
    cells: Cells, design: OneMode, dates: tuple[int, int] | None, options: Mapping[str, str]
) -> _Named:
    period = None
    if dates is not None:
        period = moment(dates[0]), moment(sum(dates) // 2), moment(dates[1])
    return lambda columns, matrix: labelled(cells.among(columns), design, matrix, period, options)


def _named(cells: Incidence, design: OneMode, options: Mapping[str, str]) -> _Named:
    def named(columns: Integers, matrix: _Matrix) -> Network:
        chosen = np.isin(cells.column, columns)
        events = replace(cells.events, frame=cells.events.frame.filter(pl.Series(chosen)))
        part = replace(
            cells,
            events=events,
            row=cells.row[chosen],
            column=cells.column[chosen],
            level=cells.level[chosen],
        )
        attributes = part.node_attributes(part.row)
        since, until = span_of_time(events)
        return Network(
            mode=Mode.ONE_MODE,
            name=f"{design.kind} of {design.actors} by {design.concepts}",
            rows=cells.rows,
            columns=cells.rows,
            matrix=matrix,
            since=since,
            until=until,
            statements=len(events),
            unreviewed=events.unreviewed,
            options=options,
            row_attributes=attributes,
            column_attributes=attributes,
            behind=SharedEvidence(part, design.kind),
        )

    return named
