"""Who shares positions with whom, and who opposes whom? ``congruence``: the one-mode network of actors"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from scipy.sparse import csr_array

from dissensus.analysis.cells import Incidence, Numbers, folded, incidence, span_of_time
from dissensus.analysis.design import Compat, OneMode
from dissensus.analysis.evidence import SharedEvidence
from dissensus.analysis.peer.static import network
from dissensus.analysis.products import Matrix, at, product, row_products
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
    actors × (concepts × levels), one per step of the scale.

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
    profiles = _Profiles.of(cells)
    matrix = profiles.project(design.kind)
    if design.normalization is not None:
        matrix = profiles.normalize(matrix, design.kind, design.normalization)
    attributes = cells.node_attributes(cells.row)
    since, until = span_of_time(cells.events)
    return Network(
        mode=Mode.ONE_MODE,
        name=f"{design.kind} of {design.actors} by {design.concepts}",
        rows=cells.rows,
        columns=cells.rows,
        matrix=matrix,
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


@dataclass(frozen=True, slots=True, eq=False)
class _Profiles:
    """What each actor said: per concept and level, and per concept."""

    tally: Matrix  # actors × (concepts · levels)
    stated: Matrix  # actors × concepts
    cells: Incidence

    @classmethod
    def of(cls, cells: Incidence) -> _Profiles:
        tally = cells.tally()
        return cls(tally, folded(tally, np.ones(cells.depth)), cells)

    def project(self, kind: Projection) -> Matrix:
        """Return the weights of all pairs of different actors."""
        if kind is Projection.IGNORE:
            return product(self.stated, self.stated)
        if self.cells.boolean and kind is Projection.SUBTRACT:
            difference = folded(self.tally, np.array([-1.0, 1.0]))
            return product(difference, difference)
        if kind is Projection.CONGRUENCE and (self.cells.boolean or self.cells.levels is None):
            return product(self.tally, self.tally)
        conflict = self._conflict()
        if kind is Projection.CONFLICT:
            return conflict
        share = 1.0 if kind is Projection.CONGRUENCE else 2.0
        rest = csr_array(product(self.stated, self.stated) - share * conflict)
        rest.eliminate_zeros()
        return rest

    def _conflict(self) -> Matrix:
        """Sum the products of counts, each weighted by the distance of the two levels.

        For names, all pairs but the equal ones. For numbers, |q - q'| is the sum of the steps of the
        scale between them; a step from level m to m + 1 separates all that is up to m from all above.
        """
        if self.cells.levels is None:
            return csr_array(product(self.stated, self.stated) - product(self.tally, self.tally))
        size = len(self.cells.rows)
        total: Matrix = csr_array((size, size))
        for m, step in enumerate(np.diff(self.cells.levels).tolist()):
            below = self._up_to(m)
            apart = product(below, csr_array(self.stated - below))
            total = csr_array(total + step * csr_array(apart + apart.T))
        return csr_array(total * (1.0 / self.cells.reach)) if self.cells.reach else total

    def _up_to(self, level: int) -> Matrix:
        """Count per actor and concept the statements at the level or below it."""
        return folded(self.tally, (np.arange(self.cells.depth) <= level).astype(np.float64))

    def normalize(self, matrix: Matrix, kind: Projection, normalization: Normalization) -> Matrix:
        """Divide each tie; one whose divisor is 0 becomes 0."""
        ties = matrix.tocoo()
        i, j = ties.row, ties.col
        activity = row_products(self.stated, self.stated.sign())
        if normalization is Normalization.AVERAGE:
            divisor = (activity[i] + activity[j]) / 2
        elif normalization is Normalization.COSINE:
            own = self._with_itself(kind)
            divisor = np.sqrt(own[i] * own[j])
        else:
            met = product(self.tally, self.tally.sign())  # Σ A_ijk [A_i'jk > 0]
            both = product(self.tally, self.tally)
            divisor = activity[i] - at(met, i, j) + activity[j] - at(met, j, i) + at(both, i, j)
        ties.data = np.divide(ties.data, divisor, out=np.zeros_like(ties.data), where=divisor != 0)
        result = ties.tocsr()
        result.eliminate_zeros()
        return result

    def _with_itself(self, kind: Projection) -> Numbers:
        """Return the congruence (or ignore weight) of each actor with itself."""
        if kind is not Projection.IGNORE and (self.cells.boolean or self.cells.levels is None):
            return row_products(self.tally, self.tally)
        own = row_products(self.stated, self.stated)
        if kind is Projection.IGNORE or self.cells.levels is None or not self.cells.reach:
            return own
        for m, step in enumerate(np.diff(self.cells.levels).tolist()):
            below = self._up_to(m)
            above = csr_array(self.stated - below)
            own = own - 2 * step / self.cells.reach * row_products(below, above)
        return own
