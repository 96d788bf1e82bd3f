"""What does polarization over time hold? ``PolarizationSeries``"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dissensus.analysis.matrices.cells import Numbers
from dissensus.events import STATEMENT, EventList
from dissensus.model.moment import Moment

__all__ = ["PolarizationSeries"]

_Blocs: TypeAlias = NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PolarizationSeries:
    """Polarization in one window after the other; all columns are of the same length.

    ``score``, ``bound`` and ``exact`` are as in ``Polarization``; ``actors`` counts those with a tie. ``names`` are all actors of
    the series, and ``members[t, a]`` the bloc of actor a in window t, -1 where it is in none. An actor's blocs
    are numbered so that, from window to window, most keep the number they last had. ``waiting`` counts the statements
    of a window that nobody has reviewed; ``shuffled`` (rounds × windows) are scores with the positions
    dealt out anew; ``behind`` are all statements given.
    """

    since: tuple[Moment, ...]
    middle: tuple[Moment, ...]
    until: tuple[Moment, ...]
    score: tuple[float, ...]
    bound: tuple[float | None, ...]
    exact: tuple[bool, ...]
    actors: tuple[int, ...]
    statements: tuple[int, ...]
    waiting: tuple[int, ...]
    congruence: tuple[float, ...]
    conflict: tuple[float, ...]
    names: tuple[str, ...]
    members: _Blocs
    shuffled: Numbers
    options: Mapping[str, str]
    behind: EventList

    def __len__(self) -> int:
        return len(self.score)

    def __repr__(self) -> str:
        return f"<PolarizationSeries of {len(self)} windows, {len(self.names)} actors>"

    @property
    def unreviewed(self) -> int:
        """How many of all statements no person has reviewed."""
        return self.behind.unreviewed

    @property
    def chance(self) -> tuple[float, ...] | None:
        """The mean score of each window where nobody has a side; None where positions were not dealt out."""
        return tuple(self.shuffled.mean(axis=0).tolist()) if len(self.shuffled) else None

    @property
    def chance_of_more(self) -> tuple[float, ...] | None:
        """The probability of each score or a higher one where nobody has a side: (1 + how many) / (1 + all)."""
        if not len(self.shuffled):
            return None
        reached = (self.shuffled >= np.array(self.score) - 1e-9).sum(axis=0)
        return tuple(((1 + reached) / (1 + len(self.shuffled))).tolist())

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements given."""
        return self.behind.frame[STATEMENT].to_list()

    def blocs(self, window: int) -> dict[str, int]:
        """Return who is in which bloc in one window; actors without a tie in it are left out."""
        row = self.members[window]
        return {self.names[a]: int(row[a]) for a in np.flatnonzero(row >= 0).tolist()}

    def to_polars(self) -> pl.DataFrame:
        """Return a row per window; ``bound`` is null where no proof was sought."""
        return pl.DataFrame(
            {
                "since": [m.start for m in self.since],
                "middle": [m.start for m in self.middle],
                "until": [m.start for m in self.until],
                "score": self.score,
                "bound": self.bound,
                "exact": self.exact,
                "chance": self.chance or [None] * len(self),
                "chance of more": self.chance_of_more or [None] * len(self),
                "actors": self.actors,
                "statements": self.statements,
                "unreviewed": self.waiting,
                "congruence": self.congruence,
                "conflict": self.conflict,
            },
            schema={
                "since": pl.Datetime("us"),
                "middle": pl.Datetime("us"),
                "until": pl.Datetime("us"),
                "score": pl.Float64(),
                "bound": pl.Float64(),
                "exact": pl.Boolean(),
                "chance": pl.Float64(),
                "chance of more": pl.Float64(),
                "actors": pl.Int64(),
                "statements": pl.Int64(),
                "unreviewed": pl.Int64(),
                "congruence": pl.Float64(),
                "conflict": pl.Float64(),
            },
        )

    def members_to_polars(self) -> pl.DataFrame:
        """Return a row per window and actor in a bloc: its middle, the actor, the bloc."""
        window, actor = np.nonzero(self.members >= 0)
        middles = pl.Series([m.start for m in self.middle], dtype=pl.Datetime("us"))
        return pl.DataFrame(
            {
                "window": pl.Series(window, dtype=pl.Int64),
                "middle": middles.gather(window),
                "actor": pl.Series(self.names, dtype=pl.String).gather(actor),
                "bloc": pl.Series(self.members[window, actor], dtype=pl.Int64),
            }
        )
