"""Which blocs tell agreement from opposition best? ``search``, ``climb``, ``enumerate_blocs``, ``fit``

The search behind polarization: many networks and many starts at once, so that a thousand windows cost few
array operations each. Arrays are networks × actors × actors, padded with zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["Found", "climb", "enumerate_blocs", "fit", "search"]

_BETTER: Final = 1e-10  # less than that is rounding
_LOOKED_AT: Final = 1 << 15  # assignments that are enumerated rather than searched
_COMPACT: Final = 0.5  # of the starts still moving: then the others are put aside
_KICKED: Final = 0.3  # of the actors are placed anew


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The best blocs of each network: ``members`` networks × actors, and how well they ``fit``."""

    members: Integers
    score: Numbers


def fit(
    congruence: Numbers, conflict: Numbers, congruence_between: Numbers, conflict_between: Numbers
) -> Numbers:
    """Return Cohen's κ between "same bloc or not" and "agree or oppose", over weights of pairs.

    With C and F the weight of all congruence and conflict, c and d the parts of them between blocs,

        κ = 2 (C d - F c) / (F (C + F) + (C - F) (c + d))

    and 0 where there is no congruence, or no conflict.
    """
    both = (congruence > 0) & (conflict > 0)
    if both.all():
        return _kappa(congruence, conflict, congruence_between, conflict_between)
    kappa: Numbers = np.where(
        both,
        _kappa(
            np.where(both, congruence, 1.0),
            np.where(both, conflict, 1.0),
            congruence_between,
            conflict_between,
        ),
        0.0,
    )
    return kappa


def _kappa(congruence: Numbers, conflict: Numbers, c: Numbers, d: Numbers) -> Numbers:
    # Not 0 below: it lies between F (C + F) and C (C + F).
    kappa: Numbers = (2 * congruence * d - 2 * conflict * c) / (
        conflict * (congruence + conflict) + (congruence - conflict) * (c + d)
    )
    return kappa


def climb(congruence: Numbers, conflict: Numbers, starts: Integers, *, blocs: int = 2) -> Found:
    """Move single actors as long as that raises κ; return the best end of each network's starts.

    ``starts`` are networks × starts × actors. In every start, the move that helps most is made; of equals,
    that of the first actor. Each network must hold both congruence and conflict (else κ is 0 for all
    blocs and nothing is to be sought); actors without ties stay where they are.
    Cost: O(networks × starts × actors × blocs) per step, and about actors / 2 steps.
    """
    networks, runs, actors = starts.shape
    owner = np.repeat(np.arange(networks), runs)
    members = starts.reshape(networks * runs, actors).copy()
    whole_c = congruence.sum(axis=(1, 2)) / 2
    whole_f = conflict.sum(axis=(1, 2)) / 2
    one_hot = (members[:, None, :] == np.arange(blocs)[None, :, None]).astype(np.float64)
    grouped = one_hot.reshape(networks, runs * blocs, actors)
    agrees = (grouped @ congruence).reshape(networks * runs, blocs, actors)
    opposes = (grouped @ conflict).reshape(networks * runs, blocs, actors)
    within_c = (agrees * one_hot).sum(axis=(1, 2)) / 2
    within_f = (opposes * one_hot).sum(axis=(1, 2)) / 2
    state = _State(
        owner,
        members,
        agrees,
        opposes,
        whole_c[owner] - within_c,
        whole_f[owner] - within_f,
    )
    ends = members.copy()
    values = np.empty(len(owner))
    place = np.arange(len(owner))
    moving = np.ones(len(owner), dtype=bool)
    total_c, total_f = whole_c[owner], whole_f[owner]
    while True:
        values[place], moved = state.step(congruence, conflict, total_c, total_f, moving)
        moving &= moved
        if moving.mean() < _COMPACT:
            ends[place[~moving]] = state.members[~moving]
            if not moving.any():
                break
            state = state.only(moving)
            place, total_c, total_f = place[moving], total_c[moving], total_f[moving]
            moving = np.ones(len(place), dtype=bool)
    by_run = values.reshape(networks, runs)
    top = (by_run >= by_run.max(axis=1, keepdims=True) - _BETTER).argmax(axis=1)
    every = np.arange(networks)
    score = np.minimum(by_run[every, top], 1.0)  # beyond it by rounding
    return Found(ends.reshape(starts.shape)[every, top], score)


