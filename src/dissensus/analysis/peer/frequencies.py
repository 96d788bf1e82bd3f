"""What does DNA count in a bar plot? ``counted_names``"""

from __future__ import annotations

import numpy as np
import polars as pl

from dissensus.analysis.matrices.cells import Integers
from dissensus.analysis.peer.cells import numbered
from dissensus.analysis.peer.kept import Scale, kept, require_names, scale_of
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList

__all__ = ["counted_names"]


def counted_names(
    events: EventList,
    variable: str,
    *,
    qualifier: str | None,
    duplicates: Duplicates | Counting,
) -> tuple[EventList, Integers, tuple[str, ...], Integers, tuple[bool | int, ...]]:
    """Return the statements, their names as numbers, the names, their values as numbers, and the values.

    Raises ``AnalysisError`` for a qualifier that is a text, where DNA fails. Cost: O(statements).
    """
    require_names(events, variable)
    scale = scale_of(events, qualifier)
    if scale in (Scale.TEXT, Scale.DOCUMENT):
        raise AnalysisError(
            f"DNA fails at a bar plot by {qualifier!r}, which holds texts.",
            remedy="Choose a boolean or integer qualifier or none, or leave 'compat' out.",
        )
    chosen = kept(events, [variable], qualifier=qualifier, duplicates=duplicates)
    code, names = numbered(chosen.column(variable))
    if qualifier is None:
        return chosen, code, names, np.zeros(len(chosen), np.int64), ()
    column = chosen.column(qualifier).cast(pl.Int64)
    if scale is Scale.BOOLEAN:
        return chosen, code, names, column.to_numpy(), (False, True)
    values = column.unique().sort()
    level = np.searchsorted(values.to_numpy(), column.to_numpy())
    return chosen, code, names, level, tuple(values.to_list())
