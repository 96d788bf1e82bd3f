"""Who supports and who opposes whom, as the texts tell it? ``relations``: the signed, directed network"""

from __future__ import annotations

import polars as pl

from dissensus.analysis.matrices.cells import counted, incidence, span_of_time
from dissensus.analysis.matrices.evidence import CellEvidence
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.network import Mode, Network

__all__ = ["relations"]


def relations(
    events: EventList,
    *,
    source: str = "source",
    target: str = "target",
    sign: str = "sign",
    kind: str | None = "kind",
    duplicates: Duplicates | Counting = Duplicates.INCLUDE,
) -> Network:
    """Build the directed network of who does what to whom.

    With σ_s the sign of statement s (-1, 0 or 1; of a larger number only its sign counts, a boolean is
    ±1), the tie from i to i' weighs w_ii' = Σ σ_s over the statements with source i and target i'. Plus
    and minus may cancel: the tie attributes ``positive``, ``negative`` and ``neutral`` hold how many of
    each there are, and such a tie has the weight 0. Statements without a source, a target or a sign do not
    enter, nor does a relation of an actor to itself. ``kind`` only tells duplicates apart (None: it
    does not).

    After the signed graphs of Cartwright, D. and Harary, F. (1956), Structural Balance: A Generalization of
    Heider's Theory, Psychological Review 63(5), doi 10.1037/h0046049.
    Raises ``AnalysisError`` where a column is missing or ``sign`` holds texts. Cost: O(statements).

    >>> from dissensus.model.codebook import built_in_types
    >>> told = [("A", "B", 1), ("A", "B", -1), ("B", "A", -1)]
    >>> events = EventList.from_rows(
    ...     [{"source": a, "target": b, "sign": s} for a, b, s in told], built_in_types()[1]
    ... )
    >>> network = relations(events)
    >>> network.weight("A", "B"), network.weight("B", "A")
    (0.0, -1.0)
    >>> float(network.tie_attributes["positive"][0, 1]), network.evidence("A", "B")
    (1.0, ['0', '1'])
    """
    signs = events.column(sign)
    if not (signs.dtype.is_numeric() or signs.dtype == pl.Boolean):
        raise AnalysisError(
            f"{sign!r} holds texts, not signs.", remedy="Choose a boolean or integer variable."
        )
    plus = pl.col(sign).cast(pl.Int64) * 2 - 1 if signs.dtype == pl.Boolean else pl.col(sign).sign()
    between = events.filter(
        pl.col(source).is_not_null(),
        pl.col(target).is_not_null(),
        pl.col(source) != pl.col(target),
    )
    if kind is not None:
        events.column(kind)
    cells = incidence(
        between,
        rows=source,
        columns=target,
        qualifier=sign,
        compare=True,
        duplicates=duplicates,
        isolates=False,
        distinguish=[kind] if kind is not None else [],
        shared_labels=True,
    )
    shape = (len(cells.rows), len(cells.rows))
    value = cells.events.frame.select(plus.cast(pl.Float64)).to_series().to_numpy()
    parts = {
        name: counted(cells.row[value == v], cells.column[value == v], shape=shape)
        for name, v in (("positive", 1.0), ("negative", -1.0), ("neutral", 0.0))
    }
    since, until = span_of_time(cells.events)
    attributes = cells.node_attributes(cells.row, cells.column)
    return Network(
        mode=Mode.ONE_MODE,
        name=f"relations from {source} to {target}",
        rows=cells.rows,
        columns=cells.rows,
        matrix=parts["positive"] - parts["negative"],
        directed=True,
        since=since,
        until=until,
        statements=len(cells.events),
        unreviewed=cells.events.unreviewed,
        options={"measure": "relations", **cells.options, "kind": kind or "none"},
        row_attributes=attributes,
        column_attributes=attributes,
        tie_attributes=parts,
        behind=CellEvidence(cells),
    )
