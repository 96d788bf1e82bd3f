"""Which second is it, and how many units later? ``moment``, ``range_of``, ``later``, ``between``

Seconds since 1970, UTC, as DNA counts them. Months and years are calendar arithmetic: a day that a month
does not have becomes its last.
"""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import polars as pl

from dissensus.analysis.design import Unit
from dissensus.analysis.matrices.cells import Integers
from dissensus.analysis.peer.kept import dated
from dissensus.events import DATE, EventList
from dissensus.model.moment import Moment, Precision

__all__ = ["SECONDS", "between", "later", "moment", "range_of"]

SECONDS: Final = {
    Unit.SECONDS: 1,
    Unit.MINUTES: 60,
    Unit.HOURS: 3_600,
    Unit.DAYS: 86_400,
    Unit.WEEKS: 604_800,
}
_MONTHS: Final = {Unit.MONTHS: 1, Unit.YEARS: 12}
_FAR: Final = 10**12  # seconds: 30,000 years
_ORIGIN: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - moments are UTC without saying so


def moment(second: int) -> Moment:
    """Return the second as a moment.

    >>> str(moment(86_399))
    '1970-01-01T23:59:59Z'
    """
    return Moment(_ORIGIN + timedelta(seconds=second), Precision.SECOND)


def range_of(events: EventList, extent: tuple[datetime, datetime] | None) -> tuple[int, int] | None:
    """Return the first and the last second of ``extent``, else of the statements; None if there are none.

    Raises ``AnalysisError`` for a statement without a date.
    """
    if extent is not None:
        first, last = (Moment.of(end).start - _ORIGIN for end in extent)
        return first // timedelta(seconds=1), last // timedelta(seconds=1)
    column = events.frame[DATE]
    if not len(column):
        return None
    dated(column)
    low, high = events.frame.select(
        pl.col(DATE).min().dt.epoch("s").alias("low"),
        pl.col(DATE).max().dt.epoch("s").alias("high"),
    ).row(0)
    return int(low), int(high)


def later(second: int, count: int, unit: Unit) -> int:
    """Return the second ``count`` units later (earlier, if negative); beyond the calendar, far away.

    >>> str(moment(later(2_592_000, 1, Unit.MONTHS)))  # from 31 January
    '1970-02-28T00:00:00Z'
    """
    if unit in SECONDS:
        return second + count * SECONDS[unit]
    day, rest = divmod(second, 86_400)
    date = (_ORIGIN + timedelta(days=day)).date()
    months = date.year * 12 + date.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return count * _FAR
    last = calendar.monthrange(year, month + 1)[1]
    date = date.replace(year=year, month=month + 1, day=min(date.day, last))
    return (date.toordinal() - _ORIGIN.toordinal()) * 86_400 + rest


def between(seconds: Integers, center: int, unit: Unit) -> Integers:
    """Return how many whole units each second lies before ``center``, truncated toward zero.

    Months and years are counted between the dates, without the time of day. Cost: O(seconds).

    >>> between(np.array([0, 2_592_000]), 5_000_000, Unit.MONTHS).tolist()
    [1, 0]
    """
    if unit in SECONDS:
        return _truncated(center - seconds, SECONDS[unit])
    there, day = _months(np.array([center]))
    here, days = _months(seconds)
    return _truncated((there - here) * 32 + day - days, 32 * _MONTHS[unit])


def _truncated(number: Integers, by: int) -> Integers:
    whole: Integers = np.sign(number) * (np.abs(number) // by)
    return whole


def _months(seconds: Integers) -> tuple[Integers, Integers]:
    """Return the number of the month, and the day in it."""
    dates = np.floor_divide(seconds, 86_400).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return months.astype(np.int64), (dates - months.astype("datetime64[D]")).astype(np.int64)
