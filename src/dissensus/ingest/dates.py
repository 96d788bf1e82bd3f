"""When was it published, and how exactly is that known? ``read_date``, ``in_words``

A date is read only if it can mean one thing: ``03/04/2024`` may be March or April and is refused, with the
reason. What names only a month or a year is kept as a month or a year. Dates of the Solar Hijri calendar
are converted where their script, month name or form shows that they are.

This module says when a text was *published*. When something *happened* is a value somebody codes.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import jdatetime

from dissensus.model.moment import Moment, Precision

__all__ = ["EARLIEST", "in_words", "read_date"]

EARLIEST: Final = 1500  # the year before which nobody published what is read here

_MONTHS: Final[dict[str, int]] = {}
for _names in (
    "january february march april may june july august september october november december",
    "jan feb mar apr - jun jul aug sep oct nov dec",
    "- - - - - - - - sept - - -",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz - - - - - - okt - dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr - avr - - juil aout - - - déc",
    "- fevrier - - - - - - - - - decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "- - - - می - جولای آگوست - - - -",
):
    for _number, _name in enumerate(_names.split(), 1):
        if _name != "-":
            _MONTHS[_name] = _number

# By the order of the year that begins in March.
_SOLAR_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("فروردین", "farvardin"),
            ("اردیبهشت", "ordibehesht"),
            ("خرداد", "khordad"),
            ("تیر", "tir"),
            ("مرداد", "امرداد", "mordad"),
            ("شهریور", "shahrivar"),
            ("مهر", "mehr"),
            ("آبان", "aban"),
            ("آذر", "azar"),
            ("دی", "dey"),
            ("بهمن", "bahman"),
            ("اسفند", "esfand"),
        ),
        1,
    )
    for name in names
}
_SOLAR_YEARS: Final = range(1200, 1500)

_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_LETTERS: Final = str.maketrans({"ي": "ی", "ك": "ک", "\u200c": " ", "\u00a0": " ", "\u202f": " "})
_EASTERN: Final = re.compile(r"[۰-۹٠-٩]")

_INTRODUCTION: Final = re.compile(
    r"(?:(?:first )?published(?: on)?|posted(?: on)?|date|updated|veröffentlicht(?: am)?|erschienen(?: am)?"
    r"|datum|stand|publié(?:e)? le|mis en ligne le|publicado el|fecha|تاریخ انتشار|تاریخ|منتشر شده در)"
    r"\s*[::]?\s*",
    re.I,
)
_WEEKDAY: Final = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mo|di|mi|do|fr|sa|so)\."
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|(?:یک|دو|سه|چهار|پنج)?\s?شنبه|جمعه)[.,،]?\s+(?:(?:den|the|le)\s+)?",
    re.I,
)
_CLOCK: Final = re.compile(
    r"[,،]?\s*(?:at|um|à|ساعت|[-–|])?\s*\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:uhr|h)?"
    r"\s*(?:[A-Z]{2,4})?$",
    re.I,
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})")
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DAY_MONTH: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?)?"
    r"(?P<month>[^\W\d_]+)\.?,?\s+(?:de\s+|del\s+)?(?P<year>\d{4})",
    re.I,
)
_MONTH_DAY: Final = re.compile(
    r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
)


def read_date(value: object, *, now: datetime | None = None) -> Moment | str:
    """Read a publication date, or say in words why it can't be one.

    Takes a ``Moment``, a Python date, a year, or text: ISO 8601, RFC 2822 (feeds, mail), day and month
    in English, German, French, Spanish or Persian, with or without weekday and time of day, and Solar
    Hijri dates. A time of day counts only where its zone is stated; otherwise the day is what is known.
    A date later than tomorrow (``now`` is the present) or before ``EARLIEST`` is refused.
    """
    try:
        moment = _moment(value)
    except (ValueError, OverflowError) as error:
        return str(error)
    present = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    if moment.start.year < EARLIEST:
        return f"{moment} lies before {EARLIEST}."
    if moment.start > present + timedelta(days=1):
        return f"{moment} lies in the future."
    return moment


def in_words(line: str) -> Moment | None:
    """Read a line that holds a publication date and nothing else; None if it holds anything else."""
    if not 4 < len(line) <= 80 or not any(character.isdigit() for character in line):
        return None
    if line.isdigit() and len(line) != 8:
        return None  # a year alone may be a heading
    found = read_date(line)
    return found if isinstance(found, Moment) else None


def _moment(value: object) -> Moment:
    if isinstance(value, Moment):
        return value
    if isinstance(value, date):  # a datetime is a date
        return Moment.of(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is no date.")
    return _from_text(value[:200].translate(_LETTERS).strip(), shown=value[:60].strip())


def _from_text(text: str, *, shown: str) -> Moment:
    eastern = bool(_EASTERN.search(text))
    text = text.translate(_DIGITS)
    if introduction := _INTRODUCTION.match(text):
        text = text[introduction.end() :]
    if compact := _COMPACT.fullmatch(text):
        text = "-".join(compact.groups())
    if not eastern:
        try:
            return Moment.parse(text)
        except ValueError:
            pass  # not ISO: the other forms follow, and the last line refuses what is none
        mailed = _from_mail(text)
        if mailed is not None:
            return mailed
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    text = _CLOCK.sub("", text).strip(" .,،")
    text = re.sub(r"^(?:le|den|the|am|on)\s+", "", text, count=1, flags=re.I)
    if numbers := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(numbers[1]), int(numbers[3]), int(numbers[4])
        solar = year in _SOLAR_YEARS and (eastern or numbers[2] == "/")
        return _solar(year, month, day, shown) if solar else _gregorian(year, month, day, shown)
    if numbers := _YEAR_LAST.fullmatch(text):
        return _day_first(numbers, eastern, shown)
    if eastern and re.fullmatch(r"\d{4}", text) and int(text) not in _SOLAR_YEARS:
        return Moment.parse(text)
    for form in (_DAY_MONTH, _MONTH_DAY):
        words = form.fullmatch(text)
        if words is None:
            continue
        name, year = words["month"].lower(), int(words["year"])
        day = int(words["day"] or 0)
        if name in _SOLAR_MONTHS and year in _SOLAR_YEARS:
            return _solar(year, _SOLAR_MONTHS[name], day, shown)
        if name in _MONTHS:
            return _gregorian(year, _MONTHS[name], day, shown)
    raise ValueError(f"{shown!r} is not a date that can be read.")


def _from_mail(text: str) -> Moment | None:
    """RFC 2822, as feeds write it; only with a zone, for without one it is no time of day."""
    if not re.search(r"\d:\d\d.*(?:[+-]\d{4}|GMT|UTC|[ECMP][SD]T)$", text):
        return None
    try:
        return Moment.of(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError):
        return None  # the caller goes on to other forms and says what it found


def _day_first(numbers: re.Match[str], eastern: bool, shown: str) -> Moment:
    first, mark, second, year = int(numbers[1]), numbers[2], int(numbers[3]), int(numbers[4])
    if year in _SOLAR_YEARS and (eastern or mark == "/"):
        return _solar(year, second, first, shown)
    if mark == "." or eastern or first > 12 or first == second:
        return _gregorian(year, second, first, shown)
    if second > 12:
        return _gregorian(year, first, second, shown)
    raise ValueError(f"{shown!r} may be day or month first; write it as year-month-day.")


def _gregorian(year: int, month: int, day: int, shown: str) -> Moment:
    try:
        start = datetime(year, month, day or 1, tzinfo=UTC).replace(tzinfo=None)
    except ValueError:
        raise ValueError(f"{shown!r} names a day there is not.") from None
    return Moment(start, Precision.DAY if day else Precision.MONTH)


def _solar(year: int, month: int, day: int, shown: str) -> Moment:
    """Convert; a month alone spans two of ours, so only the year it lies in is known."""
    try:
        first = jdatetime.date(year, month, day or 1).togregorian()
        if day:
            return Moment.of(first)
        last = jdatetime.date(year, month, 29).togregorian()
    except ValueError:
        raise ValueError(f"{shown!r} names a day there is not.") from None
    if first.year != last.year:
        raise ValueError(f"{shown!r} lies in two years of the common calendar; give the day.")
    return Moment(datetime(first.year, 1, 1, tzinfo=UTC).replace(tzinfo=None), Precision.YEAR)
