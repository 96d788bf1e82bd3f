"""Which stretches of time are there, and what lies in each? ``windows``, ``Period``, ``Cuts``

A window without a kernel covers exactly its width: half-open, from one moment up to, not including,
another. With a kernel it reaches half the width to both sides of its middle, both ends included.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

import numpy as np
import polars as pl

from dissensus.analysis.design import Kernel, Unit, Windows
from dissensus.analysis.matrices.cells import Integers, Numbers
from dissensus.analysis.over_time.kernels import SECONDS, half_width, place, reach_of, weights, when
from dissensus.errors import AnalysisError
from dissensus.events import DATE, DOCUMENT, START, STATEMENT, STOP, EventList
from dissensus.model.moment import Moment, Precision

__all__ = [
    "WEIGHT",
    "Cuts",
    "Extent",
    "Period",
    "Span",
    "cuts",
    "dated",
    "extent_of",
    "moments",
    "spans",
    "windows",
]

Extent: TypeAlias = tuple[datetime, datetime]
"""A range of dates: the first and the last second, both inclusive."""

Span: TypeAlias = tuple[Moment, Moment, Moment]
"""Since when, until when (inclusive), and the middle."""

WEIGHT: Final = "statement.weight"

_DAY: Final = SECONDS[Unit.DAYS]
_WHOLE_DAYS: Final = (Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS)
_AT_ONCE: Final = 4096  # windows worked out together: there may be billions of them


@dataclass(frozen=True, slots=True)
class Period:
    """A window in time: from ``start`` up to, not including, ``stop``; it stands for ``middle``."""

    start: datetime
    stop: datetime
    middle: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Consecutive windows, and which statements lie in each.

    ``start``, ``stop`` (exclusive) and ``middle`` are in seconds since 1970; the statements are those from
    number ``first`` up to, not including, ``last``.
    """

    start: Integers
    stop: Integers
    middle: Integers
    first: Integers
    last: Integers


def windows(
    events: EventList, windows: Windows, *, extent: Extent | None = None
) -> Iterator[tuple[Period, EventList]]:
    """Go through the windows of an event list, for measures of your own.

    Each comes as its period and the statements in it; with a kernel, these have their weight in the
    column ``statement.weight``, all above 0. ``extent`` is the range of dates (default: from the first to
    the last statement); what lies outside of it or has no date is in no window.

    With the origin t₀ = the begin of the extent (for days, weeks, months and years: of its first day),
    the width w and the step d in units,

    * a window without a kernel is number k = 0, 1, ...: [t₀ + k d, t₀ + k d + w), as long as it ends
      within the extent (for these units: before the end of its last day);
    * one with a kernel is around t₀ + k d, as long as that lies in the extent (``indent``: as long as
      the window lies in it), and reaches w/2 to both sides, the ends included, or, ``gaussian``,
      everywhere;
    * one of ``events`` holds the w statements from number k d on, in canonical order, as long as there
      are so many. Of statements at the same time, or of one document, some may be in and some out.
      It stands for the moment of its statement number ⌊w/2⌋, counted from 0.

    Months and years are those of the calendar, counted from the origin: a month after 31 January
    is 28 or 29 February, two months after it 31 March.

    Cost: O(statements) once, then O(statements in the window) each.

    >>> from dissensus.model.codebook import built_in_types
    >>> events = EventList.from_rows(
    ...     [{"document.date": datetime(2024, 1, day)} for day in (1, 2, 4)], built_in_types()[0]
    ... )
    >>> pairs = windows(events, Windows(width=2))
    >>> [(period.start.day, period.stop.day, len(part)) for period, part in pairs]
    [(1, 3, 2), (2, 4, 1), (3, 5, 1)]
    """
    chosen, times = dated(events, extent)
    limits = extent_of(events, extent)
    if limits is None:
        return iter(())
    return _parts(chosen, times, windows, limits)


