"""Where does a text name a date, and which one? ``Dates`` finds them in English, German and Persian"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dissensus.model.moment import Moment, Precision
from dissensus.model.span import Span
from dissensus.suggest import solar_hijri

__all__ = ["DateExpression", "Dates"]

_MONTHS: Final = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
}
_SHORT: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_PERSIAN: Final = (
    "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand",
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
)
_DAYS: Final = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fa": "دوشنبه سه‌شنبه چهارشنبه پنج‌شنبه جمعه شنبه یکشنبه",
}
_SEASONS: Final = "spring|summer|autumn|fall|winter|Frühjahr|Frühling|Sommer|Herbst|Winter|بهار|تابستان|پاییز|زمستان"
_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


def _table(*lists: str) -> dict[str, int]:
    return {name: number for names in lists for number, name in enumerate(names.split(), 1)}


_GREGORIAN: Final = _table(*_MONTHS.values(), _SHORT) | {
    "sept": 9,
    "jänner": 1,
    "mär": 3,
    "okt": 10,
    "dez": 12,
}
_HIJRI: Final = _table(*_PERSIAN) | {"tīr": 4, "amordad": 5, "امرداد": 5}
_WEEKDAYS: Final = {d: n for days in _DAYS.values() for n, d in enumerate(days.split())} | {
    "sonnabend": 5,
    "سه شنبه": 1,
    "پنجشنبه": 3,
    "سهشنبه": 1,
    "چهارشنبه": 2,
}


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_MONTH: Final = rf"(?P<month>{_either({**_GREGORIAN, **_HIJRI})})\b\.?"
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.)?"
_YEAR: Final = r"(?P<year>\d{4})\b"
# Ways of writing a date; the earlier ones win where they overlap.
_NUMERIC: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\w.-])(?P<year>\d{4})-(?P<m>[01]\d)-(?P<day>[0-3]\d)(?![\w-])",
        rf"(?<![\w.])(?P<day>[0-3]?\d)\.\s?(?P<m>[01]?\d)\.\s?{_YEAR}",
    )
)
_MONTH_AND_YEAR: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_DAY}\s{_MONTH}\s?(?:and|to|until|bis|und|[-–—])\s?[0-3]?\d\.?\s(?:{_either(_GREGORIAN)}),?\s{_YEAR}",
        rf"(?<!\w){_DAY}\s(?:of\s)?{_MONTH},?\s(?:(?:سال|ماه)\s){{0,2}}{_YEAR}",
        rf"(?<!\w){_MONTH}\s{_DAY}(?:\s?[-–—]\s?\d\d?)?,?\s{_YEAR}",
        rf"(?<!\w){_MONTH}(?:\sماه)?,?\s(?:of\s|سال\s)?{_YEAR}",
    )
)
_SEASON: Final = re.compile(
    rf"(?<!\w)(?P<season>{_SEASONS})(?:\s(?:of|سال|des\sJahres))?\s{_YEAR}", re.IGNORECASE
)
_MONTH_AND_DAY: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_MONTH}\s{_DAY}(?![\w%]|\.\d)",
        rf"(?<!\w){_DAY}\s(?:of\s)?{_MONTH}(?!\w)",
    )
)
_MONTH_ALONE: Final = re.compile(
    rf"(?<!\w)(?:in|since|during|last|im|seit|letzten|در)\s(?:(?:early|late|mid)[\s-])?{_MONTH}(?P<before>\sof\slast\syear)?(?!\s?\w*\d)",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(
    r"(?<![\w.,/$€£:-])(?P<year>1[2-9]\d\d|20\d\d)(?:\s?(?:[-–—/]|to|and|bis|تا|و)\s?(?P<until>1[2-9]\d\d|20\d\d|\d\d))?(?![\w%]|[.,:]\d|’?s\b)"
)
_RELATIVE: Final = re.compile(
    rf"(?<!\w)(?:(?P<shift>yesterday|today|gestern|heute|vorgestern|دیروز|امروز)"
    rf"|(?P<last>last|vorigen|vergangenen|letzten|letzte|letztes|vergangenes)\s(?P<unit>year|month|Jahr|Monat)"
    rf"|(?:(?:on|last|am|vergangenen|letzten|روز)\s(?P<weekday>{_either(_WEEKDAYS)})))(?!\w)",
    re.IGNORECASE,
)
_BEFORE_YEAR: Final = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|from|of|after|before|between|to|and|year|years|early|late|mid|around|through|through|the"
    r"|im|seit|bis|ab|nach|vor|Jahr|Jahre|Jahren|Anfang|Ende|Mitte|von|zwischen)|سال|سال‌های|در|از|تا)[\s-]$",
    re.IGNORECASE,
)
# What must stand in a text before the patterns are worth trying.
_MONTH_WORDS: Final = frozenset({*_GREGORIAN, *_HIJRI})
_RELATIVE_WORDS: Final = frozenset(
    {*_WEEKDAYS, "yesterday", "today", "last", "gestern", "heute", "vorgestern", "دیروز", "امروز"}
    | {"vorigen", "vergangenen", "letzten", "letzte", "letztes", "vergangenes", "سه", "چهارشنبه"}
)
_SEASON_WORDS: Final = frozenset(_SEASONS.casefold().split("|"))
_DIGIT: Final = re.compile(r"\d")
_FOUR_DIGITS: Final = re.compile(r"\d{4}")
_WORD: Final = re.compile(r"[^\W\d]+")
_SHIFTS: Final = {
    "yesterday": 1,
    "gestern": 1,
    "دیروز": 1,
    "vorgestern": 2,
    "today": 0,
    "heute": 0,
    "امروز": 0,
}
_ALSO_WORDS: Final = frozenset({"may", "march", "mar", "jun", "dec", "mehr", "tir", "dey"})
_SHORT_PERSIAN: Final = frozenset({"مه", "دی", "تیر", "مهر"})
_HOLDS_YEARS: Final = range(1400, 2101)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that name a date; ``certain`` is False where the document's date or context was needed."""

    span: Span
    moment: Moment
    reason: str
    certain: bool = True


