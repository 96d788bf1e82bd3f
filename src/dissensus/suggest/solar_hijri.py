"""Which Gregorian date is a Solar Hijri one? ``of_date``, ``of_month``, ``of_year``, ``of_foreign_month``

The Iranian calendar: a year begins at the March equinox, 621 years behind the Gregorian one. The
arithmetic is jdatetime's; known dates check it: 22 Bahman 1357 is 11 February 1979, 1 Farvardin 1403 is
20 March 2024.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import jdatetime

from dissensus.model.moment import Moment

__all__ = ["FIRST_YEAR", "LAST_YEAR", "of_date", "of_foreign_month", "of_month", "of_year"]

# Years that texts give by this calendar; nobody means the Gregorian year 1351 by "June 1351" today.
FIRST_YEAR: Final = 1250
LAST_YEAR: Final = 1450
_MARCH: Final = 3
_EQUINOX: Final = 21


def of_date(year: int, month: int, day: int) -> Moment | None:
    """Return the day; None if that month has no such day."""
    try:
        found: date = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        return None
    return Moment.of(found)


def of_month(year: int, month: int) -> Moment:
    """Return the Gregorian month into which the greater part of a Solar Hijri month falls."""
    middle: date = jdatetime.date(year, month, 15).togregorian()
    return Moment.parse(f"{middle:%Y-%m}")


def of_year(year: int) -> Moment:
    """Return the Gregorian year in which a Solar Hijri year begins; it holds nine of its months."""
    return Moment.parse(f"{year + 621}")


def of_foreign_month(year: int, month: int, day: int | None = None) -> Moment | None:
    """Return the date of a Gregorian month (and day) named with a Solar Hijri year: "June 1351".

    The year is the Gregorian one in which that month falls: June 1351 is June 1972, January 1351 is
    January 1973. March belongs to both ends; without a day the later one is taken, which holds two
    thirds of it. None if that month has no such day.
    """
    early = month > _MARCH or (month == _MARCH and day is not None and day >= _EQUINOX)
    gregorian = year + (621 if early else 622)
    written = f"{gregorian}-{month:02}" + (f"-{day:02}" if day else "")
    try:
        return Moment.parse(written)
    except ValueError:
        return None