@dataclass(slots=True, eq=False)
class _State:
    """Where each start stands: members, their ties into each bloc, and the weights between blocs."""

    owner: Integers
    members: Integers
    agrees: Numbers
    opposes: Numbers
    between_c: Numbers
    between_f: Numbers

    def only(self, chosen: NDArray[np.bool_]) -> _State:
        return _State(
            self.owner[chosen],
            self.members[chosen],
            self.agrees[chosen],
            self.opposes[chosen],
            self.between_c[chosen],
            self.between_f[chosen],
        )

    def step(
        self,
        congruence: Numbers,
        conflict: Numbers,
        total_c: Numbers,
        total_f: Numbers,
        moving: NDArray[np.bool_],
    ) -> tuple[Numbers, NDArray[np.bool_]]:
        """Make the best move of each start; return κ after it, and which starts moved."""
        every = np.arange(len(self.owner))
        own = self.members[:, None, :]
        lost_c = np.take_along_axis(self.agrees, own, axis=1) - self.agrees
        lost_f = np.take_along_axis(self.opposes, own, axis=1) - self.opposes
        now = _kappa(total_c, total_f, self.between_c, self.between_f)
        after = _kappa(
            total_c[:, None, None],
            total_f[:, None, None],
            self.between_c[:, None, None] + lost_c,
            self.between_f[:, None, None] + lost_f,
        )
        flat = after.reshape(len(every), -1)
        best = flat.argmax(axis=1)
        value = flat[every, best]
        moved = moving & (value > now + _BETTER)
        to, actor = np.divmod(best, self.members.shape[1])
        row, to, actor = every[moved], to[moved], actor[moved]
        origin = self.members[row, actor]
        self.between_c[row] += lost_c[row, to, actor]
        self.between_f[row] += lost_f[row, to, actor]
        ties_c, ties_f = congruence[self.owner[row], actor], conflict[self.owner[row], actor]
        self.agrees[row, origin] -= ties_c
        self.agrees[row, to] += ties_c
        self.opposes[row, origin] -= ties_f
        self.opposes[row, to] += ties_f
        self.members[row, actor] = to
        return np.where(moved, value, now), moved


def enumerate_blocs(congruence: Numbers, conflict: Numbers, blocs: int) -> Found | None:
    """Look at all ways to put the actors of one network into blocs; ``None`` where they are too many.

    Cost: O(blocs ** (actors - 1)) numbers, at most 32,768 of them kept.
    """
    actors = len(congruence)
    if blocs ** max(actors - 1, 0) > _LOOKED_AT:
        return None
    between_c, between_f = np.zeros(1), np.zeros(1)
    count = blocs ** max(actors - 1, 0)
    codes = np.arange(count)
    assigned = np.zeros((actors, count), np.int64)
    for actor in range(1, actors):
        assigned[actor] = codes // blocs ** (actor - 1) % blocs
    between_c, between_f = np.zeros(count), np.zeros(count)
    for actor in range(1, actors):
        apart = assigned[:actor] != assigned[actor]
        between_c += congruence[actor, :actor] @ apart
        between_f += conflict[actor, :actor] @ apart
    whole_c, whole_f = np.asarray(congruence.sum() / 2), np.asarray(conflict.sum() / 2)
    score = fit(whole_c, whole_f, between_c, between_f)
    top = int((score >= score.max() - _BETTER).argmax())
    return Found(assigned[:, top][None, :], np.minimum(score[top : top + 1], 1.0))


def search(
    congruence: Numbers, conflict: Numbers, *, blocs: int = 2, runs: int = 50, seed: int = 0
) -> Found:
    """Return the best blocs of one network that climbing from ``runs`` seeded starts reaches.

    One start has all actors in one bloc, the others are random; the best end is then disturbed at random and climbed
    from again, three times ``runs``. Cost: four times that of ``climb``.
    """
    random = np.random.default_rng(seed)
    actors = len(congruence)
    starts = random.integers(0, blocs, (1, max(runs, 1), actors))
    starts[0, 0] = 0
    best = climb(congruence[None], conflict[None], starts, blocs=blocs)
    for _ in range(3):
        again = np.where(random.random(starts.shape) < _KICKED, starts, best.members[:, None, :])
        found = climb(congruence[None], conflict[None], again, blocs=blocs)
        if found.score[0] > best.score[0] + _BETTER:
            best = found
        starts = random.integers(0, blocs, starts.shape)
    return best