class Dates:
    """Finds dates in the text of one document.

    ``published`` resolves what names no year ("on Tuesday", "in August") to the latest such date that is
    not after it; without it such words are no date. A year of the Solar Hijri calendar counts with a month,
    or alone where ``persian`` says that the text uses this calendar. Cost: O(characters).
    """

    def __init__(self, *, published: Moment | None = None, persian: bool = False) -> None:
        exact = published is not None and published.precision in (Precision.DAY, Precision.SECOND)
        self._published = published.start if published is not None and exact else None
        self._persian = persian

    def find(
        self, text: str, *, start: int = 0, words: Iterable[str] | None = None
    ) -> list[DateExpression]:
        """Return the dates in ``text`` in order; offsets count from ``start``. No two overlap.

        ``words`` are its words in lower case, if the caller has them: most sentences name no month and no
        day, and are not searched.
        """
        words = _WORD.findall(text.lower()) if words is None else words
        month = not _MONTH_WORDS.isdisjoint(words)
        relative = self._published is not None and not _RELATIVE_WORDS.isdisjoint(words)
        digits = bool(_DIGIT.search(text))
        if not (month or relative or digits):
            return []
        plain = text.translate(_DIGITS) if not text.isascii() else text
        taken: list[DateExpression] = []
        covered = bytearray(len(text))
        for found in self._candidates(plain, words, month=month, relative=relative, digits=digits):
            if not any(covered[found.span.start : found.span.stop]):
                covered[found.span.start : found.span.stop] = b"1" * len(found.span)
                taken.append(found)
        taken.sort(key=lambda d: d.span)
        if not start:
            return taken
        return [DateExpression(d.span.shifted(start), d.moment, d.reason, d.certain) for d in taken]

    def _candidates(
        self, text: str, words: Iterable[str], *, month: bool, relative: bool, digits: bool
    ) -> Iterator[DateExpression]:
        year = digits and bool(_FOUR_DIGITS.search(text))
        patterns: list[re.Pattern[str]] = []
        if year:
            patterns += _NUMERIC
            patterns += _MONTH_AND_YEAR if month else ()
            patterns += () if _SEASON_WORDS.isdisjoint(words) else (_SEASON,)
        if digits and month:
            patterns += _MONTH_AND_DAY
        for pattern in patterns:
            for match in pattern.finditer(text):
                dated = self._of_match(match)
                if dated:
                    yield dated
        if month and self._published is not None:
            yield from self._months_alone(text, self._published)
        if year:
            for match in _YEARS.finditer(text):
                dated = self._of_year(match, text)
                if dated:
                    yield dated
        if relative and self._published is not None:
            for match in _RELATIVE.finditer(text):
                yield self._relative(match, self._published)

    def _months_alone(self, text: str, published: datetime) -> Iterator[DateExpression]:
        for match in _MONTH_ALONE.finditer(text):
            month = _GREGORIAN.get(match["month"].casefold())
            if month is None or not match["month"][0].isupper():
                continue
            span = Span(match.start("month"), match.end())
            if match["before"]:
                moment = Moment.parse(f"{published.year - 1}-{month:02}")
                reason = f"{match[0]!r}, counted from the day of publication: {moment}"
                yield DateExpression(span, moment, reason, certain=False)
            else:
                yield self._latest(span, month, None)

    def _of_match(self, match: re.Match[str]) -> DateExpression | None:
        given = match.groupdict()
        span = Span(match.start(), match.end())
        year = int(given["year"]) if given.get("year") else None
        day = int(given["day"]) if given.get("day") else None
        if given.get("season"):
            assert year is not None
            return self._season(span, given["season"], year)
        name = (given.get("month") or "").casefold().rstrip(".")
        if match.groupdict().get("month") and name in _ALSO_WORDS and match["month"][0].islower():
            return None  # "may 2 of them", "march 3"
        if name in _SHORT_PERSIAN and year is None:
            return None
        month = int(given["m"]) if given.get("m") else _GREGORIAN.get(name)
        if name in _HIJRI and name not in _GREGORIAN:
            return self._hijri(span, year, _HIJRI[name], day)
        assert month is not None
        if year is None:
            return self._latest(span, month, day) if self._published is not None else None
        if solar_hijri.FIRST_YEAR <= year <= solar_hijri.LAST_YEAR:
            if given.get("m"):
                moment = solar_hijri.of_date(year, month, day or 1) if 1 <= month <= 12 else None
            else:
                moment = solar_hijri.of_foreign_month(year, month, day)
            reason = f"{match[0]!r} gives the Solar Hijri year {year}: {moment}"
            return DateExpression(span, moment, reason, certain=self._persian) if moment else None
        moment = _moment(year, month, day)
        return DateExpression(span, moment, f"dated by {match[0]!r}") if moment else None

    def _hijri(
        self, span: Span, year: int | None, month: int, day: int | None
    ) -> DateExpression | None:
        if year is None or not solar_hijri.FIRST_YEAR <= year <= solar_hijri.LAST_YEAR:
            return None
        moment = solar_hijri.of_date(year, month, day) if day else solar_hijri.of_month(year, month)
        if moment is None:
            return None
        months = _PERSIAN[0].split()
        written = f"{f'{day} ' if day else ''}{months[month - 1].capitalize()} {year}"
        note = "" if day else ", the month in which most of it falls"
        return DateExpression(span, moment, f"Solar Hijri date {written}: {moment}{note}")

    def _season(self, span: Span, season: str, year: int) -> DateExpression | None:
        if solar_hijri.FIRST_YEAR <= year <= solar_hijri.LAST_YEAR:
            moment = solar_hijri.of_year(year)
            return DateExpression(
                span, moment, f"{season} of the Solar Hijri year {year}, kept as {moment}"
            )
        if year not in _HOLDS_YEARS:
            return None
        moment = Moment.parse(f"{year}")
        return DateExpression(span, moment, f"dated by '{season} {year}', kept as the year")

    def _of_year(self, match: re.Match[str], text: str) -> DateExpression | None:
        year = int(match["year"])
        before = text[max(0, match.start() - 12) : match.start()]
        if before.rstrip().endswith("(") and text[match.end() : match.end() + 1] in ")":
            return None  # "(2013)": where something was published
        if not _BEFORE_YEAR.search(before):
            return None
        span = Span(match.start(), match.end())
        if solar_hijri.FIRST_YEAR <= year <= solar_hijri.LAST_YEAR:
            if not self._persian:
                return None
            moment = solar_hijri.of_year(year)
            reason = f"{match[0]!r} read as Solar Hijri year {year}: {moment.start.year}/{moment.start.year + 1}"
            return DateExpression(span, moment, reason, certain=False)
        if year not in _HOLDS_YEARS:
            return None
        moment = Moment.parse(f"{year}")
        note = f", the first year of {match[0]!r}" if match["until"] else f" by {match[0]!r}"
        return DateExpression(span, moment, f"dated{note}")

    def _latest(self, span: Span, month: int, day: int | None) -> DateExpression:
        """Return the latest such month or day that is not after the publication."""
        published = self._published
        assert published is not None
        year = published.year - ((month, day or 1) > (published.month, published.day))
        moment = _moment(year, month, day) or _moment(year - 1, month, day)
        moment = moment or Moment.parse(f"{year}-{month:02}")
        return DateExpression(
            span, moment, f"the latest before publication: {moment}", certain=False
        )

    def _relative(self, match: re.Match[str], published: datetime) -> DateExpression:
        span = Span(match.start(), match.end())
        if match["shift"]:
            day = published - timedelta(days=_SHIFTS[match["shift"].casefold()])
            moment = Moment.of(day.date())
        elif match["weekday"]:
            back = (published.weekday() - _WEEKDAYS[match["weekday"].casefold()]) % 7
            day = published - timedelta(days=back)
            moment = Moment.of(day.date())
        elif match["unit"].casefold() in ("year", "jahr"):
            moment = Moment.parse(f"{published.year - 1}")
        else:
            last = published.replace(day=1) - timedelta(days=1)
            moment = Moment.parse(f"{last:%Y-%m}")
        reason = f"{match[0]!r}, counted from the day of publication: {moment}"
        return DateExpression(span, moment, reason, certain=False)


def _moment(year: int, month: int, day: int | None) -> Moment | None:
    try:
        return Moment.parse(f"{year:04}-{month:02}" + (f"-{day:02}" if day else ""))
    except ValueError:
        return None