def _parts(
    events: EventList, times: Integers, windows: Windows, limits: tuple[int, int]
) -> Iterator[tuple[Period, EventList]]:
    places = place(times, windows.unit) if windows.kernel is not None else None
    for block in cuts(times, windows, limits):
        starts, stops, middles = (
            moments(seconds) for seconds in (block.start, block.stop, block.middle)
        )
        centers = place(block.middle, windows.unit) if places is not None else None
        for k, (first, last) in enumerate(
            zip(block.first.tolist(), block.last.tolist(), strict=True)
        ):
            part = replace(events, frame=events.frame[first:last])
            if windows.kernel is not None and places is not None and centers is not None:
                distance = (places[first:last] - centers[k]) / half_width(windows)
                weight = pl.Series(WEIGHT, weights(windows.kernel, distance))
                part = replace(part, frame=part.frame.with_columns(weight))
            yield Period(starts[k], stops[k], middles[k]), part


def dated(events: EventList, extent: Extent | None) -> tuple[EventList, Integers]:
    """Return the statements with a date (within the extent) in order, and their times in seconds."""
    frame = events.frame
    if frame[DATE].null_count():
        frame = frame.filter(pl.col(DATE).is_not_null())
    times = frame[DATE].dt.epoch("s").to_numpy()
    if extent is not None:
        first, last = _limits(extent)
        inside = (times >= first) & (times <= last)
        frame, times = frame.filter(inside), times[inside]
    if bool((np.diff(times) < 0).any()):
        frame = frame.sort(DATE, DOCUMENT, START, STOP, STATEMENT)
        times = frame[DATE].dt.epoch("s").to_numpy()
    return replace(events, frame=frame), times


def extent_of(events: EventList, extent: Extent | None) -> tuple[int, int] | None:
    """Return the first and last second of the extent, else of the statements; None without any date.

    Raises ``AnalysisError`` where the extent ends before it begins.
    """
    if extent is None:
        first, last = events.frame[DATE].min(), events.frame[DATE].max()
        if not (isinstance(first, datetime) and isinstance(last, datetime)):
            return None
        extent = first, last
    begin, end = _limits(extent)
    if end < begin:
        raise AnalysisError(
            f"The range of dates ends ({extent[1]}) before it begins ({extent[0]}).",
            remedy="Give the first and the last moment.",
        )
    return begin, end


def cuts(times: Integers, windows: Windows, extent: tuple[int, int]) -> Iterator[Cuts]:
    """Yield the windows, block by block; ``times`` in order and ``extent`` are in seconds since 1970.

    Cost: O(windows log statements), and memory for a few thousand windows.
    """
    begin, end = extent
    if windows.unit in _WHOLE_DAYS:
        begin, end = begin - begin % _DAY, end - end % _DAY + _DAY - 1
    numbers = _numbers(len(times), windows, begin, end)
    places = place(times, windows.unit) if windows.kernel is not None else None
    for number in range(numbers.start, numbers.stop, _AT_ONCE):
        last = min(number + _AT_ONCE, numbers.stop)
        steps = np.arange(number, last, dtype=np.int64) * windows.step
        if windows.unit is Unit.EVENTS:
            yield _of_events(times, steps, windows.width)
        elif places is None:
            yield _moving(times, steps, windows, begin)
        else:
            yield _smoothed(places, steps, windows, begin, end)


