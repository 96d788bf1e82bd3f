"""When does a debate change its state? ``phases``, ``Phases``"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from dissensus.analysis.clustering.choice import (
    Clustering,
    Division,
    best,
    chosen_methods,
    divisions,
    similarities,
)
from dissensus.analysis.design import Compat, Design, Windows
from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.over_time.windows import Extent
from dissensus.analysis.phases.distances import Distance, slice_distances
from dissensus.analysis.phases.embedding import embed
from dissensus.errors import AnalysisError
from dissensus.events import STATEMENT, EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Network

__all__ = ["METHODS", "Phases", "phases", "phases_of"]

METHODS: Final = (
    Clustering.SINGLE,
    Clustering.AVERAGE,
    Clustering.COMPLETE,
    Clustering.WARD,
    Clustering.K_MEANS,
    Clustering.PAM,
    Clustering.SPECTRAL,
    Clustering.FAST_GREEDY,
    Clustering.WALKTRAP,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phases:
    """The states a debate goes through, slice by slice.

    ``states`` numbers the state of each slice, from 1 in order of first appearance; ``middles`` and ``statements`` say
    when a slice is and how many statements are in it. ``chosen`` is the division the states are taken from, ``divisions``
    holds all that were tried, by method and number of groups. ``distances`` are those between the slices (not rescaled),
    ``places`` (n × 2) lie on a plane such that their distances have as nearly as possible the same
    order, ``stress`` says in percent how far they miss it. ``behind`` are the statements given, where they are known.
    """

    middles: tuple[Moment, ...]
    states: tuple[int, ...]
    statements: tuple[int, ...]
    chosen: Division
    divisions: tuple[Division, ...]
    distances: Numbers
    places: Numbers
    stress: float
    distance: Distance
    options: Mapping[str, str] = field(default_factory=dict)
    behind: EventList | None = None

    def __repr__(self) -> str:
        return (
            f"<Phases of {len(self.states)} slices: {self.k} states by {self.method}, "
            f"modularity {self.chosen.quality:.3f}>"
        )

    @property
    def method(self) -> Clustering:
        """The method whose division is best."""
        return self.chosen.method

    @property
    def k(self) -> int:
        """How many states there are."""
        return self.chosen.k

    @property
    def unreviewed(self) -> int:
        """How many of the statements no person has reviewed."""
        return 0 if self.behind is None else self.behind.unreviewed

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements the slices were made from."""
        return [] if self.behind is None else self.behind.frame[STATEMENT].to_list()

    def changes(self) -> tuple[tuple[Moment, int, int], ...]:
        """Return each change of state: the middle of the first slice after it, the state before, the state after."""
        return tuple(
            (middle, before, after)
            for middle, before, after in zip(
                self.middles[1:], self.states[:-1], self.states[1:], strict=True
            )
            if before != after
        )

    def to_polars(self) -> pl.DataFrame:
        """Return a row per slice: ``middle``, ``state``, its place ``x`` and ``y``, ``statements``."""
        return pl.DataFrame(
            {
                "middle": pl.Series([m.start for m in self.middles], dtype=pl.Datetime("us")),
                "state": pl.Series(self.states, dtype=pl.Int64),
                "x": self.places[:, 0],
                "y": self.places[:, 1],
                "statements": pl.Series(self.statements, dtype=pl.Int64),
            }
        )

    def modularity(self) -> pl.DataFrame:
        """Return a row per method and number of groups: ``method``, ``k``, ``modularity``, ``chosen``."""
        return pl.DataFrame(
            {
                "method": [str(d.method) for d in self.divisions],
                "k": [d.k for d in self.divisions],
                "modularity": [d.quality for d in self.divisions],
                "chosen": [d is self.chosen for d in self.divisions],
            },
            schema_overrides={"k": pl.Int64, "modularity": pl.Float64},
        )


