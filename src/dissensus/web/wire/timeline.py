"""How does time go over the wire? ``TimelineAsk``, ``TimelineOut``, ``StretchAsk``"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dissensus.web.wire.base import Id, Line, Wire
from dissensus.web.wire.networks import Day, StatementsAsk, UsedOut

__all__ = ["EventOut", "SeriesOut", "StretchAsk", "TimelineAsk", "TimelineOut"]

BinUnit = Literal["", "week", "month", "quarter", "year"]


class TimelineAsk(StatementsAsk):
    """How statements spread over time, for each value of ``by``; the most frequent ``most`` values.

    ``by`` is "concepts", "actors" or a column; ``unit`` is chosen by the stretch of time where it is empty.
    """

    by: Line = "concepts"
    unit: BinUnit = ""
    most: Annotated[int, Field(ge=0, le=60)] = 8


class StretchAsk(TimelineAsk):
    """The statements of a stretch of this course, of one value of ``by`` if named.

    ``first`` and ``last`` are its first and last day; ``since`` and ``until`` are those of the course.
    """

    first: Day = ""
    last: Day = ""
    value: Line = ""
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class SeriesOut(Wire):
    """Counts per bin; the first series, without a name, is all statements together."""

    name: str
    statements: int
    agree: list[int]
    disagree: list[int]
    neither: list[int]
    unreviewed: list[int]


class EventOut(Wire):
    """A dated event that was coded."""

    date: str
    what: str
    place: str
    statement: Id
    document: Id


class TimelineOut(Wire):
    """Bins and series; bin i runs from ``bins[i]`` up to, not including, ``bins[i + 1]``.

    There may be more events than are sent.
    """

    unit: Literal["week", "month", "quarter", "year"]
    bins: list[str]
    series: list[SeriesOut]
    values_total: int
    undated: int
    events: list[EventOut]
    events_total: int
    used: UsedOut
