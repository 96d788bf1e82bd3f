"""What does the search for a backbone look for, and find? ``Nested``, ``Fixed``, ``Penalty``; ``Backbone``, ``Split``"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, isfinite
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dissensus.analysis.backbone.material import Material
from dissensus.analysis.backbone.subsets import Trace
from dissensus.analysis.design import Compat
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.errors import AnalysisError
from dissensus.model.network import Network

__all__ = [
    "Backbone",
    "Fixed",
    "Method",
    "Nested",
    "Penalty",
    "Removal",
    "Split",
    "penalized",
    "split_of",
]

_Flags = NDArray[np.bool_]
_SETS: Final = {"concept": pl.String(), "set": pl.String(), "statements": pl.Int64()}
_REMOVALS: Final = {
    "concept": pl.String(),
    "loss": pl.Float64(),
    "redundant_loss": pl.Float64(),
    "statements": pl.Int64(),
}


@dataclass(frozen=True, slots=True)
class Nested:
    """Leave out one concept after the other, each time the one that is missed least."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Look for the backbone of ``size`` concepts that loses least."""

    size: int

    def __post_init__(self) -> None:
        if self.size < 1:
            raise AnalysisError(
                f"A backbone can't have {self.size} concepts.", remedy="Give 1 or more."
            )


@dataclass(frozen=True, slots=True)
class Penalty:
    """Look for the backbone of any size that loses least, large ones counting more by ``strength``."""

    strength: float = 3.5

    def __post_init__(self) -> None:
        if not (isfinite(self.strength) and self.strength >= 0.0):
            raise AnalysisError(
                f"A penalty can't be {self.strength}.",
                remedy="Give 0 or more: 2.5, 3.5 or 7.5, for example; larger ones leave fewer concepts.",
            )


Method: TypeAlias = Nested | Fixed | Penalty


@dataclass(frozen=True, slots=True)
class Removal:
    """A concept that leaves a nested backbone.

    ``loss`` is that of the backbone without it, ``redundant_loss`` that of the concepts gone so far, itself
    among them, and ``statements`` how many are left in the backbone.
    """

    concept: str
    loss: float
    redundant_loss: float
    statements: int


@dataclass(frozen=True, slots=True)
class Split:
    """Concepts in a backbone and a redundant set, each with what a network of it alone loses."""

    backbone: tuple[str, ...]
    redundant: tuple[str, ...]
    loss: float
    redundant_loss: float

    def penalized(self, strength: float) -> tuple[float, float]:
        """Return both losses times exp(-strength · (|C| - |S|) / |C|), with |S| the size of each set.

        >>> [round(loss, 6) for loss in Split(("tax",), ("war",), 0.5, 0.25).penalized(2.0)]
        [0.18394, 0.09197]
        """
        count = len(self.backbone) + len(self.redundant)
        return (
            penalized(self.loss, len(self.backbone), count, strength),
            penalized(self.redundant_loss, len(self.redundant), count, strength),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backbone:
    """What a search for the backbone found.

    Of ``Nested``, ``removals`` has all concepts in the order in which they left. Of ``Fixed`` and ``Penalty``,
    ``best`` is the best set with its own losses (not penalized); it is ``exact`` where all sets were
    looked at, else ``trace`` says how annealing came to it from ``seed``.
    """

    method: Method
    concepts: tuple[str, ...]
    actors: int
    statements: int
    removals: tuple[Removal, ...] = ()
    best: Split | None = None
    exact: bool = False
    trace: Trace | None = None
    iterations: int = 0
    seed: int = 0
    compat: Compat | None = None
    material: Material = field(repr=False)

    def __repr__(self) -> str:
        found = f"{len(self.concepts)} concepts"
        if self.best is not None:
            found = f"{len(self.best.backbone)} of {found}, loss {self.best.loss:.4g}"
        return f"<Backbone by {self.method}: {found}, {self.statements} statements>"

    def split(self, size: int | None = None) -> Split:
        """Return the backbone of ``size`` concepts if it is nested, else the one that was found.

        Raises ``AnalysisError`` for a size that there is not. Cost: two losses.
        """
        if self.best is not None and size in (None, len(self.best.backbone)):
            return self.best
        if self.best is not None:
            raise AnalysisError(
                f"What was looked for has {len(self.best.backbone)} concepts, not {size}.",
                remedy="Leave the size out; a nested backbone comes in all sizes.",
            )
        if size is None or not 0 <= size <= len(self.concepts):
            raise AnalysisError(
                f"A nested backbone has no size {size}.",
                remedy=f"Give a size from 0 to {len(self.concepts)}.",
            )
        gone = {r.concept for r in self.removals[: len(self.concepts) - size]}
        return split_of(self.material, np.array([name not in gone for name in self.concepts]))

    def networks(self, size: int | None = None) -> tuple[Network, Network]:
        """Return the network of the backbone and that of the redundant set, on the same actors.

        Raises ``AnalysisError`` as ``split`` does. Cost: O(statements + actors²).
        """
        chosen = set(self.split(size).backbone)
        members = np.array([name in chosen for name in self.concepts])
        return (
            self.material.network(members, "backbone"),
            self.material.network(~members, "redundant set"),
        )

    @property
    def unreviewed(self) -> int:
        """How many of the statements no person has reviewed."""
        return self.material.cells.events.unreviewed

    @property
    def options(self) -> Mapping[str, str]:
        """How it was found, as it stands in what is exported."""
        search = {}
        match self.method:
            case Fixed(size):
                search = {"method": "fixed", "size": str(size)}
            case Penalty(strength):
                search = {"method": "penalty", "penalty": str(strength)}
            case _:
                search = {"method": "nested"}
        if self.exact:
            search |= {"search": "all sets"}
        elif self.trace is not None:
            search |= {
                "search": "annealing",
                "iterations": str(self.iterations),
                "seed": str(self.seed),
            }
        return {**self.material.options, "measure": "backbone", **search}

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements that entered."""
        return self.material.cells.ids.to_list()

    def to_polars(self) -> pl.DataFrame:
        """Return one row per concept: the removals in their order, or else which set each is in."""
        if self.best is None:
            names = Removal.__slots__
            frame = pl.DataFrame(
                {n: [getattr(r, n) for r in self.removals] for n in names}, schema=_REMOVALS
            )
            return frame.with_row_index("iteration", offset=1)
        inside = set(self.best.backbone)
        return pl.DataFrame(
            {
                "concept": self.concepts,
                "set": ["backbone" if n in inside else "redundant" for n in self.concepts],
                "statements": self.material.counts,
            },
            schema=_SETS,
        )


def split_of(material: Material, members: _Flags) -> Split:
    """Return the two sets by name, with the losses of each. Cost: two losses."""
    named = list(zip(material.concepts, members.tolist(), strict=True))
    with one_thread():
        losses = material.loss.loss(members), material.loss.loss(~members)
    return Split(
        backbone=tuple(name for name, kept in named if kept),
        redundant=tuple(name for name, kept in named if not kept),
        loss=losses[0],
        redundant_loss=losses[1],
    )


def penalized(loss: float, size: int, count: int, strength: float) -> float:
    """Return the loss of ``size`` of ``count`` concepts times exp(-strength · (count - size) / count)."""
    return loss * exp(-strength * (count - size) / count) if count else loss
