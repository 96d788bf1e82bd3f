"""Which concepts carry a network, and which could be left out? ``backbone``, ``evaluate_backbone``"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.backbone.material import Material, material
from dissensus.analysis.backbone.result import (
    Backbone,
    Fixed,
    Method,
    Nested,
    Penalty,
    Removal,
    Split,
    penalized,
    split_of,
)
from dissensus.analysis.backbone.subsets import Trace, anneal, exhaustive, how_many
from dissensus.analysis.design import Compat, OneMode
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.errors import AnalysisError
from dissensus.events import EventList

__all__ = ["backbone", "evaluate_backbone"]

_Flags = NDArray[np.bool_]


def backbone(
    events: EventList,
    design: OneMode,
    *,
    method: Method | None = None,
    iterations: int = 10_000,
    seed: int = 0,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat | None = None,
) -> Backbone:
    """Find the concepts that carry a one-mode network; the others form the redundant set.

    With Y the network of all concepts C and Y_S that of the concepts S, on the same actors, and λ(Y) the
    eigenvalues of the Laplacian D - A of Y's positive ties A, largest first, divided by their sum,

        loss(S) = sqrt(Σ_r (λ_r(Y) - λ_r(Y_S))²)

    between 0 and sqrt(2); a network without ties has zeros for λ. ``Nested`` (the default) takes away one concept
    after the other, each time the one without which the loss is smallest (of several, the last by
    label). ``Fixed(size)`` looks for the set of that size with the smallest loss, ``Penalty(p)`` for the
    set of any size below |C| with the smallest loss(S) · exp(-p (|C| - |S|) / |C|). Where there are no more sets
    than ``iterations``, all are looked at; else simulated annealing (see ``subsets.anneal``) looks at
    ``iterations`` sets, from ``seed``, and is never worse than the best nested set. What is returned is the
    best set looked at, with the losses of that set.

    ``population`` is what ``events`` were chosen from. ``compat`` repeats DNA 3, which never forms the Laplacian:
    its λ are sorted sums of rows, its loss is Σ_r of the absolute differences, and concepts that tie leave
    together; its annealing has no seed, so that only the loss of a set can be repeated.
    ``extent`` then is the range of dates its networks carry.

    Source: the documentation of ``dna_backbone`` in rDNA (Leifeld & Henrichsen), which describes the loss in
    words; on distances of spectra: Wilson, R. C. & Zhu, P. (2008), A Study of Graph Spectra for Comparing Graphs
    and Trees, Pattern Recognition 41, 2833-2841, doi 10.1016/j.patcog.2008.03.011. Raises ``AnalysisError`` where there are no statements or the size leaves nothing out. Cost:
    nested O(concepts² actors³), in compatibility O(concepts² actors k) with k actors per concept; else the
    same and O(iterations · actors³). Memory: O(statements + actors²).

    >>> from dissensus.model.codebook import built_in_types
    >>> from dissensus.model.network import Projection
    >>> says = [("A", "tax"), ("B", "tax"), ("C", "tax"), ("A", "war"), ("B", "war"), ("A", "sea")]
    >>> events = EventList.from_rows(
    ...     [{"organization": o, "concept": c, "agreement": True} for o, c in says],
    ...     built_in_types()[0],
    ... )
    >>> found = backbone(events, OneMode(qualifier="agreement", kind=Projection.SUBTRACT))
    >>> [(r.concept, round(r.loss, 4)) for r in found.removals]
    [('sea', 0.0), ('war', 0.1768), ('tax', 0.7289)]
    """
    method = Nested() if method is None else method
    if iterations < 1:
        raise AnalysisError(
            f"A search can't take {iterations} iterations.",
            remedy="Give 1 or more; 10000 is usual.",
        )
    ready = material(events, design, population=population, extent=extent, compat=compat)
    removals: tuple[Removal, ...] = ()
    best, trace, exact = None, None, False
    with one_thread():
        if isinstance(method, Nested):
            removals = _nested(ready)
        else:
            members, trace = _search(ready, method, iterations, seed)
            best, exact = split_of(ready, members), trace is None
    return Backbone(
        method=method,
        concepts=ready.concepts,
        actors=len(ready.cells.rows),
        statements=len(ready.cells.events),
        removals=removals,
        best=best,
        exact=exact,
        trace=trace,
        iterations=0 if isinstance(method, Nested) else iterations,
        seed=seed,
        compat=compat,
        material=ready,
    )


def evaluate_backbone(
    events: EventList,
    design: OneMode,
    concepts: Collection[str],
    *,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat | None = None,
) -> Split:
    """Return what is lost with these concepts as the backbone, and with the others alone.

    The losses are those of ``backbone``; ``Split.penalized`` weighs them by size. Raises ``AnalysisError``
    for a concept that nobody speaks of (DNA, with ``compat``, passes over it). Cost: O(statements) and two losses.
    """
    ready = material(events, design, population=population, extent=extent, compat=compat)
    unknown = sorted(set(concepts) - set(ready.concepts))
    if unknown and compat is None:
        some = ", ".join(ready.concepts[:8]) + (", …" if len(ready.concepts) > 8 else "")
        raise AnalysisError(
            f"No statement is about {unknown[0]!r}.", remedy=f"The concepts are: {some}."
        )
    return split_of(ready, np.array([name in set(concepts) for name in ready.concepts]))


def _nested(ready: Material) -> tuple[Removal, ...]:
    gone = np.zeros(len(ready.concepts), np.bool_)
    removals = []
    for left in ready.loss.leaving():
        gone[left.concept] = True
        name = ready.concepts[left.concept]
        removals.append(Removal(name, left.loss, ready.loss.loss(gone), left.statements))
    return tuple(removals)


def _search(
    ready: Material, method: Fixed | Penalty, iterations: int, seed: int
) -> tuple[_Flags, Trace | None]:
    count = len(ready.concepts)
    size = method.size if isinstance(method, Fixed) else None
    if count < 2 or (size is not None and size >= count):
        wanted = "a backbone" if size is None else f"a backbone of {size}"
        raise AnalysisError(
            f"The network has {count} concept{'s' * (count != 1)}; {wanted} leaves none to be redundant.",
            remedy=f"Give a size from 1 to {count - 1}."
            if count > 1
            else "There must be 2 or more.",
        )

    def loss(members: _Flags) -> float:
        value = ready.loss.loss(members)
        if isinstance(method, Fixed):
            return value
        return penalized(value, int(members.sum()), count, method.strength)

    if how_many(count, size) <= iterations:
        return exhaustive(loss, count, size), None
    order = [left.concept for left in ready.loss.leaving()]
    nested = []
    for n in range(1, count) if size is None else (size,):
        members = np.ones(count, np.bool_)
        members[order[: count - n]] = False
        nested.append(members)
    start = min(nested, key=loss)
    return anneal(loss, start, sized=size is not None, iterations=iterations, seed=seed)
