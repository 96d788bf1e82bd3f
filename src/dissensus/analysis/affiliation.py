"""Who speaks of what, and how? ``affiliation``: the two-mode network of actors and concepts"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from dissensus.analysis.cells import Incidence, folded, incidence, span_of_time
from dissensus.analysis.design import Compat, TwoMode
from dissensus.analysis.evidence import CellEvidence
from dissensus.analysis.peer.static import network
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.network import Aggregation, Mode, Network, Normalization

__all__ = ["affiliation", "check_aggregation"]

_MOST_LEVELS: Final = 52  # beyond, a sum of powers of two is no longer exact


def affiliation(
    events: EventList,
    *,
    rows: str,
    columns: str,
    qualifier: str | None = None,
    aggregation: Aggregation = Aggregation.IGNORE,
    normalization: Normalization | None = None,
    duplicates: Duplicates | Counting = Duplicates.INCLUDE,
    isolates: bool = False,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat | None = None,
) -> Network:
    """Build the two-mode network of two columns, say of organizations and concepts.

    With A_ijk the number of statements of row i and column j on level k of the qualifier (value q_k),
    a cell is

    * ``ignore``: M_ij = Σ_k A_ijk
    * ``subtract``: M_ij = Σ_k q_k A_ijk, with q = ±1 for a boolean qualifier; needs numbers
    * ``combine``: M_ij = Σ_k [A_ijk > 0] 2^(K-1-k), k = 0, ..., K-1: a binary number of which positions
      occur, the lowest level first. For a boolean qualifier 1 is agreement, 2 disagreement, 3 both.

    ``activity`` divides a row, ``prominence`` a column, by its sum of M (``ignore``), its number of cells
    above 0 (``combine``) or its number of statements (``subtract``); a cell over 0 is 0. With ``combine``
    and ``prominence`` DNA confuses rows and columns; here it is the definition. DNA quietly counts where
    a text qualifier is to be subtracted; here that is an error.

    ``population`` is what ``events`` were chosen from, where they were (default: ``events``); the levels of
    the qualifier are those found in it, and ``isolates`` keeps its labels even where no statement is left.
    ``compat`` repeats DNA's arithmetic to the digit; the network then carries the range of dates ``extent``
    (default: of the statements).

    Source: Leifeld, P. (2017), Discourse Network Analysis: Policy Debates as Dynamic Networks, in The
    Oxford Handbook of Political Networks, doi 10.1093/oxfordhb/9780190228217.013.25.
    Raises ``AnalysisError`` where the options do not fit. Cost: O(statements + cells).

    >>> from dissensus.model.codebook import built_in_types
    >>> events = EventList.from_rows(
    ...     [
    ...         {"organization": "A", "concept": "tax", "agreement": True},
    ...         {"organization": "A", "concept": "tax", "agreement": False},
    ...         {"organization": "B", "concept": "tax", "agreement": False},
    ...     ],
    ...     built_in_types()[0],
    ... )
    >>> network = affiliation(
    ...     events,
    ...     rows="organization",
    ...     columns="concept",
    ...     qualifier="agreement",
    ...     aggregation=Aggregation.SUBTRACT,
    ... )
    >>> network.weight("A", "tax"), network.weight("B", "tax")
    (0.0, -1.0)
    >>> network.evidence("B", "tax")
    ['2']
    """
    design = TwoMode(
        rows=rows,
        columns=columns,
        qualifier=qualifier,
        aggregation=aggregation,
        normalization=normalization,
        duplicates=duplicates,
        isolates=isolates,
    )
    if compat is not None:
        return network(events, design, population=population, extent=extent, compat=compat)
    return _built(events, design, population)


def _built(events: EventList, design: TwoMode, population: EventList | None) -> Network:
    cells = incidence(
        events,
        rows=design.rows,
        columns=design.columns,
        qualifier=design.qualifier,
        compare=design.aggregation is not Aggregation.IGNORE,
        duplicates=design.duplicates,
        isolates=design.isolates,
        population=population,
    )
    tally = cells.tally()
    matrix = _aggregated(cells, tally, design.aggregation)
    if design.normalization is not None:
        by_row = design.normalization is Normalization.ACTIVITY
        matrix = _normalized(matrix, cells, design.aggregation, by_row=by_row)
    since, until = span_of_time(cells.events)
    return Network(
        mode=Mode.TWO_MODE,
        name=f"{design.rows} × {design.columns}",
        rows=cells.rows,
        columns=cells.columns,
        matrix=matrix,
        since=since,
        until=until,
        statements=len(cells.events),
        unreviewed=cells.events.unreviewed,
        options={
            "measure": "affiliation",
            **cells.options,
            "aggregation": str(design.aggregation),
            "normalization": str(design.normalization or "none"),
        },
        row_attributes=cells.node_attributes(cells.row),
        column_attributes=cells.node_attributes(cells.column),
        tie_attributes=_by_position(cells, tally),
        behind=CellEvidence(cells),
    )


def check_aggregation(cells: Incidence, aggregation: Aggregation) -> None:
    """Raise ``AnalysisError`` where the positions can't be aggregated so."""
    if aggregation is Aggregation.SUBTRACT and cells.levels is None:
        raise AnalysisError(
            f"{cells.options['qualifier']!r} holds texts, which can't be subtracted.",
            remedy="Choose 'ignore' or 'combine', or a boolean, integer or number variable.",
        )
    if aggregation is Aggregation.COMBINE and cells.depth > _MOST_LEVELS:
        raise AnalysisError(
            f"{cells.options['qualifier']!r} has {cells.depth} values; "
            f"'combine' can tell {_MOST_LEVELS} apart.",
            remedy="Choose 'ignore' or 'subtract', or a qualifier with fewer values.",
        )


def _aggregated(
    cells: Incidence, tally: csr_array[np.float64], aggregation: Aggregation
) -> csr_array[np.float64]:
    check_aggregation(cells, aggregation)
    if aggregation is Aggregation.COMBINE:
        return folded(tally.sign(), np.exp2(np.arange(cells.depth - 1, -1, -1, dtype=np.float64)))
    if aggregation is Aggregation.IGNORE or cells.levels is None:
        return folded(tally, np.ones(cells.depth))
    values = 2.0 * cells.levels - 1.0 if cells.boolean else cells.levels
    return folded(tally, values if len(values) else np.zeros(cells.depth))


def _normalized(
    matrix: csr_array[np.float64], cells: Incidence, aggregation: Aggregation, *, by_row: bool
) -> csr_array[np.float64]:
    codes, size = (cells.row, len(cells.rows)) if by_row else (cells.column, len(cells.columns))
    entries = matrix.tocoo()
    at = entries.row if by_row else entries.col
    if aggregation is Aggregation.COMBINE:
        total = np.bincount(at, minlength=size)
    else:  # the sum of a row of counts is its number of statements
        total = np.bincount(codes, minlength=size)
    entries.data /= total[at]
    return entries.tocsr()


def _by_position(
    cells: Incidence, tally: csr_array[np.float64]
) -> dict[str, csr_array[np.float64]]:
    """Count agreement and disagreement per cell, for a boolean qualifier."""
    if not cells.boolean:
        return {}
    levels = np.arange(cells.depth)
    return {
        name: folded(tally, (levels == level).astype(np.float64))
        for name, level in (("positive", 1), ("negative", 0))
    }
