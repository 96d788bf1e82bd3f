"""Which groups do many methods see, and which is best? ``clusterings``, ``Clusterings``, ``Clustered``"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import polars as pl

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.clustering.choice import (
    Clustering,
    Division,
    best,
    chosen_methods,
    divisions,
    most_nodes,
)
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, OneMode, TwoMode, Windows
from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.over_time.windows import Extent
from dissensus.errors import AnalysisError
from dissensus.events import STATEMENT, EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Network, Partition

__all__ = ["ACTOR_METHODS", "Clustered", "Clusterings", "clusterings"]

ACTOR_METHODS: Final = (
    Clustering.SINGLE,
    Clustering.AVERAGE,
    Clustering.COMPLETE,
    Clustering.WARD,
    Clustering.K_MEANS,
    Clustering.PAM,
    Clustering.EQUIVALENCE,
    Clustering.CONCOR,
    Clustering.CONCOR_TWO_MODE,
    Clustering.FAST_GREEDY,
    Clustering.WALKTRAP,
    Clustering.LEADING_EIGENVECTOR,
    Clustering.EDGE_BETWEENNESS,
    Clustering.LEIDEN,
    Clustering.LOUVAIN,
    Clustering.LABEL_PROPAGATION,
    Clustering.INFOMAP,
)
_LEAST: Final = 3  # fewer actors are not divided


@dataclass(frozen=True, slots=True, eq=False)
class Clustered:
    """One network's actors as each method divides them: the best division of each method.

    ``left_out`` are the methods that made none: they can't make as many groups as asked, or would take too
    long for so many actors (and all methods, where there are fewer than three actors).
    """

    names: tuple[str, ...]
    divisions: tuple[Division, ...]
    left_out: tuple[Clustering, ...] = ()
    middle: Moment | None = None
    statements: int = 0
    unreviewed: int = 0

    @property
    def best(self) -> Division | None:
        """The division of the highest modularity; of equals, that of the method that comes first."""
        return best(self.divisions) if self.divisions else None

    def partition(self, method: Clustering | None = None) -> Partition:
        """Return one method's division (default: the best) with names, communities by decreasing size.

        Raises ``AnalysisError`` where the method made none.
        """
        found = self.best
        if method is not None:
            found = next((d for d in self.divisions if d.method is method), None)
        if found is None:
            made = ", ".join(d.method for d in self.divisions) or "no method did"
            raise AnalysisError(
                f"{method or 'No method'} divides these {len(self.names)} actors.",
                remedy=f"Divisions were made by: {made}.",
            )
        groups: dict[int, list[str]] = {}
        for name, number in zip(self.names, found.members.tolist(), strict=True):
            groups.setdefault(number, []).append(name)
        ordered = sorted(groups.values(), key=lambda group: (-len(group), min(group)))
        members = {name: n for n, group in enumerate(ordered) for name in sorted(group)}
        return Partition(members=members, quality=found.quality)


@dataclass(frozen=True, slots=True, eq=False)
class Clusterings:
    """The actors as each method divides them, in one network or in each slice of time."""

    slices: tuple[Clustered, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    behind: EventList | None = None

    def __repr__(self) -> str:
        methods = len({d.method for each in self.slices for d in each.divisions})
        return f"<Clusterings by {methods} methods of {len(self.slices)} networks>"

    @property
    def unreviewed(self) -> int:
        """How many of the statements no person has reviewed."""
        return 0 if self.behind is None else self.behind.unreviewed

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements the networks were made from."""
        return [] if self.behind is None else self.behind.frame[STATEMENT].to_list()

    def to_polars(self) -> pl.DataFrame:
        """Return a row per slice, method and actor: ``slice`` (from 0), ``middle``, ``method``, ``actor``, ``group``."""
        return pl.DataFrame(
            [
                (number, _start(each), str(division.method), name, group)
                for number, each in enumerate(self.slices)
                for division in each.divisions
                for name, group in zip(each.names, division.members.tolist(), strict=True)
            ],
            schema={
                "slice": pl.Int64,
                "middle": pl.Datetime("us"),
                "method": pl.String,
                "actor": pl.String,
                "group": pl.Int64,
            },
            orient="row",
        )

    def modularity(self) -> pl.DataFrame:
        """Return a row per slice and method: ``slice``, ``middle``, ``statements``, ``method``, ``k``, ``modularity``, ``best``."""
        return pl.DataFrame(
            [
                (
                    number,
                    _start(each),
                    each.statements,
                    str(division.method),
                    division.k,
                    division.quality,
                    division is each.best,
                )
                for number, each in enumerate(self.slices)
                for division in each.divisions
            ],
            schema={
                "slice": pl.Int64,
                "middle": pl.Datetime("us"),
                "statements": pl.Int64,
                "method": pl.String,
                "k": pl.Int64,
                "modularity": pl.Float64,
                "best": pl.Boolean,
            },
            orient="row",
        )


