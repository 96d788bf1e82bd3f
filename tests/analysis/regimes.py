"""Invented debates that change their state at known times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from dissensus.events import EventList
from dissensus.model.codebook import built_in_types

__all__ = ["ACTORS", "BEGIN", "debate"]

BEGIN = datetime(2020, 1, 1)
ACTORS = tuple("ABCDEFGH")
_CONCEPTS = ("bridge", "park", "tax", "toll")
# Who says yes: by bloc; in the third regime blocs cut across those of the first two.
_YES: Final[Mapping[int, Callable[[int, int], bool]]] = {
    1: lambda actor, concept: (actor < 4) == (concept < 2),
    2: lambda actor, concept: (actor < 4) != (concept < 2),
    3: lambda actor, concept: (actor % 2 == 0) == (concept < 2),
}


def debate(
    regimes: Sequence[int], *, days: int = 100, per_day: int = 6, noise: float = 0.1, seed: int = 0
) -> EventList:
    """Return statements of ``days`` days in each of the regimes, one after the other."""
    rng = np.random.default_rng(seed)
    rows = []
    for day in range(days * len(regimes)):
        yes = _YES[regimes[day // days]]
        for _ in range(per_day):
            actor, concept = int(rng.integers(8)), int(rng.integers(4))
            rows.append(
                {
                    "document.date": BEGIN + timedelta(days=day, hours=12),
                    "organization": ACTORS[actor],
                    "concept": _CONCEPTS[concept],
                    "agreement": yes(actor, concept) != (rng.random() < noise),
                }
            )
    return EventList.from_rows(rows, built_in_types()[0])
