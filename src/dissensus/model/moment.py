"""When, and how exactly? ``Moment``, ``Precision``"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

__all__ = ["Moment", "Precision"]

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?"
)


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    SECOND = "second"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A date or time as exactly as it is known: ``2019``, ``2019-06``, ``2019-06-05``, ...

    ``start`` is its first second, in UTC and without a zone; a time without a zone counts as UTC.
    """

    start: datetime
    precision: Precision = Precision.DAY

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read an ISO date of any precision; ``ValueError`` says what was found instead."""
        match = _ISO.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a date like 2019, 2019-06 or 2019-06-05")
        year, month, day, hour, minute, second, zone = match.groups()
        try:
            start = datetime(int(year), int(month or 1), int(day or 1))
            if hour is None:
                precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
                return cls(start, precision)
            start = start.replace(hour=int(hour), minute=int(minute), second=int(second or 0))
            if zone and zone != "Z":
                sign = 1 if zone[0] == "+" else -1
                start -= sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
            return cls(start, Precision.SECOND)
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{text!r} is not a date: {error}") from None

    @classmethod
    def of(cls, value: date | datetime) -> Moment:
        """Take a Python date (a day) or datetime (a second; converted to UTC if it has a zone)."""
        if isinstance(value, datetime):
            if value.tzinfo is not None:
                value = value.astimezone(UTC).replace(tzinfo=None)
            return cls(value.replace(microsecond=0), Precision.SECOND)
        return cls(datetime(value.year, value.month, value.day), Precision.DAY)

    @property
    def stop(self) -> datetime:
        """The first second after it."""
        start = self.start
        match self.precision:
            case Precision.YEAR:
                days = 366 if calendar.isleap(start.year) else 365
            case Precision.MONTH:
                days = calendar.monthrange(start.year, start.month)[1]
            case Precision.DAY:
                days = 1
            case Precision.SECOND:
                return start + timedelta(seconds=1)
        return start + timedelta(days=days)

    def __str__(self) -> str:
        length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.SECOND: 19}
        zone = "Z" if self.precision is Precision.SECOND else ""
        return self.start.isoformat()[: length[self.precision]] + zone
