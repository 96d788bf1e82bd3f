"""Which number does each row get on the way out? ``numbers``, ``numbered``: its old one, else the next free"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import polars as pl

__all__ = ["numbered", "numbers"]

_Key = TypeVar("_Key")


def numbers(kept: Iterable[tuple[_Key, int]], keys: Iterable[_Key]) -> dict[_Key, int]:
    """Number rows: with the number that is kept for them (the last, if several), else from the highest on.

    A number that is kept for two rows goes to the first of them. Cost: O(rows).
    """
    wanted = dict.fromkeys(keys)
    taken: set[int] = set()
    found: dict[_Key, int] = {}
    for key, number in dict(kept).items():
        if key in wanted and number not in taken:
            found[key] = number
            taken.add(number)
    free = max(taken, default=0) + 1
    late = (key for key in wanted if key not in found)
    found.update((key, free + i) for i, key in enumerate(late))
    return found


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Give rows without an ID, or with that of a row before them, the next free ones; sort by ID.

    Cost: O(rows log rows).
    """
    ids = frame["ID"]
    late = (ids.is_null() | ~ids.is_first_distinct()).to_numpy()
    top = ids.max()
    free = (top if isinstance(top, int) else 0) + 1
    filled = ids.fill_null(0).to_numpy().copy()
    filled[late] = free + np.arange(int(late.sum()))
    return frame.with_columns(pl.Series("ID", filled, dtype=pl.Int64)).sort("ID")