def phases(
    events: EventList,
    design: Design,
    windows: Windows,
    *,
    distance: Distance = Distance.ABSOLUTE,
    methods: Sequence[Clustering] = METHODS,
    k: tuple[int, int] = (2, 6),
    seed: int = 0,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> Phases:
    """Divide the slices of a debate into states that differ little within and much between each other.

    Slices are made of ``design`` (always with isolates, so that they have the same nodes) over ``windows``; D are the
    distances between them (``slice_distances``). Each of the ``methods`` divides them into every number of groups
    from ``k[0]`` to ``k[1]``; taken is the division of the highest weighted modularity on the network of
    similarities 1 - D / max D (of equals: of the method that comes first, then of the fewest groups). Methods that find
    the number of groups themselves compete if it is in the range. Two slices of the same state need not follow each
    other: a debate may come back to where it was. For a place of each slice on a plane see ``embed``.

    ``Windows(width=200, kernel=Kernel.UNIFORM, to_one=True)`` and ``TwoMode`` with ``subtract`` and duplicates per document are what rDNA
    takes by default. ``to_one`` keeps busy times from looking like other states. ``compat`` repeats DNA's
    slices and distances; the methods stay as they are.

    Source: Leifeld, P. (2025), rDNA, ``dna_phaseTransitions``, after Masuda, N. and Holme, P. (2019), Detecting sequences of
    system states in temporal networks, Scientific Reports 9, 795, doi 10.1038/s41598-018-37534-2.
    Raises ``AnalysisError`` where there are fewer than three slices, all slices are the same, or options do not fit.
    The same seed gives the same result. Cost: that of the slices, O(slices² · cells) for the distances, and from O(slices²) to
    O(slices³) for the methods and the embedding (3,649 slices: about half a minute).
    """
    asked = chosen_methods(methods)
    _check(asked, k, seed)
    series = slices(
        events,
        replace(design, isolates=True),
        windows,
        population=population,
        extent=extent,
        compat=compat,
    )
    found = phases_of(series, distance=distance, methods=asked, k=k, seed=seed, compat=compat)
    return replace(found, behind=events)


def phases_of(
    networks: Iterable[Network],
    *,
    distance: Distance = Distance.ABSOLUTE,
    methods: Sequence[Clustering] = METHODS,
    k: tuple[int, int] = (2, 6),
    seed: int = 0,
    compat: Compat | None = None,
) -> Phases:
    """Do what ``phases`` does with slices of your own making: the same nodes in each, in order of time."""
    methods = chosen_methods(methods)
    _check(methods, k, seed)
    middles: list[Moment] = []
    statements: list[int] = []
    options: dict[str, str] = {}

    def watched() -> Iterator[Network]:
        for network in networks:
            moment = network.middle or network.since
            if moment is None:
                raise AnalysisError(
                    f"{network.name!r} has no date.", remedy="Give each slice a middle."
                )
            middles.append(moment)
            statements.append(network.statements)
            if not options:
                options.update(network.options)
            yield network

    apart = slice_distances(watched(), distance, compat=compat)
    _check_distances(apart)
    weights = similarities(apart)
    ks = range(k[0], min(k[1], len(apart) - 1) + 1)
    scaled = apart / apart.max()
    with one_thread():  # so that busy machines take no longer, and the last digits never differ
        tried = [d for m in methods for d in divisions(m, scaled, weights, ks, seed=seed)]
        plane = embed(apart)
    fitting = [d for d in tried if d.k in ks]
    if not fitting:
        numbers = sorted({d.k for d in tried})
        raise AnalysisError(
            f"No division of {len(apart)} slices has from {k[0]} to {k[1]} groups; "
            f"the methods found {', '.join(map(str, numbers)) or 'none'}.",
            remedy="Ask for other numbers of groups, or another method: "
            + ", ".join(METHODS)
            + ".",
        )
    chosen = best(fitting)
    return Phases(
        middles=tuple(middles),
        states=tuple((chosen.members + 1).tolist()),
        statements=tuple(statements),
        chosen=chosen,
        divisions=tuple(tried),
        distances=apart,
        places=plane.places,
        stress=plane.stress,
        distance=distance,
        options={
            **options,
            "distance": str(distance),
            "seed": str(seed),
            "compat": str(compat or "none"),
        },
    )


def _check(methods: Sequence[Clustering], k: tuple[int, int], seed: int) -> None:
    if not methods:
        raise AnalysisError(
            "No method was asked for.", remedy="Name some of: " + ", ".join(METHODS) + "."
        )
    if Clustering.CONCOR_TWO_MODE in methods:
        raise AnalysisError(
            f"{Clustering.CONCOR_TWO_MODE} divides actors, not slices.",
            remedy=f"Choose {Clustering.CONCOR}.",
        )
    if not 2 <= k[0] <= k[1] or seed < 0:
        raise AnalysisError(
            f"Found k={k}, seed={seed}.",
            remedy="Give the smallest and the largest number of groups, from 2 on, and a seed of 0 or more.",
        )


def _check_distances(apart: Numbers) -> None:
    if len(apart) < 3:
        raise AnalysisError(
            f"Slices of time: {len(apart)}; phases need three or more.",
            remedy="Choose narrower windows, or shorter steps.",
        )
    top = float(apart.max())
    if not top < float("inf"):  # only the peer's arithmetic gives what is no number
        raise AnalysisError(
            "Some slices hold no numbers: the qualifier has one value only.",
            remedy="Leave 'compat' out.",
        )
    if not top:
        raise AnalysisError(
            f"All {len(apart)} slices are the same: there is one phase.",
            remedy="Choose narrower windows, or another network.",
        )
