"""Into which stretches of time are dates sorted? ``Unit``, ``Periods``, ``periods``"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from dissensus.model.moment import Moment, Precision
from dissensus.report.forms import day

__all__ = ["Periods", "Unit", "periods"]


class Unit(StrEnum):
    """The width of a period."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


# The longest stretch, in days, that is still shown in periods of this width.
_LONGEST: Final = ((Unit.WEEK, 120), (Unit.MONTH, 1_200), (Unit.QUARTER, 4_500))

# A date known to the month says nothing about the week.
_TOO_ROUGH: Final = {
    Unit.WEEK: {Precision.MONTH, Precision.YEAR},
    Unit.MONTH: {Precision.YEAR},
    Unit.QUARTER: {Precision.YEAR},
    Unit.YEAR: frozenset[Precision](),
}


@dataclass(frozen=True, slots=True)
class Periods:
    """Neighboring periods of one width; ``starts`` has one more, the end of the last."""

    unit: Unit
    starts: tuple[datetime, ...]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def index(self, moment: Moment) -> int | None:
        """Return the number of the period a date falls into; None if outside, or too roughly known."""
        if self.rough(moment) or not self.starts[0] <= moment.start < self.starts[-1]:
            return None
        return bisect_right(self.starts, moment.start) - 1

    def rough(self, moment: Moment) -> bool:
        """Say whether a date is known too roughly for these periods."""
        return moment.precision in _TOO_ROUGH[self.unit]

    def position(self, moment: datetime) -> float:
        """Return where a moment lies between the start (0) and the end (1)."""
        return (moment - self.starts[0]) / (self.starts[-1] - self.starts[0])

    def name(self, index: int) -> str:
        """Write a period for a reader: ``March 2023``, ``Q1 2023``."""
        start = self.starts[index]
        match self.unit:
            case Unit.WEEK:
                return f"week of {day(start.date())}"
            case Unit.MONTH:
                return day(Moment(start, Precision.MONTH))
            case Unit.QUARTER:
                return f"Q{(start.month + 2) // 3} {start.year}"
            case Unit.YEAR:
                return str(start.year)

    def tick(self, index: int) -> str:
        """Write a period as short as an axis needs it; empty where the axis needs none."""
        start = self.starts[index]
        every = max(1, -(-len(self) // 12))
        match self.unit:
            case Unit.WEEK:
                return f"{start.day} {start:%b}" if index % every == 0 else ""
            case Unit.MONTH:
                if start.month == 1 or index == 0:
                    return f"{start:%b %Y}" if index == 0 else str(start.year)
                wanted = {1: 1, 2: 3, 3: 3}.get(every, 6)
                near_first = index < 3 and len(self) > 10
                return f"{start:%b}" if (start.month - 1) % wanted == 0 and not near_first else ""
            case Unit.QUARTER:
                return str(start.year) if start.month == 1 or index == 0 else ""
            case Unit.YEAR:
                return str(start.year) if index % every == 0 else ""


def periods(moments: Sequence[Moment]) -> Periods | None:
    """Choose periods that hold all these dates; None without dates.

    Weeks begin on Monday. The width follows from the stretch between the first and the last date: weeks up
    to 120 days, months up to about three years, quarters up to about twelve, then years. Dates known too
    roughly for that width do not stretch it.
    """
    if not moments:
        return None
    precise = [m for m in moments if m.precision is not Precision.YEAR] or list(moments)
    first, last = min(m.start for m in precise), max(m.start for m in precise)
    days = (last - first).days
    unit = next((unit for unit, longest in _LONGEST if days <= longest), Unit.YEAR)
    if all(m.precision is Precision.YEAR for m in precise):
        unit = Unit.YEAR
    elif unit is Unit.WEEK and any(m.precision is Precision.MONTH for m in precise):
        unit = Unit.MONTH
    starts = [_start(first, unit)]
    while starts[-1] <= last:
        starts.append(_next(starts[-1], unit))
    return Periods(unit, tuple(starts))


def _start(moment: datetime, unit: Unit) -> datetime:
    midnight = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 — moments are UTC
    match unit:
        case Unit.WEEK:
            return midnight - timedelta(days=midnight.weekday())
        case Unit.MONTH:
            return midnight.replace(day=1)
        case Unit.QUARTER:
            return midnight.replace(month=(moment.month - 1) // 3 * 3 + 1, day=1)
        case Unit.YEAR:
            return midnight.replace(month=1, day=1)


def _next(start: datetime, unit: Unit) -> datetime:
    if unit is Unit.WEEK:
        return start + timedelta(days=7)
    months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[unit]
    month = start.month - 1 + months
    return start.replace(year=start.year + month // 12, month=month % 12 + 1)
