"""Which network would DNA build? ``network``: of the whole range of dates at once; ``labelled``: of given cells"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np

from dissensus.analysis.design import Compat, Design, TwoMode
from dissensus.analysis.matrices.cells import folded
from dissensus.analysis.matrices.products import Matrix
from dissensus.analysis.peer.cells import Cells, cells
from dissensus.analysis.peer.clock import moment, range_of
from dissensus.analysis.peer.evidence import evidence_of
from dissensus.analysis.peer.kept import Scale
from dissensus.analysis.peer.matrices import matrix
from dissensus.errors import AnalysisError
from dissensus.events import DATE, EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Mode, Network

__all__ = ["labelled", "network", "options_of"]


def network(
    events: EventList,
    design: Design,
    *,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat = Compat.DNA_3_0,
) -> Network:
    """Build the network of all statements, by DNA's arithmetic (``matrices.matrix`` has the formulas).

    ``events`` are the statements after the filters on values, ``population`` those within the dates and the
    filters on documents; ``extent`` is the range of dates (DNA: of the documents of the whole database).
    Raises ``AnalysisError`` where DNA fails. Cost: O(statements) and one or two matrix products.

    >>> from dissensus.analysis.design import OneMode
    >>> from dissensus.model.codebook import built_in_types
    >>> from dissensus.model.network import Normalization, Projection
    >>> events = EventList.from_rows(
    ...     [{"organization": name, "concept": "tax"} for name in ("A", "A", "B")],
    ...     built_in_types()[0],
    ... )
    >>> design = OneMode(kind=Projection.IGNORE, normalization=Normalization.COSINE)
    >>> network(events, design).weight("A", "B")
    1.0
    """
    own = cells(events, design, population=population)
    every = events if population is None else population
    dates = None
    if extent is not None or not every.frame[DATE].null_count():
        dates = range_of(every, extent)
    period = None
    if dates is not None:
        first, last = dates
        period = moment(first), moment((first + last) // 2), moment(last)
    made = labelled(own, design, matrix(own, design), period, options_of(events, design, compat))
    places = own.incidence()
    rows = places.node_attributes(places.row)
    two_mode = isinstance(design, TwoMode)
    return replace(
        made,
        row_attributes=rows,
        column_attributes=places.node_attributes(places.column) if two_mode else rows,
        tie_attributes=_by_position(own) if two_mode else {},
    )


def labelled(
    cells: Cells,
    design: Design,
    matrix: Matrix,
    period: tuple[Moment, Moment, Moment] | None,
    options: Mapping[str, str],
) -> Network:
    """Put the labels on a matrix; ``period`` is its first, middle and last second. Cost: O(1)."""
    since, middle, until = period if period is not None else (None, None, None)
    two_mode = isinstance(design, TwoMode)
    return Network(
        mode=Mode.TWO_MODE if two_mode else Mode.ONE_MODE,
        name=_name(design),
        rows=cells.rows,
        columns=cells.columns if two_mode else cells.rows,
        matrix=matrix,
        since=since,
        until=until,
        middle=middle,
        statements=len(cells),
        unreviewed=cells.events.unreviewed,
        options=options,
        behind=evidence_of(cells, design),
    )


def options_of(events: EventList, design: Design, compat: Compat) -> dict[str, str]:
    """Return how a network was made, as it stands in what is exported. Cost: O(1).

    Raises ``AnalysisError`` for a ``compat`` that there is not.
    """
    if compat not in set(Compat):
        raise AnalysisError(
            f"There is no compatibility with {compat!r}.",
            remedy=f"There is: {', '.join(Compat)}.",
        )
    if isinstance(design, TwoMode):
        own = {
            "measure": "affiliation",
            "rows": design.rows,
            "columns": design.columns,
            "aggregation": str(design.aggregation),
        }
    else:
        own = {
            "measure": "congruence",
            "rows": design.actors,
            "columns": design.concepts,
            "kind": str(design.kind),
        }
    return {
        **own,
        "statement type": events.statement_type.name,
        "qualifier": design.qualifier or "none",
        "normalization": str(design.normalization or "none"),
        "duplicates": str(design.duplicates),
        "isolates": "kept" if design.isolates else "left out",
        "compat": str(compat),
    }


def _name(design: Design) -> str:
    if isinstance(design, TwoMode):
        return f"{design.rows} × {design.columns}"
    return f"{design.kind} of {design.actors} by {design.concepts}"


def _by_position(cells: Cells) -> dict[str, Matrix]:
    """Count agreement and disagreement per cell, for a boolean qualifier."""
    if cells.scale is not Scale.BOOLEAN:
        return {}
    tally = cells.tally()
    return {
        "positive": folded(tally, np.array([0.0, 1.0])),
        "negative": folded(tally, np.array([1.0, 0.0])),
    }