def _numbers(statements: int, windows: Windows, begin: int, end: int) -> range:
    """Return which windows there are, counted from the one at the origin."""
    width, unit = windows.width, windows.unit
    if unit is Unit.EVENTS:
        return range(max(0, (statements - width) // windows.step + 1))

    def after(units: int) -> Integers:
        return _after(begin, np.array([units]), unit)

    half = half_width(windows) if windows.kernel is not None else 0.0
    limits = place(np.array([begin, end]), unit)

    def in_time(k: int) -> bool:
        return not windows.indent or bool(
            place(after(k * windows.step), unit)[0] - half >= limits[0]
        )

    def too_late(k: int) -> bool:
        if windows.kernel is None:
            return bool(after(k * windows.step + width)[0] > end + 1)
        middle = after(k * windows.step)
        if windows.indent:
            return bool(place(middle, unit)[0] + half > limits[1])
        return bool(middle[0] > end)

    shortest = SECONDS.get(unit, 28 * _DAY) * windows.step
    every = range((end - begin) // shortest + 2)
    stop = bisect_left(every, True, key=too_late)
    start = bisect_left(every, True, key=in_time) if windows.kernel is not None else 0
    return range(start, max(start, stop))


def _of_events(times: Integers, first: Integers, width: int) -> Cuts:
    last = first + width
    return Cuts(times[first], times[last - 1] + 1, times[first + width // 2], first, last)


def _moving(times: Integers, steps: Integers, windows: Windows, begin: int) -> Cuts:
    start = _after(begin, steps, windows.unit)
    stop = _after(begin, steps + windows.width, windows.unit)
    first, last = np.searchsorted(times, start), np.searchsorted(times, stop)
    return Cuts(start, stop, (start + stop) // 2, first, last)


def _smoothed(places: Numbers, steps: Integers, windows: Windows, begin: int, end: int) -> Cuts:
    assert windows.kernel is not None
    middle = _after(begin, steps, windows.unit)
    center, half = place(middle, windows.unit), half_width(windows)
    far, closed = reach_of(windows.kernel)
    first = np.searchsorted(places, center - far * half, "left" if closed else "right")
    last = np.searchsorted(places, center + far * half, "right" if closed else "left")
    start, stop = np.full_like(middle, begin), np.full_like(middle, end + 1)
    if windows.kernel is not Kernel.GAUSSIAN:
        earliest = np.ceil(when(center - half, windows.unit)).astype(np.int64)
        latest = np.floor(when(center + half, windows.unit)).astype(np.int64)
        start, stop = np.maximum(start, earliest), np.minimum(stop, latest + 1)
    return Cuts(start, stop, middle, first, last)


def _after(begin: int, steps: Integers, unit: Unit) -> Integers:
    """Return the moments so many units after the first; a day its month lacks becomes its last day."""
    if unit in SECONDS:
        return begin + steps * SECONDS[unit]
    origin = np.datetime64(begin, "s")
    first = origin.astype("datetime64[M]")
    months = first + steps * (12 if unit is Unit.YEARS else 1)
    since = origin - first.astype("datetime64[s]")
    lengths = (months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")
    days = np.minimum(since // np.timedelta64(_DAY, "s"), lengths.astype(np.int64) - 1)
    clock = int(since.astype(np.int64)) % _DAY
    found: Integers = months.astype("datetime64[s]").astype(np.int64) + days * _DAY + clock
    return found


def spans(block: Cuts, windows: Windows) -> Iterator[Span]:
    """Yield since, until and middle of each window, as exactly as they are known.

    Windows of whole days are told in days (the last one included), all others to the second.
    """
    precision, step = Precision.SECOND, 1
    if windows.unit in _WHOLE_DAYS and windows.kernel is None:
        precision, step = Precision.DAY, _DAY
    ends = (moments(block.start), moments(block.stop - step), moments(block.middle))
    for since, until, middle in zip(*ends, strict=True):
        yield Moment(since, precision), Moment(until, precision), Moment(middle, Precision.SECOND)


def moments(seconds: Integers) -> list[datetime]:
    """Turn seconds since 1970 into datetimes, all at once."""
    found: list[datetime] = seconds.astype("datetime64[s]").tolist()
    return found


def _limits(extent: Extent) -> tuple[int, int]:
    first, last = (Moment.of(moment) for moment in extent)
    return _seconds(first.start), _seconds(last.stop) - 1


def _seconds(moment: datetime) -> int:
    return int(np.datetime64(moment, "s").astype(np.int64))