def clusterings(
    events: EventList,
    design: OneMode,
    *,
    windows: Windows | None = None,
    methods: Sequence[Clustering] = ACTOR_METHODS,
    k: int = 0,
    most: int = 5,
    seed: int = 0,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> Clusterings:
    """Divide actors into groups by many methods, and say which division is best.

    Two networks are made of the same statements: the one-mode network of ``design`` (``subtract`` with the
    normalization ``average`` is what rDNA takes), its negative ties set to 0, and the two-mode network that says which
    concepts each actor speaks of on which level of the qualifier (yes and no are two columns). Methods of distances look at
    Jaccard's between the rows of the latter, 1 - |a ∩ b| / |a ∪ b|; ``concor-two-mode`` correlates its rows; the others
    look at the former. All are judged by their weighted modularity on the one-mode network.

    ``k`` = 0: each method makes 2 to ``most`` groups and keeps the best; methods that find the number themselves are free. ``k`` > 1
    forces that number and leaves out what cannot be cut there. ``windows`` (without a kernel) does the same for every
    slice; actors without a statement in it are not in it.

    Source: Leifeld, P. (2025), rDNA, ``dna_multiclust``, which judges by the modularity of the ties without their weights.
    Raises ``AnalysisError`` where options do not fit. The same seed gives the same result. Cost: that of the networks and of the methods, up to O(actors³) each.
    """
    asked = chosen_methods(methods)
    if not asked or k < 0 or k == 1 or most < 2 or seed < 0:
        raise AnalysisError(
            f"Found {len(asked)} methods, k={k}, most={most}, seed={seed}.",
            remedy="Name a method; k is 0 or at least 2, most at least 2, the seed 0 or more.",
        )
    numbers = range(k, k + 1) if k else range(2, most + 1)
    with one_thread():  # so that busy machines take no longer, and the last digits never differ
        found = [
            _clustered(ties, speaks, asked, numbers, forced=k > 0, seed=seed)
            for ties, speaks in _networks(events, design, windows, population, extent, compat)
        ]
    return Clusterings(
        tuple(found),
        options={
            "measure": "clusterings",
            "actors": design.actors,
            "concepts": design.concepts,
            "qualifier": design.qualifier or "none",
            "kind": str(design.kind),
            "normalization": str(design.normalization or "none"),
            "duplicates": str(design.duplicates),
            "windows": f"{windows.width} {windows.unit}" if windows else "none",
            "groups": str(k) if k else f"2 to {most}",
            "seed": str(seed),
            "compat": str(compat or "none"),
        },
        behind=events,
    )


def _networks(
    events: EventList,
    design: OneMode,
    windows: Windows | None,
    population: EventList | None,
    extent: Extent | None,
    compat: Compat | None,
) -> Iterator[tuple[Network, Network]]:
    design = replace(design, isolates=False)
    told = TwoMode(
        rows=design.actors,
        columns=design.concepts,
        qualifier=design.qualifier,
        aggregation=Aggregation.COMBINE if design.qualifier else Aggregation.IGNORE,
        duplicates=design.duplicates,
    )
    if windows is not None:
        if windows.kernel is not None:
            raise AnalysisError(
                "A kernel weighs statements; who speaks of what is a matter of yes or no.",
                remedy="Give windows without a kernel.",
            )
        both = [
            slices(events, d, windows, population=population, extent=extent, compat=compat)
            for d in (design, replace(told, normalization=None))
        ]
        yield from zip(*both, strict=True)
        return
    ties = congruence(
        events,
        actors=design.actors,
        concepts=design.concepts,
        qualifier=design.qualifier,
        kind=design.kind,
        normalization=design.normalization,
        duplicates=design.duplicates,
        scale=design.scale,
        population=population,
        extent=extent,
        compat=compat,
    )
    speaks = affiliation(
        events,
        rows=told.rows,
        columns=told.columns,
        qualifier=told.qualifier,
        aggregation=told.aggregation,
        duplicates=told.duplicates,
        population=population,
        extent=extent,
        compat=compat,
    )
    yield ties, speaks


def _clustered(
    ties: Network,
    speaks: Network,
    methods: Sequence[Clustering],
    numbers: range,
    *,
    forced: bool,
    seed: int,
) -> Clustered:
    profiles = _profiles(speaks)
    names = tuple(name for name, row in zip(speaks.rows, profiles, strict=True) if row.any())
    profiles = profiles[profiles.any(axis=1)]
    place = {name: number for number, name in enumerate(ties.rows)}
    here = np.array([place[name] for name in names], np.int64)
    weights = np.maximum(np.nan_to_num(ties.matrix.toarray()), 0.0)[np.ix_(here, here)]
    np.fill_diagonal(weights, 0.0)
    kept: list[Division] = []
    if len(names) >= _LEAST:
        distances = _jaccard(profiles)
        ks = [k for k in numbers if k < len(names)]
        for method in methods:
            if len(names) > most_nodes(method):
                continue
            made = divisions(method, distances, weights, ks, profiles=profiles, seed=seed)
            if forced:
                made = [division for division in made if division.k in numbers]
            if made:
                kept.append(best(made))
    made_by = {division.method for division in kept}
    return Clustered(
        names=names,
        divisions=tuple(kept),
        left_out=tuple(method for method in methods if method not in made_by),
        middle=ties.middle,
        statements=ties.statements,
        unreviewed=ties.unreviewed,
    )


def _profiles(speaks: Network) -> Numbers:
    """Return 0 and 1: a column for each concept and level of the qualifier that somebody is at."""
    codes = np.nan_to_num(speaks.matrix.toarray()).astype(np.int64)
    if speaks.options.get("aggregation") != Aggregation.COMBINE:
        return (codes > 0).astype(np.float64)
    depth = int(codes.max(initial=0)).bit_length()
    levels = [(codes >> level) & 1 for level in range(depth)]
    return np.hstack(levels).astype(np.float64) if levels else np.zeros((len(codes), 0))


def _jaccard(profiles: Numbers) -> Numbers:
    both = profiles @ profiles.T
    own = np.diag(both)
    either = own[:, None] + own - both
    distances = 1.0 - np.divide(both, either, out=np.ones_like(both), where=either > 0)
    np.fill_diagonal(distances, 0.0)
    return np.asarray(distances)


def _start(each: Clustered) -> object:
    return None if each.middle is None else each.middle.start
