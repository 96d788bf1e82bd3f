"""Into which camps do these actors fall, and is that the best answer? ``Search``, ``Camps``"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dissensus.analysis.encounters import Encounters
from dissensus.analysis.matrices.cells import Integers
from dissensus.analysis.peer.polarization import balanced, quality
from dissensus.analysis.polarization.proof import prove
from dissensus.analysis.polarization.search import enumerate_blocs, fit, search
from dissensus.errors import AnalysisError

__all__ = ["Camps", "Search"]

_QUICK: Final = 8  # starts, where only a score is wanted


@dataclass(frozen=True, slots=True, eq=False)
class Camps:
    """The bloc of each actor, their score, what no blocs exceed (if that was asked), and whether that is it."""

    members: Integers
    score: float
    bound: float | None
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How blocs are found: given, or sought; proved, or not."""

    blocs: int
    memberships: Mapping[str, int] | None
    exact: bool
    time_limit: float
    runs: int | None
    seed: int

    def runs_of(self, *, series: bool) -> int:
        """Return from how many starts is climbed."""
        if self.memberships is not None:
            return 0
        return self.runs if self.runs is not None else 4 if series else 50

    def quick(self) -> Search:
        """Return a search for many networks, of which only the score is wanted."""
        return replace(self, exact=False, runs=min(_QUICK, self.runs or _QUICK))

    def told(self) -> dict[str, str]:
        """Return the options as they stand in what is exported."""
        if self.memberships is not None:
            return {"blocs": "given"}
        return {
            "blocs": f"at most {self.blocs}",
            "seed": str(self.seed),
            "proof": f"within {self.time_limit:g} s" if self.exact else "none",
        }

    def camps(self, pair: Encounters) -> Camps:
        """Return the best blocs of one debate, or the score of those that were given."""
        if self.memberships is not None:
            members = self.given(pair)
            return Camps(members, score_of(pair, members), None, exact=False)
        if not pair.divided:
            return self.undivided(pair)
        found = search(
            pair.congruence,
            pair.conflict,
            blocs=self.blocs,
            runs=self.runs_of(series=False),
            seed=self.seed,
        )
        camps = Camps(found.members[0], float(found.score[0]), None, exact=False)
        return self.proved(pair, camps) if self.exact else camps

    def undivided(self, pair: Encounters) -> Camps:
        """Return the one bloc there is where nobody agrees, or nobody disagrees: certain, and 0."""
        return Camps(np.zeros(len(pair.names), np.int64), 0.0, 0.0, exact=True)

    def proved(self, pair: Encounters, camps: Camps) -> Camps:
        """Return the best blocs with a proof, or with a bound where it was not complete."""
        every = None
        if self.blocs > 2:
            every = enumerate_blocs(pair.congruence, pair.conflict, self.blocs)
            if every is None:
                return Camps(camps.members, camps.score, 1.0, exact=camps.score >= 1.0 - 1e-12)
            best = float(every.score[0])
            members = every.members[0] if best > camps.score + 1e-10 else camps.members
            return Camps(members, max(best, camps.score), max(best, camps.score), exact=True)
        proof = prove(
            pair.congruence,
            pair.conflict,
            camps.members,
            time_limit=self.time_limit,
            seed=self.seed,
        )
        return Camps(proof.members, proof.score, proof.bound, proof.exact)

    def as_dna(self, pair: Encounters) -> Camps:
        """Return DNA's normalized score of given blocs, or of those its greedy search would like."""
        if self.memberships is not None:
            members = self.given(pair)
        else:
            members = balanced(
                pair.congruence,
                pair.conflict,
                blocs=self.blocs,
                runs=self.runs if self.runs is not None else 20,
                seed=self.seed,
            )
        score = quality(pair.congruence, pair.conflict, members, normalized=True)
        return Camps(members, score, None, exact=False)

    def given(self, pair: Encounters) -> Integers:
        """Return the bloc of each actor as it was given.

        Raises ``AnalysisError`` for an actor without one, or a number below 0.
        """
        known = self.memberships or {}
        missing = [name for name in pair.names if name not in known]
        if missing:
            raise AnalysisError(
                f"{len(missing)} actors are in no bloc, among them {missing[0]!r}.",
                remedy="Give a bloc for every actor with a tie.",
            )
        if min(known.values(), default=0) < 0:
            raise AnalysisError("A bloc has a number below 0.", remedy="Number them from 0.")
        return np.array([known[name] for name in pair.names], np.int64)


def score_of(pair: Encounters, members: Integers) -> float:
    """Return κ of these blocs."""
    apart = members[:, None] != members[None, :]
    agree, oppose = pair.congruence, pair.conflict
    totals = (agree.sum(), oppose.sum(), agree[apart].sum(), oppose[apart].sum())
    return min(float(fit(*(np.asarray(total) / 2 for total in totals))), 1.0)
