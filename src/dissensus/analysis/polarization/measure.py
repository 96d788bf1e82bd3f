"""How far do actors fall into camps that agree inside and oppose each other? ``polarization``"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, overload

import numpy as np

from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, OneMode, Windows
from dissensus.analysis.encounters import Encounters
from dissensus.analysis.matrices.cells import Integers
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.analysis.over_time.windows import Extent
from dissensus.analysis.polarization.camps import Camps, Search
from dissensus.analysis.polarization.chance import counted_once, dealt_out
from dissensus.analysis.polarization.labels import numbered
from dissensus.analysis.polarization.over_time import over_time
from dissensus.analysis.polarization.result import Polarization
from dissensus.analysis.polarization.series import PolarizationSeries
from dissensus.analysis.selection import Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.network import Network, Normalization, Partition, Projection

__all__ = ["polarization"]

_USUAL: Final = OneMode(
    qualifier="agreement", kind=Projection.SUBTRACT, normalization=Normalization.AVERAGE
)


@overload
def polarization(
    events: EventList,
    design: OneMode | None = None,
    *,
    windows: None = None,
    blocs: int = 2,
    memberships: Mapping[str, int] | None = None,
    exact: bool | None = None,
    time_limit: float = 10.0,
    runs: int | None = None,
    shuffles: int = 0,
    seed: int = 0,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> Polarization: ...


@overload
def polarization(
    events: EventList,
    design: OneMode | None = None,
    *,
    windows: Windows,
    blocs: int = 2,
    memberships: Mapping[str, int] | None = None,
    exact: bool | None = None,
    time_limit: float = 10.0,
    runs: int | None = None,
    shuffles: int = 0,
    seed: int = 0,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> PolarizationSeries: ...


def polarization(
    events: EventList,
    design: OneMode | None = None,
    *,
    windows: Windows | None = None,
    blocs: int = 2,
    memberships: Mapping[str, int] | None = None,
    exact: bool | None = None,
    time_limit: float = 10.0,
    runs: int | None = None,
    shuffles: int = 0,
    seed: int = 0,
    population: EventList | None = None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> Polarization | PolarizationSeries:
    """Find the blocs that explain best who agrees with whom, and say how well they do.

    Polarized is a debate whose actors fall into blocs that agree inside and oppose each other. Every pair of actors that meets
    carries two weights, its congruence C_ij and its conflict F_ij, and is either of one bloc or of two. The score
    of blocs is Cohen's κ between the two: with C and F the sums over all pairs, c and d the
    parts of them between blocs,

        κ = 2 (C d - F c) / (F (C + F) + (C - F) (c + d))

    and 0 where nobody agrees or nobody disagrees. It is 1 if and only if all congruence is within and all conflict
    between blocs, whatever their sizes; 0 for one bloc, and for blocs that have nothing to do with who agrees. It does not change when
    all ties are scaled, and above 0 it rises when weight moves from the wrong place to the right one. Polarization is the
    highest κ of at most ``blocs`` blocs of any sizes.

    The blocs are sought by climbing from ``runs`` seeded starts (usually 50; in a series 4, and from the
    windows around). Unless ``exact`` is False, integer programs then prove that no two blocs do better, or bound
    what others could reach, within ``time_limit`` seconds. In a series the usual is no proof: ask for it with ``exact=True``, and
    the limit holds for each window. Of three blocs or more, the optimum is proved by looking at all where
    there are at most 32,768 ways, else the bound is 1.

    Few actors fall into camps by chance alone, and on a single concept any positions do. With ``shuffles``, the positions are
    dealt out anew that many times among the statements on the same concept (in a series: and about the
    same time), and the best blocs sought again: ``chance`` is their mean score, ``chance_of_more`` the probability of a score
    as high as the one found.

    ``design`` says who the actors are, on which concepts, by which qualifier, normalization and duplicates (usual: organizations,
    concepts, agreement, average activity, all statements); its ``kind`` and ``isolates`` do not matter. ``memberships`` asks for the score of
    given blocs instead of the best. With ``windows`` the result is a series, in which blocs keep their
    numbers from one window to the next; ``to_one`` would undo the balance of the two networks and is ignored.

    ``compat`` gives DNA's score instead, divided by the sum of absolute ties: the distance from its ideal pattern, over
    blocs of equal size, of which DNA prefers the highest; of given ``memberships``, or of the best of ``runs`` (20) seeded
    greedy searches. Over time, DNA takes the *subtract* network for both networks.

    Source of the idea: Leifeld, P. (2014), Polarization of coalitions in an agent-based model of political discourse, Computational
    Social Networks 1, 7, doi 10.1186/s40649-014-0007-y; of the coefficient: Cohen, J. (1960), A coefficient of agreement for nominal scales,
    Educational and Psychological Measurement 20(1), 37-46, doi 10.1177/001316446002000104.
    Raises ``AnalysisError`` where options do not fit. Cost: that of the networks; O(runs · actors²) for the
    search; the proof is exponential at worst, and mostly milliseconds for 30 actors.

    >>> from dissensus.model.codebook import built_in_types
    >>> stances = {"A": True, "B": True, "C": False, "D": False, "E": False}
    >>> events = EventList.from_rows(
    ...     [{"organization": o, "concept": "tax", "agreement": a} for o, a in stances.items()],
    ...     built_in_types()[0],
    ... )
    >>> found = polarization(events)
    >>> found.score, found.exact, found.partition.communities()
    (1.0, True, [['C', 'D', 'E'], ['A', 'B']])
    """
    design = _checked(design or _USUAL, blocs, runs, seed)
    if shuffles < 0 or (shuffles and (compat is not None or memberships is not None)):
        raise AnalysisError(
            f"Positions can't be dealt out {shuffles} times for blocs that are given, or in DNA's arithmetic.",
            remedy="Leave 'shuffles' out, or 'memberships' and 'compat'.",
        )
    how = Search(
        blocs=blocs,
        memberships=memberships,
        exact=windows is None if exact is None else exact,
        time_limit=time_limit,
        runs=runs,
        seed=seed,
    )
    if windows is not None:
        with one_thread():
            return over_time(
                events,
                design,
                windows,
                how,
                shuffles=shuffles,
                population=population,
                extent=extent,
                compat=compat,
            )
    agreeing, opposing = _networks(events, design, population, extent, compat)
    pair = Encounters.of(agreeing, opposing, everyone=compat is not None)
    camps = how.camps(pair) if compat is None else how.as_dna(pair)
    # DNA counts pairs that never meet, so its blocs hold together across the parts of a debate.
    parts = pair.parts() if compat is None else np.zeros(len(pair.names), np.int64)
    every = events if population is None else population
    dealt = _scores_dealt_out(events, design, how, shuffles, every)
    return _result(pair, camps, parts, how, agreeing, opposing, dealt)


def _networks(
    events: EventList,
    design: OneMode,
    population: EventList | None,
    extent: Extent | None = None,
    compat: Compat | None = None,
) -> tuple[Network, Network]:
    agreeing, opposing = (
        congruence(
            events,
            actors=design.actors,
            concepts=design.concepts,
            qualifier=design.qualifier,
            kind=kind,
            normalization=design.normalization,
            duplicates=design.duplicates,
            scale=design.scale,
            population=population,
            extent=extent,
            compat=compat,
        )
        for kind in (Projection.CONGRUENCE, Projection.CONFLICT)
    )
    return agreeing, opposing


def _scores_dealt_out(
    events: EventList, design: OneMode, how: Search, shuffles: int, population: EventList
) -> tuple[float, ...]:
    """Return the best scores of the same statements with their positions dealt out anew."""
    if not shuffles:
        return ()
    random = np.random.default_rng(how.seed)
    counted = counted_once(events, design)
    once, quick = replace(design, duplicates=Duplicates.INCLUDE), how.quick()
    return tuple(
        quick.camps(
            Encounters.of(*_networks(dealt_out(counted, design, random), once, population))
        ).score
        for _ in range(shuffles)
    )


def _checked(design: OneMode, blocs: int, runs: int | None, seed: int) -> OneMode:
    if design.qualifier is None:
        raise AnalysisError(
            "Without a qualifier nobody agrees with anybody, or opposes anybody.",
            remedy="Name the variable that says agree or disagree.",
        )
    if blocs < 2 or (runs is not None and runs < 1) or seed < 0:
        raise AnalysisError(
            f"Found blocs={blocs}, runs={runs}, seed={seed}.",
            remedy="There must be 2 blocs or more, a run, and the seed 0 or more.",
        )
    return design


def _result(
    pair: Encounters,
    camps: Camps,
    parts: Integers,
    how: Search,
    agreeing: Network,
    opposing: Network,
    dealt: tuple[float, ...],
) -> Polarization:
    members = camps.members
    if how.memberships is None:
        members = numbered(members, parts, np.full(len(members), -1), how.blocs)
    apart = members[:, None] != members[None, :]
    return Polarization(
        score=camps.score,
        bound=camps.bound,
        exact=camps.exact,
        partition=Partition(
            members=_named(pair.names, members),
            quality=camps.score,
            runs=how.runs_of(series=False),
            seed=how.seed,
        ),
        congruence=float(pair.congruence.sum()) / 2,
        conflict=float(pair.conflict.sum()) / 2,
        congruence_between=float(pair.congruence[apart].sum()) / 2,
        conflict_within=float(pair.conflict[~apart].sum()) / 2,
        parts=int(parts.max(initial=-1)) + 1,
        shuffled=dealt,
        agreeing=agreeing,
        opposing=opposing,
        options={
            **{k: v for k, v in agreeing.options.items() if k != "kind"},
            "measure": "polarization",
            **how.told(),
            **({"shuffles": str(len(dealt))} if dealt else {}),
        },
    )


def _named(names: tuple[str, ...], members: Integers) -> dict[str, int]:
    return dict(zip(names, members.tolist(), strict=True))
