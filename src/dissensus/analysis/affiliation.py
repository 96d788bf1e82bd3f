"""Who speaks of what, and how? ``affiliation``: the two-mode network of actors and concepts"""

from __future__ import annotations

from datetime import datetime

from dissensus.analysis.design import Compat, TwoMode
from dissensus.analysis.matrices.assembly import by_position, check_aggregation, two_mode
from dissensus.analysis.matrices.cells import incidence, span_of_time
from dissensus.analysis.matrices.evidence import CellEvidence
from dissensus.analysis.matrices.parts import Part
from dissensus.analysis.peer.static import network
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.events import EventList
from dissensus.model.network import Aggregation, Mode, Network, Normalization

__all__ = ["affiliation"]


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
    check_aggregation(cells, design.aggregation)
    every = Part.of(cells, slice(None), isolates=True)
    since, until = span_of_time(cells.events)
    return Network(
        mode=Mode.TWO_MODE,
        name=f"{design.rows} × {design.columns}",
        rows=cells.rows,
        columns=cells.columns,
        matrix=two_mode(every, None, design.aggregation, design.normalization),
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
        tie_attributes=by_position(every, None),
        behind=CellEvidence(cells),
    )
