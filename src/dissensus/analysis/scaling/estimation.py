"""Where do actors stand on one or two dimensions, and how surely? ``scaling``"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from dissensus.analysis.matrices.cells import span_of_time
from dissensus.analysis.scaling.ideal_points import Answers, sample
from dissensus.analysis.scaling.orientation import identified
from dissensus.analysis.scaling.result import LEAST_PER_CHAIN, MOST_RHAT, Estimate, Scaling
from dissensus.analysis.scaling.stances import MIXED, NEGATIVE, POSITIVE, Stances, stances
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList

__all__ = ["scaling"]


def scaling(
    events: EventList,
    *,
    actors: str,
    concepts: str,
    qualifier: str | None,
    dimensions: int = 1,
    ordinal: bool = False,
    threshold: float | None = None,
    silence_is_missing: bool = True,
    anchors: Sequence[str] = (),
    least_per_concept: int = 2,
    least_per_actor: int = 1,
    drop_constant: bool = False,
    duplicates: Duplicates | Counting = Duplicates.INCLUDE,
    scale: tuple[float, float] | None = None,
    population: EventList | None = None,
    samples: int = 1000,
    burn_in: int = 1000,
    thin: int = 10,
    chains: int = 4,
    seed: int = 0,
    interval: float = 0.95,
    progress: Callable[[int], None] | None = None,
) -> Scaling:
    """Place actors on one or two dimensions by what they are for and against.

    Each actor has a stance on each concept it speaks of: for, against, or mixed (see ``stances``; ``threshold`` up to
    which share of yes an actor counts as opposed). The *binary* model takes for and against, and mixed
    stances as missing: P(for) = Φ(β_j·θ_i - α_j), with θ_i the ideal point of actor i, β_j the discrimination
    and α_j the difficulty of concept j, Φ the normal distribution function. The *ordinal* model takes all three
    levels: P(mixed or for) = Φ(β_j·θ_i - α_j), P(for) = Φ(β_j·θ_i - α_j - γ_j). Silence is missing; with
    ``silence_is_missing=False`` it counts as against (binary, as do mixed stances) or as mixed (ordinal). Without a
    qualifier every mention is for, and silence must count.

    Priors: θ ~ N(0, 1), α and β ~ N(0, 4), γ half of N(0, 4). Every draw is then put on one scale: over the actors
    each dimension has mean 0 and variance 1, two are uncorrelated; what is left, a mirror image or a turn, is fixed by
    the principal components of the stances, or by ``anchors``: dimension 1 rises from the first anchor to the
    second, and a third (two dimensions) lies on the upper side (see ``identified``).

    Concepts with fewer stances than ``least_per_concept`` and actors with fewer than ``least_per_actor`` are dropped and
    named in the result, with ``drop_constant`` also concepts on which all agree. ``chains`` chains make
    ``burn_in + samples · thin`` rounds each. Estimates are posterior means with the shortest interval that
    holds ``interval`` of the posterior. ``warnings`` in the result say if chains disagree (R̂ > 1.05), hold too
    few independent draws (fewer than 100 per chain), if no actor is surely on either side of a dimension, or if actors
    fall into groups that share no concept.

    Source: Clinton, J., Jackman, S. and Rivers, D. (2004), The Statistical Analysis of Roll Call Data, American Political
    Science Review 98, doi 10.1017/S0003055404001194; Albert, J. H. and Chib, S. (1993), doi 10.1080/01621459.1993.10476321.
    The same seed gives the same result. Raises ``AnalysisError`` where options or data do not suffice.
    Cost: O(statements) + O(rounds × chains × stances).

    >>> from dissensus.model.codebook import built_in_types
    >>> says = {"A": "ppppnn", "B": "pppnnn", "C": "ppnnnn", "D": "nnnnpp", "E": "nnppnp"}
    >>> events = EventList.from_rows(
    ...     [
    ...         {"organization": name, "concept": f"c{j}", "agreement": word == "p"}
    ...         for name, words in says.items()
    ...         for j, word in enumerate(words)
    ...     ],
    ...     built_in_types()[0],
    ... )
    >>> found = scaling(
    ...     events,
    ...     actors="organization",
    ...     concepts="concept",
    ...     qualifier="agreement",
    ...     anchors=("D", "A"),
    ... )
    >>> found.above("B", "D") > 0.9
    True
    """
    _check(dimensions, anchors, samples, burn_in, thin, chains, seed, interval)
    said = stances(
        events,
        actors=actors,
        concepts=concepts,
        qualifier=qualifier,
        threshold=threshold,
        duplicates=duplicates,
        scale=scale,
        population=population,
    )
    if said.cells.levels is None and (ordinal or silence_is_missing):
        raise AnalysisError(
            f"The qualifier {qualifier!r} tells no side: every mention is one for the concept.",
            remedy="Name a boolean or number variable, or let silence count in a binary model "
            "(silence_is_missing=False).",
        )
    if silence_is_missing and not ordinal:
        said = said.chosen(said.level != MIXED)
    if drop_constant:
        said = said.varied()
    said = said.often(per_concept=least_per_concept, per_actor=least_per_actor)
    _enough(said, dimensions)
    counts = (
        np.bincount(said.actor, minlength=len(said.actors)),
        np.bincount(said.concept, minlength=len(said.concepts)),
    )
    apart = _apart(said) if silence_is_missing else ()
    behind = said.behind()
    if not silence_is_missing:
        said = said.filled(MIXED if ordinal else NEGATIVE)
    answers = _answers(said, ordinal=ordinal)
    placed = [_number(name, said) for name in anchors]
    raw = sample(
        answers,
        dimensions=dimensions,
        samples=samples,
        burn_in=burn_in,
        thin=thin,
        chains=chains,
        seed=seed,
        progress=progress,
    )
    draws = identified(raw, answers, anchors=placed)
    points = Estimate.of(draws.points, interval)
    discrimination = Estimate.of(draws.slopes, interval)
    difficulty = Estimate.of(draws.intercepts, interval)
    since, until = span_of_time(behind)
    return Scaling(
        actors=said.actors,
        concepts=said.concepts,
        points=points,
        discrimination=discrimination,
        difficulty=difficulty,
        cutpoint=Estimate.of(draws.cutpoints, interval) if ordinal else None,
        draws=draws.points,
        per_actor=counts[0],
        per_concept=counts[1],
        dropped_actors=said.dropped_actors,
        dropped_concepts=said.dropped_concepts,
        interval=interval,
        warnings=(*apart, *_doubts(chains, points, discrimination, difficulty)),
        behind=behind,
        since=since,
        until=until,
        options={
            "measure": "scaling",
            **said.cells.options,
            "model": "ordinal" if ordinal else "binary",
            "dimensions": str(dimensions),
            "threshold": "none" if threshold is None else f"{threshold:g}",
            "silence": "missing" if silence_is_missing else "mixed" if ordinal else "against",
            "anchors": ", ".join(anchors) or "none",
            "stances per concept": f"at least {least_per_concept}",
            "stances per actor": f"at least {least_per_actor}",
            "concepts all agree on": "dropped" if drop_constant else "kept",
            "chains": f"{chains} × ({burn_in} + {samples} × {thin})",
            "seed": str(seed),
        },
    )


def _check(
    dimensions: int,
    anchors: Sequence[str],
    samples: int,
    burn_in: int,
    thin: int,
    chains: int,
    seed: int,
    interval: float,
) -> None:
    if dimensions not in (1, 2):
        raise AnalysisError(
            f"Ideal points have 1 or 2 dimensions, not {dimensions}.", remedy="Choose 1 or 2."
        )
    if isinstance(anchors, str) or len(anchors) not in (0, 2, dimensions + 1):
        raise AnalysisError(
            f"{anchors!r} can't orient {dimensions} dimension{'s' if dimensions > 1 else ''}.",
            remedy="Name two actors, at the lower and at the upper end"
            + (
                ", and if you like a third on the upper side of the second dimension."
                * (dimensions > 1)
                or "."
            ),
        )
    if len(set(anchors)) < len(anchors):
        raise AnalysisError(
            f"The anchors {', '.join(anchors)} repeat an actor.", remedy="Name different actors."
        )
    least = {"samples": (samples, 4), "thin": (thin, 1), "chains": (chains, 1)}
    least |= {"burn_in": (burn_in, 0), "seed": (seed, 0)}
    for name, (value, minimum) in least.items():
        if value < minimum:
            raise AnalysisError(f"{name} is {value}.", remedy=f"Give {minimum} or more.")
    if not 0 < interval < 1:
        raise AnalysisError(
            f"An interval can't hold the share {interval:g} of the posterior.",
            remedy="Give a number between 0 and 1, such as 0.95.",
        )


def _enough(said: Stances, dimensions: int) -> None:
    least = dimensions + 2
    if len(said.actors) < least or len(said.concepts) < dimensions:
        raise AnalysisError(
            f"{len(said.actors)} actors and {len(said.concepts)} concepts have stances enough; "
            f"{dimensions}-dimensional points need {least} actors and {dimensions} concepts.",
            remedy="Lower the minimum of stances per actor or concept, or choose more statements.",
        )


def _number(name: str, said: Stances) -> int:
    if name not in said.actors:
        why = "has too few stances" if name in said.dropped_actors else "is not there"
        raise AnalysisError(
            f"The anchor {name!r} {why}.", remedy=f"Choose among: {', '.join(said.actors)}."
        )
    return said.actors.index(name)


def _answers(said: Stances, *, ordinal: bool) -> Answers:
    return Answers(
        actor=said.actor,
        concept=said.concept,
        level=said.level if ordinal else (said.level == POSITIVE).astype(np.int64),
        actors=len(said.actors),
        concepts=len(said.concepts),
        levels=3 if ordinal else 2,
    )


def _apart(said: Stances) -> tuple[str, ...]:
    """Say if actors fall into groups that share no concept: nothing tells how those stand to each other."""
    size = len(said.actors) + len(said.concepts)
    links = (said.actor, said.concept + len(said.actors))
    count, group = connected_components(
        coo_array((np.ones(len(said.actor)), links), shape=(size, size)), directed=False
    )
    if count < 2:
        return ()
    members = np.bincount(group[: len(said.actors)], minlength=count)
    outside = [
        name
        for name, its in zip(said.actors, group[: len(said.actors)].tolist(), strict=True)
        if its != int(np.argmax(members))
    ]
    some = ", ".join(outside[:5]) + (", …" if len(outside) > 5 else "")
    return (
        f"The actors fall into {count} groups that share no concept; how the groups stand to each other "
        f"is unknown. Outside the largest: {some}.",
    )


def _doubts(chains: int, *estimates: Estimate) -> tuple[str, ...]:
    """Say what speaks against trusting the draws."""
    worst = max(float(e.rhat.max()) for e in estimates)
    fewest = min(float(e.effective.min()) for e in estimates)
    found = []
    if worst > MOST_RHAT:
        found.append(
            f"The chains disagree: R̂ is up to {worst:.2f} and should be at most {MOST_RHAT}. "
            "Take more samples, a longer burn-in, fewer dimensions, or drop actors with few stances."
        )
    if fewest < LEAST_PER_CHAIN * chains:
        found.append(
            f"The draws hang together: some estimate has only {fewest:.0f} independent ones, and should have "
            f"{LEAST_PER_CHAIN * chains}. Take more samples, or thin more."
        )
    points = estimates[0]
    sure = ((points.low > 0) | (points.high < 0)).any(axis=0)
    found.extend(
        f"No actor stands surely above or below 0 on dimension {dimension + 1}: "
        "the stances tell next to nothing about it."
        for dimension in np.flatnonzero(~sure).tolist()
    )
    return tuple(found)
