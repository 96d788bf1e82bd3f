"""What does each actor hold on each concept: yes, no, or both? ``Stances``, ``stances``"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.matrices.cells import Incidence, Integers, Numbers, incidence
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList

__all__ = ["MIXED", "NEGATIVE", "POSITIVE", "Stances", "stances"]

NEGATIVE: Final = 0
MIXED: Final = 1
POSITIVE: Final = 2
_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """One stance per actor and concept: cell n is of ``actor[n]`` on ``concept[n]``, ordered by actor.

    ``level`` is ``NEGATIVE``, ``MIXED`` or ``POSITIVE``. Cells that are not there are silence.
    ``dropped_actors`` and ``dropped_concepts`` had too few stances to stay. ``cells`` are the statements, ``key``
    the number of each cell among theirs.
    """

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    actor: Integers
    concept: Integers
    level: Integers
    key: Integers
    cells: Incidence
    dropped_actors: tuple[str, ...] = ()
    dropped_concepts: tuple[str, ...] = ()

    def chosen(self, keep: NDArray[np.bool_]) -> Stances:
        """Keep some of the cells."""
        return replace(
            self,
            actor=self.actor[keep],
            concept=self.concept[keep],
            level=self.level[keep],
            key=self.key[keep],
        )

    def behind(self) -> EventList:
        """Return the statements the stances sum up."""
        keys = self.cells.row * len(self.cells.columns) + self.cells.column
        events = self.cells.events
        return replace(events, frame=events.frame.filter(np.isin(keys, self.key)))

    def often(self, *, per_concept: int, per_actor: int) -> Stances:
        """Drop concepts and actors with too few stances, until all that are left have enough.

        Concepts first, then actors; what that takes from the concepts counts again.
        """
        kept = self
        while True:
            busy = np.bincount(kept.concept, minlength=len(self.concepts))[kept.concept]
            step = kept.chosen(busy >= per_concept)
            busy = np.bincount(step.actor, minlength=len(self.actors))[step.actor]
            step = step.chosen(busy >= per_actor)
            if len(step.level) == len(kept.level):
                return kept._compact()
            kept = step

    def varied(self) -> Stances:
        """Drop the concepts on which all actors have the same stance."""
        low = np.full(len(self.concepts), POSITIVE)
        high = np.full(len(self.concepts), NEGATIVE)
        np.minimum.at(low, self.concept, self.level)
        np.maximum.at(high, self.concept, self.level)
        return self.chosen((low < high)[self.concept])

    def filled(self, level: int) -> Stances:
        """Take silence for a stance: every actor then has one on every concept."""
        table = np.full((len(self.actors), len(self.concepts)), level)
        table[self.actor, self.concept] = self.level
        actor, concept = np.indices(table.shape)
        return replace(self, actor=actor.ravel(), concept=concept.ravel(), level=table.ravel())

    def _compact(self) -> Stances:
        """Number the actors and concepts that are left, and name the others."""
        actors, actor = np.unique(self.actor, return_inverse=True)
        concepts, concept = np.unique(self.concept, return_inverse=True)
        left_actors, left_concepts = set(actors.tolist()), set(concepts.tolist())
        return replace(
            self,
            actors=tuple(self.actors[i] for i in actors.tolist()),
            concepts=tuple(self.concepts[j] for j in concepts.tolist()),
            actor=actor,
            concept=concept,
            dropped_actors=tuple(
                name for i, name in enumerate(self.actors) if i not in left_actors
            ),
            dropped_concepts=tuple(
                name for j, name in enumerate(self.concepts) if j not in left_concepts
            ),
        )


def stances(
    events: EventList,
    *,
    actors: str,
    concepts: str,
    qualifier: str | None,
    threshold: float | None = None,
    duplicates: Duplicates | Counting = Duplicates.INCLUDE,
    scale: tuple[float, float] | None = None,
    population: EventList | None = None,
) -> Stances:
    """Sum up what each actor said on each concept to one stance.

    A statement is for a concept where the qualifier is true or above the middle of its scale, against it where it is
    false or below the middle, and neither in the middle itself; without a qualifier, or with one of
    names or texts, every mention is for it. All for it: positive; all against: negative; else mixed.

    With a ``threshold`` t (at most ½; above, 1 - t is meant) the mean place of an actor's statements on the scale,
    from 0 to 1 (of a boolean: the share of yes), decides: positive from 1 - t on, negative up to t, else
    mixed. ``scale`` gives the ends of the scale, else the values the codebook allows, else those found.

    Raises ``AnalysisError`` for an unknown column or a threshold that is none. Cost: O(statements).
    """
    if threshold is not None:
        if not 0 <= threshold <= 1:
            raise AnalysisError(
                f"The threshold is a share; {threshold:g} is none.",
                remedy="Give a number from 0 to 0.5: up to this share of yes an actor is opposed.",
            )
        threshold = min(threshold, 1 - threshold)
    cells = incidence(
        events,
        rows=actors,
        columns=concepts,
        qualifier=qualifier,
        compare=qualifier is not None,
        duplicates=duplicates,
        isolates=False,
        population=population,
        scale=scale,
    )
    place = _places(cells, scale)
    key, cell = np.unique(cells.row * len(cells.columns) + cells.column, return_inverse=True)
    count = np.bincount(cell, minlength=len(key))
    if threshold is None:
        below = np.bincount(cell, place < 0.5, len(key)) == count
        above = np.bincount(cell, place > 0.5, len(key)) == count
    else:
        mean = np.bincount(cell, place, len(key)) / np.maximum(count, 1)
        below, above = mean <= threshold + _ROUNDING, mean >= 1 - threshold - _ROUNDING
    level = np.where(above & ~below, POSITIVE, np.where(below & ~above, NEGATIVE, MIXED))
    actor, concept = np.divmod(key, max(len(cells.columns), 1))
    return Stances(cells.rows, cells.columns, actor, concept, level, key, cells)


def _places(cells: Incidence, scale: tuple[float, float] | None) -> Numbers:
    """Return where each statement stands on the scale, from 0 to 1."""
    if cells.levels is None or not len(cells.levels):
        return np.ones(len(cells.level))
    if cells.boolean:
        return cells.level.astype(np.float64)
    qualifier = cells.options["qualifier"]
    allowed: list[float] = list(scale or ())
    variables = {v.name: v for v in cells.events.statement_type.variables}
    if not allowed and qualifier in variables:
        allowed = [float(v) for v in variables[qualifier].values]
    ends = [*allowed, *cells.levels.tolist()]
    low, high = min(ends), max(ends)
    if high == low:
        raise AnalysisError(
            f"All values of {qualifier!r} are {low:g}; nothing tells which end of the scale that is.",
            remedy="Give the ends of the scale, for example scale=(-1, 1).",
        )
    places: Numbers = (cells.levels[cells.level] - low) / (high - low)
    return places
