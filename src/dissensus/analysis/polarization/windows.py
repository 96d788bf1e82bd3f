"""Which blocs are best in each of many windows? ``blocks``, ``camps_of``

Windows one after the other have much in common: each is searched from where the last ones ended and from where its
neighbors end, besides from random starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from dissensus.analysis.encounters import Encounters
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.polarization.camps import Camps, Search
from dissensus.analysis.polarization.search import climb

__all__ = ["blocks", "camps_of"]

_AT_ONCE: Final = 64  # windows searched together
_CELLS: Final = 400_000  # of their matrices: what stays in the cache
_ROUNDS: Final = 3  # in which windows learn from their neighbors
_SHAKEN: Final = 0.4  # of the actors are placed anew, half of them where they were


def blocks(every: Iterable[Encounters]) -> Iterator[list[Encounters]]:
    """Take windows together as long as their matrices, padded to the same size, stay small."""
    block: list[Encounters] = []
    size = 0
    for pair in every:
        size = max(size, len(pair))
        if block and (len(block) == _AT_ONCE or (len(block) + 1) * size**2 > _CELLS):
            yield block
            block, size = [], len(pair)
        block.append(pair)
    if block:
        yield block


def camps_of(
    block: list[Encounters],
    places: list[Integers],
    last: Integers,
    how: Search,
    random: np.random.Generator,
) -> list[Camps]:
    """Find the blocs of all windows of a block together.

    ``places`` says which actors of the series are in each window, ``last`` in which bloc each actor of the series was last.
    Cost: O(windows · runs · actors²).
    """
    if how.memberships is not None:
        return [how.camps(pair) for pair in block]
    open_ = [n for n, pair in enumerate(block) if pair.divided]
    found: dict[int, Camps] = {}
    if open_:
        sought = _Together.of([block[n] for n in open_], [places[n] for n in open_], how.blocs)
        sought.climb_from(last, how.runs_of(series=True), random)
        sought.learn()
        sought.shake(how.runs_of(series=True), random)
        sought.learn()
        found = dict(zip(open_, sought.camps(), strict=True))
    every = [found[n] if n in found else how.undivided(pair) for n, pair in enumerate(block)]
    if not how.exact:
        return every
    return [
        how.proved(pair, camps) if pair.divided else camps
        for pair, camps in zip(block, every, strict=True)
    ]


@dataclass(slots=True, eq=False)
class _Together:
    """Windows that are searched at once: their matrices padded to one size, and the best blocs so far."""

    congruence: Numbers
    conflict: Numbers
    place: Integers  # windows × actors: which actor of the series, -1 for padding
    blocs: int
    members: Integers
    score: Numbers

    @classmethod
    def of(cls, block: list[Encounters], places: list[Integers], blocs: int) -> _Together:
        size = max(map(len, block))
        agree, oppose = (np.zeros((len(block), size, size)) for _ in range(2))
        place = np.full((len(block), size), -1, np.int64)
        for n, (pair, own) in enumerate(zip(block, places, strict=True)):
            agree[n, : len(pair), : len(pair)] = pair.congruence
            oppose[n, : len(pair), : len(pair)] = pair.conflict
            place[n, : len(pair)] = own
        members = np.zeros(place.shape, np.int64)
        return cls(agree, oppose, place, blocs, members, np.full(len(block), -np.inf))

    def climb_from(self, last: Integers, runs: int, random: np.random.Generator) -> None:
        """Climb from the blocs that actors were in last, and from random ones."""
        windows, size = self.place.shape
        starts = random.integers(0, self.blocs, (windows, 1 + runs, size))
        known = np.append(last, -1)[self.place]
        starts[:, 0] = np.where(known >= 0, known, starts[:, 0])
        found = climb(self.congruence, self.conflict, starts, blocs=self.blocs)
        one = found.score < 0.0  # no blocs are better than these
        self.members = np.where(one[:, None], 0, found.members)
        self.score = np.where(one, 0.0, found.score)

    def learn(self) -> None:
        """Let each window try the blocs of the one before and the one after, while that helps."""
        actors = int(self.place.max()) + 1
        for _ in range(_ROUNDS):
            whole = np.full((len(self.place) + 2, actors + 1), -1, np.int64)
            inside = self.place >= 0
            row = np.broadcast_to(np.arange(len(self.place))[:, None] + 1, self.place.shape)
            whole[row[inside], self.place[inside]] = self.members[inside]
            starts = np.stack([whole[row - 1, self.place], whole[row + 1, self.place]], axis=1)
            starts = np.where(starts >= 0, starts, self.members[:, None, :])
            if not self._tried(starts):
                break

    def shake(self, runs: int, random: np.random.Generator) -> None:
        """Place some actors of the best blocs anew, and climb again."""
        windows, size = self.place.shape
        drawn = random.integers(0, self.blocs, (windows, runs, size))
        kicked = random.random(drawn.shape) < _SHAKEN
        self._tried(np.where(kicked, drawn, self.members[:, None, :]))

    def _tried(self, starts: Integers) -> bool:
        found = climb(self.congruence, self.conflict, starts, blocs=self.blocs)
        better = found.score > self.score + 1e-10
        self.members = np.where(better[:, None], found.members, self.members)
        self.score = np.where(better, found.score, self.score)
        return bool(better.any())

    def camps(self) -> list[Camps]:
        sizes = (self.place >= 0).sum(axis=1).tolist()
        return [
            Camps(members[:size], score, None, exact=False)
            for members, size, score in zip(self.members, sizes, self.score.tolist(), strict=True)
        ]
