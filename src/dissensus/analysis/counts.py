"""How often is what said, when? ``counts``: statements over time, silence included"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import polars as pl

from dissensus.errors import AnalysisError
from dissensus.events import DATE, EventList

__all__ = ["Period", "counts"]

_MOST_ROWS: Final = 5_000_000


class Period(StrEnum):
    """How long a step on the time axis is; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_STEP: Final = {
    Period.DAY: "1d",
    Period.WEEK: "1w",
    Period.MONTH: "1mo",
    Period.QUARTER: "1q",
    Period.YEAR: "1y",
}


def counts(
    events: EventList, *, by: str, every: Period | str, qualifier: str | None = None
) -> pl.DataFrame:
    """Count statements per period and value of ``by`` (and value of ``qualifier``).

    The columns are ``period`` (its first day), ``by``, ``qualifier`` if given, and ``statements``. Every
    value has a row for every period from the first to the last with a statement: 0 where there is none.
    Statements of documents without a date are counted apart, at the end, under the period null; they have
    rows only where there are any. Statements without a value of ``by`` are counted under null, too.

    Raises ``AnalysisError`` for an unknown column or period, or where the table would have more than
    five million rows. Cost: O(statements + rows).

    >>> from datetime import datetime
    >>> from dissensus.model.codebook import built_in_types
    >>> days = [datetime(2019, 1, 5), datetime(2019, 3, 1), None]
    >>> events = EventList.from_rows(
    ...     [{"concept": "tax", "document.date": day} for day in days], built_in_types()[0]
    ... )
    >>> counts(events, by="concept", every="month").rows()[1:]
    [(datetime.date(2019, 2, 1), 'tax', 0), (datetime.date(2019, 3, 1), 'tax', 1), (None, 'tax', 1)]
    """
    step = _STEP[_period(every)]
    keys = [by, qualifier] if qualifier is not None else [by]
    for name in keys:
        events.column(name)
    told = (
        events.frame.select(pl.col(DATE).dt.truncate(step).dt.date().alias("period"), *keys)
        .group_by("period", *keys)
        .len("statements")
        .with_columns(pl.col("statements").cast(pl.Int64))
    )
    dated = told.filter(pl.col("period").is_not_null())
    undated = told.filter(pl.col("period").is_null())
    if dated.height:
        first, last = dated.select(
            pl.col("period").min().alias("first"), pl.col("period").max().alias("last")
        ).row(0)
        grid = pl.date_range(first, last, step, eager=True).alias("period").to_frame()
        size = grid.height
        for name in keys:
            size *= dated[name].n_unique()
        _refuse_large(size, every)
        for name in keys:
            grid = grid.join(dated.select(name).unique(), how="cross")
        dated = grid.join(dated, on=["period", *keys], how="left", nulls_equal=True).with_columns(
            pl.col("statements").fill_null(0)
        )
    return pl.concat([dated, undated]).sort("period", *keys, nulls_last=True)


def _period(every: Period | str) -> Period:
    try:
        return Period(every)
    except ValueError:
        known = ", ".join(Period)
        raise AnalysisError(f"{every!r} is not a period.", remedy=f"Use one of: {known}.") from None


def _refuse_large(rows: int, every: Period | str) -> None:
    if rows > _MOST_ROWS:
        raise AnalysisError(
            f"Counted by {every}, the table would have {rows:,} rows.",
            remedy="Choose a longer period, or select fewer values first.",
        )
