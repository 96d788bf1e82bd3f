"""What does a scaling say? ``Scaling``, ``Estimate``: positions, intervals, and whether to trust them"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.scaling.convergence import effective_size, shortest, split_rhat
from dissensus.errors import AnalysisError
from dissensus.events import STATEMENT, EventList
from dissensus.model.moment import Moment

__all__ = ["LEAST_PER_CHAIN", "MOST_RHAT", "Estimate", "Scaling"]

MOST_RHAT: Final = 1.05
LEAST_PER_CHAIN: Final = 100
"""Independent draws; both as in Vehtari et al. (2021), R̂ a little more lenient for many quantities at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimate:
    """Posterior mean, shortest interval, R̂ and effective sample size; one row per name."""

    mean: Numbers
    low: Numbers
    high: Numbers
    rhat: Numbers
    effective: Numbers

    @classmethod
    def of(cls, draws: Numbers, share: float) -> Estimate:
        """Summarize draws, chains × draws × names (× dimensions)."""
        shape = draws.shape[2:]
        flat = draws.reshape(*draws.shape[:2], -1)
        low, high = shortest(flat.reshape(-1, flat.shape[2]), share)
        values = (flat.mean(axis=(0, 1)), low, high, split_rhat(flat), effective_size(flat))
        mean, low, high, rhat, effective = (v.reshape(shape) for v in values)
        return cls(mean=mean, low=low, high=high, rhat=rhat, effective=effective)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scaling:
    """Ideal points of actors, with what the concepts tell apart.

    ``points`` has actors × dimensions, ``discrimination`` (β) concepts × dimensions, ``difficulty`` (α) a value per
    concept, ``cutpoint`` (γ) likewise, in an ordinal model only. ``interval`` is the share of the posterior the
    intervals hold. ``draws`` are the draws of the points, chains × draws × actors × dimensions. ``stances``
    counts the cells used; ``per_actor`` and ``per_concept`` those of each. ``dropped_actors`` and
    ``dropped_concepts`` had too few. ``warnings`` say why not to trust the result: it has not
    ``converged``, or the stances tell too little. ``behind`` are the statements in it.
    """

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    points: Estimate
    discrimination: Estimate
    difficulty: Estimate
    cutpoint: Estimate | None
    draws: Numbers
    per_actor: Integers
    per_concept: Integers
    dropped_actors: tuple[str, ...]
    dropped_concepts: tuple[str, ...]
    interval: float
    warnings: tuple[str, ...]
    behind: EventList
    since: Moment | None = None
    until: Moment | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        size = f"{len(self.actors)} actors, {len(self.concepts)} concepts"
        doubt = f", {len(self.warnings)} warnings" if self.warnings else ""
        return f"<Scaling of {size}, {self.dimensions} dimensions, {self.statements} statements{doubt}>"

    @property
    def dimensions(self) -> int:
        """How many dimensions there are."""
        return int(self.points.mean.shape[1])

    @property
    def stances(self) -> int:
        """How many cells, of an actor on a concept, the points were drawn from."""
        return int(self.per_actor.sum())

    @property
    def converged(self) -> bool:
        """Whether the chains agree and hold enough independent draws."""
        enough = LEAST_PER_CHAIN * self.draws.shape[0]
        told = (self.points, self.discrimination, self.difficulty)
        return all(e.rhat.max() <= MOST_RHAT and e.effective.min() >= enough for e in told)

    @property
    def statements(self) -> int:
        """How many statements the stances sum up."""
        return len(self.behind)

    @property
    def unreviewed(self) -> int:
        """How many of them no person has reviewed."""
        return self.behind.unreviewed

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements the stances sum up."""
        return self.behind.frame[STATEMENT].to_list()

    def evidence(self, actor: str, concept: str | None = None) -> Sequence[str]:
        """Return the identities of the statements behind the point of an actor, or behind one stance of it."""
        self._position(actor)
        wanted = pl.col(self.options["rows"]) == actor
        if concept is not None:
            wanted &= pl.col(self.options["columns"]) == concept
        return self.behind.frame.filter(wanted)[STATEMENT].to_list()

    def above(self, a: str, b: str, *, dimension: int = 1) -> float:
        """Return the probability that actor ``a`` stands above (or to the right of) actor ``b``."""
        i, j = (self._position(name) for name in (a, b))
        points = self.draws[:, :, :, dimension - 1]
        return float((points[:, :, i] > points[:, :, j]).mean())

    def to_polars(self) -> pl.DataFrame:
        """Return all estimates as a table: a row per actor or concept, parameter and dimension.

        Columns: ``kind`` (actor, concept), ``name``, ``parameter`` (point, discrimination, difficulty,
        cutpoint), ``dimension`` (0 where there is none), ``mean``, ``low``, ``high``, ``rhat``,
        ``effective``, ``stances`` (how many stances of this actor, or on this concept).
        """
        dimensions = range(self.dimensions)
        parts = [("actor", "point", d + 1, self.points, d) for d in dimensions]
        parts += [("concept", "discrimination", d + 1, self.discrimination, d) for d in dimensions]
        parts.append(("concept", "difficulty", 0, self.difficulty, 0))
        if self.cutpoint is not None:
            parts.append(("concept", "cutpoint", 0, self.cutpoint, 0))
        return pl.concat([self._rows(*part) for part in parts])

    def _rows(
        self, kind: str, parameter: str, dimension: int, estimate: Estimate, column: int
    ) -> pl.DataFrame:
        names, counts = (
            (self.actors, self.per_actor) if kind == "actor" else (self.concepts, self.per_concept)
        )
        numbers = {
            name: values.reshape(len(names), -1)[:, column]
            for name, values in (
                ("mean", estimate.mean),
                ("low", estimate.low),
                ("high", estimate.high),
                ("rhat", estimate.rhat),
                ("effective", estimate.effective),
            )
        }
        return pl.DataFrame(
            {"name": pl.Series(names, dtype=pl.String), **numbers, "stances": counts}
        ).select(
            pl.lit(kind).alias("kind"),
            "name",
            pl.lit(parameter).alias("parameter"),
            pl.lit(dimension).alias("dimension"),
            *numbers,
            "stances",
        )

    def _position(self, name: str) -> int:
        if name not in self.actors:
            raise AnalysisError(
                f"{name!r} has no ideal point.", remedy=f"These have: {', '.join(self.actors)}."
            )
        return self.actors.index(name)
