"""What does one answer about polarization hold? ``Polarization``"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.model.network import Network, Partition, TieStatements

__all__ = ["Polarization"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Polarization:
    """How polarized a debate is, between which blocs, and how sure it is that no others do better.

    ``score`` is κ (see ``polarization``); no blocs exceed ``bound``, which is ``None`` where no proof was sought and
    the score itself where the proof is complete (``exact``). ``partition`` says who is in which bloc,
    numbered from 0 by decreasing size; actors without a tie are in none. ``congruence`` and ``conflict`` are the
    weights of all pairs of actors, ``congruence_between`` and ``conflict_within`` what of them is in the wrong
    place. ``parts`` is the number of parts of the debate that never meet: how their blocs stand to those
    of another part can't be known. ``shuffled`` are the best scores of the same statements with their positions dealt out anew. ``agreeing`` and ``opposing`` are the networks, with the way back to the statements.
    """

    score: float
    bound: float | None
    exact: bool
    partition: Partition
    congruence: float
    conflict: float
    congruence_between: float
    conflict_within: float
    parts: int
    shuffled: tuple[float, ...]
    agreeing: Network
    opposing: Network
    options: Mapping[str, str]

    @property
    def statements(self) -> int:
        """How many statements entered."""
        return self.agreeing.statements

    @property
    def unreviewed(self) -> int:
        """How many of them no person has reviewed."""
        return self.agreeing.unreviewed

    @property
    def chance(self) -> float | None:
        """The mean score where nobody has a side; None where positions were not dealt out."""
        return float(np.mean(self.shuffled)) if self.shuffled else None

    @property
    def chance_of_more(self) -> float | None:
        """The probability of this score or a higher one where nobody has a side: (1 + how many) / (1 + all)."""
        if not self.shuffled:
            return None
        reached = sum(score >= self.score - 1e-9 for score in self.shuffled)
        return (1 + reached) / (1 + len(self.shuffled))

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements that entered."""
        behind = self.agreeing.behind
        return behind.everything() if isinstance(behind, TieStatements) else []

    def pairs(self) -> tuple[tuple[str, ...], Numbers, Numbers]:
        """Return the actors, bloc by bloc, the most active first, and their congruence and conflict."""
        names, place = self._order()
        if not names:
            return (), np.zeros((0, 0)), np.zeros((0, 0))
        grid = np.ix_(place, place)
        agree, oppose = (n.matrix.toarray()[grid] for n in (self.agreeing, self.opposing))
        bloc = np.array([self.partition.members[name] for name in names])
        order = np.lexsort((-(agree + oppose).sum(axis=1), bloc))
        both = np.ix_(order, order)
        return tuple(names[n] for n in order.tolist()), agree[both], oppose[both]

    def to_polars(self) -> pl.DataFrame:
        """Return a row per actor: its bloc, and the weight of its ties within and between blocs."""
        order, place = self._order()
        bloc = np.array([self.partition.members[name] for name in order], np.int64)
        same = bloc[:, None] == bloc[None, :]
        columns: dict[str, pl.Series] = {
            "actor": pl.Series(order, dtype=pl.String),
            "bloc": pl.Series(bloc, dtype=pl.Int64),
        }
        for name, network in (("congruence", self.agreeing), ("conflict", self.opposing)):
            ties = network.matrix[place][:, place].toarray() if order else np.zeros((0, 0))
            columns[f"{name} within"] = pl.Series((ties * same).sum(axis=1), dtype=pl.Float64)
            columns[f"{name} between"] = pl.Series((ties * ~same).sum(axis=1), dtype=pl.Float64)
        return pl.DataFrame(columns)

    def _order(self) -> tuple[tuple[str, ...], Integers]:
        order = tuple(name for bloc in self.partition.communities() for name in bloc)
        number = {name: n for n, name in enumerate(self.agreeing.rows)}
        return order, np.array([number[name] for name in order], np.int64)

    def __repr__(self) -> str:
        sizes = " : ".join(str(len(bloc)) for bloc in self.partition.communities())
        proved = "exact" if self.exact else "of a search"
        return f"<Polarization {self.score:.3f} ({proved}), blocs {sizes or 'none'}>"
