"""Who shares positions with whom, and who opposes whom? ``congruence``: the one-mode network of actors"""

from __future__ import annotations

from datetime import datetime

from dissensus.analysis.design import Compat, OneMode
from dissensus.analysis.matrices.assembly import one_mode
from dissensus.analysis.matrices.cells import incidence, span_of_time
from dissensus.analysis.matrices.evidence import SharedEvidence
from dissensus.analysis.matrices.parts import Part
from dissensus.analysis.peer.static import network
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.events import EventList
from dissensus.model.network import Mode, Network, Normalization, Projection

__all__ = ["congruence"]


def congruence(
    events: EventList,
    *,
    actors: str,
    concepts: str,
    qualifier: str | None = None,
    kind: Projection = Projection.CONGRUENCE,
    normalization: Normalization | None = None,
    duplicates: Duplicates | Counting = Duplicates.INCLUDE,
    isolates: bool = False,
    scale: tuple[float, float] | None = None,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat | None = None,
) -> Network:
    """Build the one-mode network of ``actors`` through the ``concepts`` they speak of.

    With A_ijk the number of statements of actor i on concept j at level k of the qualifier, and the
    similarity of two levels s(k,k') = 1 - |q_k - q_k'| / R, R the length of the scale (for a boolean, and
    for names or texts: 1 if the same, else 0), the tie of i and i' is

    * ``ignore``: Σ_j (Σ_k A_ijk) (Σ_k A_i'jk)
    * ``congruence``: Σ_j Σ_kk' A_ijk A_i'jk' s(k,k')
    * ``conflict``: Σ_j Σ_kk' A_ijk A_i'jk' (1 - s(k,k'))
    * ``subtract``: congruence - conflict

    These are products of counts: actors who speak much are tied more. ``normalization`` divides by

    * ``average``: (a_i + a_i') / 2, with a_i the number of statements of actor i
    * ``jaccard``: m10 + m01 + m11, with m10 = Σ_jk A_ijk [A_i'jk = 0], m01 its mirror, m11 = Σ_jk A_ijk A_i'jk
    * ``cosine``: sqrt(w_i w_i'), with w_i the congruence (``ignore``: the ignore weight) of i with itself:
      the cosine of the two profiles, so congruence lies in 0..1 and subtract in -1..1

    and a tie over 0 is 0. The diagonal is empty. ``population`` is what ``events`` were chosen from, where
    they were: its levels count, and with ``isolates`` its actors stay. R runs between the ends of ``scale``, else of the values
    the codebook allows, else of those found; where there is one level only, all positions are the same.
    ``compat`` repeats DNA's arithmetic to the digit; the network then carries the range of dates ``extent``
    (default: of the statements).

    DNA 3 differs: its ``cosine`` divides by the product a_i a_i'; its ``conflict`` over a text qualifier
    adds counts of what the other does not share, instead of products; an integer qualifier with one
    level gives NaN; R is always that of the values found in the range of dates.

    Source: Leifeld, P. (2017), Discourse Network Analysis: Policy Debates as Dynamic Networks, in The
    Oxford Handbook of Political Networks, doi 10.1093/oxfordhb/9780190228217.013.25.
    Raises ``AnalysisError`` where the options do not fit. Cost: O(statements) and matrix products of
    actors × (concepts × levels).

    >>> from dissensus.model.codebook import built_in_types
    >>> stances = [("A", True), ("A", True), ("B", True), ("C", False)]
    >>> events = EventList.from_rows(
    ...     [{"organization": o, "concept": "tax", "agreement": a} for o, a in stances],
    ...     built_in_types()[0],
    ... )
    >>> network = congruence(
    ...     events,
    ...     actors="organization",
    ...     concepts="concept",
    ...     qualifier="agreement",
    ...     kind=Projection.SUBTRACT,
    ... )
    >>> [(tie.source, tie.target, tie.weight) for tie in network.ties()]
    [('A', 'B', 2.0), ('A', 'C', -2.0), ('B', 'C', -1.0)]
    >>> network.evidence("B", "C")
    ['2', '3']
    """
    design = OneMode(
        actors=actors,
        concepts=concepts,
        qualifier=qualifier,
        kind=kind,
        normalization=normalization,
        duplicates=duplicates,
        isolates=isolates,
        scale=scale,
    )
    if compat is not None:
        return network(events, design, population=population, extent=extent, compat=compat)
    return _built(events, design, population)


def _built(events: EventList, design: OneMode, population: EventList | None) -> Network:
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
    every = Part.of(cells, slice(None), isolates=True)
    attributes = cells.node_attributes(cells.row)
    since, until = span_of_time(cells.events)
    return Network(
        mode=Mode.ONE_MODE,
        name=f"{design.kind} of {design.actors} by {design.concepts}",
        rows=cells.rows,
        columns=cells.rows,
        matrix=one_mode(every, None, design.kind, design.normalization),
        since=since,
        until=until,
        statements=len(cells.events),
        unreviewed=cells.events.unreviewed,
        options={
            "measure": "congruence",
            **cells.options,
            "kind": str(design.kind),
            "normalization": str(design.normalization or "none"),
        },
        row_attributes=attributes,
        column_attributes=attributes,
        behind=SharedEvidence(cells, design.kind),
    )
