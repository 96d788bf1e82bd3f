"""Which debates are the networks measured on? ``synthetic``: invented statements of any number"""

from __future__ import annotations

import numpy as np
import polars as pl

from dissensus.events import EventList
from dissensus.model.codebook import built_in_types

__all__ = ["synthetic"]


def synthetic(
    statements: int,
    *,
    persons: int = 5000,
    organizations: int = 1000,
    concepts: int = 300,
    seed: int = 1000,
) -> EventList:
    """Make statements whose actors and concepts are Zipf-distributed, ten to a text, over ten years."""
    random = np.random.default_rng(seed)

    def names(stem: str, size: int) -> pl.Series:
        share = 1 / np.arange(1, size + 1)
        drawn = random.choice(size, statements, p=share / share.sum())
        return pl.Series([f"{stem} {n:04}" for n in range(size)]).gather(drawn)

    position = built_in_types()[0]
    texts = max(1, statements // 10)
    document = np.sort(random.integers(0, texts, statements))
    day = document * 3652 // texts
    given = {
        "statement.id": pl.Series(range(statements)).cast(pl.String).str.zfill(8),
        "statement.start": pl.Series(range(statements)),
        "statement.reviewed": pl.repeat(value=True, n=statements, eager=True),
        "document.id": pl.Series(document).cast(pl.String).str.zfill(7),
        "document.date": pl.Series(day * 86_400_000_000).cast(pl.Datetime("us")),
        "person": names("person", persons),
        "organization": names("organization", organizations),
        "concept": names("concept", concepts),
        "agreement": pl.Series(random.random(statements) < 0.6),
    }
    frame = pl.DataFrame(
        {
            name: given.get(name, pl.repeat(None, statements, dtype=kind, eager=True))
            for name, kind in EventList.schema(position).items()
        }
    )
    return EventList.from_frame(frame, position)
