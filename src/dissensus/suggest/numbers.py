"""Which numbers does a text give, in digits or in words? ``numbers`` finds them in three languages"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dissensus.model.span import Span

__all__ = ["Number", "numbers"]

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_GERMAN: Final = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn"
)
_GERMAN_TENS: Final = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_PERSIAN: Final = (
    "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
)
_PERSIAN_TENS: Final = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
_PERSIAN_HUNDREDS: Final = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"

_WORDS: Final[dict[str, float]] = {
    **{w: n for words in (_UNITS, _GERMAN, _PERSIAN) for n, w in enumerate(words.split())},
    **{
        w: 10 * n
        for words in (_TENS, _GERMAN_TENS, _PERSIAN_TENS)
        for n, w in enumerate(words.split(), 2)
    },
    **{w: 100 * n for n, w in enumerate(_PERSIAN_HUNDREDS.split(), 1)},
    "dozen": 12,
}
_SCALES: Final[dict[str, float]] = {
    "hundred": 100,
    "hundert": 100,
    "thousand": 1e3,
    "tausend": 1e3,
    "هزار": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "millionen": 1e6,
    "mio": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "میلیون": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "milliarde": 1e9,
    "milliarden": 1e9,
    "mrd": 1e9,
    "میلیارد": 1e9,
    "trillion": 1e12,
}
_GERMAN_SCALES: Final = {**_SCALES, "billion": 1e12, "billionen": 1e12}  # the long scale
_SHARES: Final[dict[str, int]] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "tenth": 10, "tenths": 10, "drittel": 3, "viertel": 4, "fünftel": 5, "zehntel": 10,
}  # fmt: skip
_DIGITS: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬", "01234567890123456789.,")


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WORD: Final = _either(_WORDS)
_SCALE: Final = _either(_GERMAN_SCALES)
_FIGURE: Final = {
    ".": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+(?:\.\d+)?",
    ",": r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+(?:,\d+)?",
}
_SPELLED: Final = rf"(?:(?:{_WORD})(?:(?:[\s-]|\s(?:and|و)\s)(?:{_WORD}|{_either(('hundred', 'hundert', 'thousand', 'tausend', 'هزار'))}))*)"


_TAIL: Final = rf"(?:[\s-]?(?P<scale>(?:{_SCALE})(?:\s(?:{_SCALE}))?)\b\.?)?"


def _pattern(mark: str) -> re.Pattern[str]:
    digits = rf"(?P<digits>(?<![\w.,/:#-])(?:{_FIGURE[mark]})(?![\d]))"
    return re.compile(rf"(?P<currency>[$€£¥])?\s?{digits}{_TAIL}", re.IGNORECASE)


_PATTERNS: Final = {mark: _pattern(mark) for mark in ".,"}
_IN_WORDS: Final = re.compile(rf"(?<![\w-])(?P<spelled>{_SPELLED})(?!\w){_TAIL}", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\s(?:out\sof|in|von|از)\s(?:every\s)?(?:[\w۰-۹]+)\b")
_SHARE: Final = re.compile(
    rf"(?<![\w-])(?P<count>{_WORD}|an?)[\s-](?P<share>{_either(_SHARES)})\b(?=\sof\b|\s(?:der|des|aller)\b)",
    re.IGNORECASE,
)
_HALF: Final = re.compile(
    r"(?<!\w)(?:half an?|a quarter of a|an?)\s(?P<scale>million|billion|thousand|hundred|dozen)\b",
    re.IGNORECASE,
)
# What must stand in a text before a pattern is worth trying.
_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d]+")
_NUMBER_WORDS: Final = frozenset(_WORDS) - {"one", "ein", "یک"}  # alone no number worth reading
_SHARE_WORDS: Final = frozenset(_SHARES)
_SCALE_WORDS: Final = frozenset({*_SCALES, "dozen"})
_TELLING: Final = _NUMBER_WORDS | _SHARE_WORDS | _SCALE_WORDS
_NO_NUMBER: Final = ("+", "§", "№")
_WHOLES: Final = frozenset({3, 4, 5, 8, 10, 20, 100, 1000})
_CURRENCIES: Final = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}


@dataclass(frozen=True, slots=True)
class Number:
    """Words or digits that give a number, and its value; ``unit`` is set where a sign or share gives it."""

    span: Span
    value: float
    unit: str = ""
    spelled: bool = False


def numbers(
    text: str, *, language: str = "en", start: int = 0, words: Iterable[str] | None = None
) -> list[Number]:
    """Return the numbers in ``text`` in order; offsets count from ``start``.

    "3.4 billion" is one number, "hundreds of thousands" none. Decimal comma and long scale are read in
    German. "nine out of ten" and "two thirds of" are percentages. Ordinals, digits glued to letters,
    versions and times are left out. ``words`` are the words of the text in lower case, if the caller has
    them: most sentences hold no number and are not searched. Cost: O(characters).
    """
    words = _LETTERS.findall(text.lower()) if words is None else words
    found: list[Number] = []
    if _TELLING.isdisjoint(words) and not _DIGIT.search(text):
        return found
    covered = bytearray(len(text))
    plain = text.translate(_DIGITS) if not text.isascii() else text
    for number in _candidates(plain, language, words):
        if not any(covered[number.span.start : number.span.stop]):
            covered[number.span.start : number.span.stop] = b"1" * len(number.span)
            found.append(number)
    found.sort(key=lambda n: n.span)
    if not start:
        return found
    return [Number(n.span.shifted(start), n.value, n.unit, n.spelled) for n in found]


def _candidates(text: str, language: str, words: Iterable[str]) -> Iterator[Number]:
    if not _SHARE_WORDS.isdisjoint(words):
        for match in _SHARE.finditer(text):
            count = match["count"].lower()
            parts = 1.0 if count in ("a", "an") else _WORDS[count]
            value = round(100 * parts / _SHARES[match["share"].lower()], 2)
            yield Number(Span(match.start(), match.end()), value, "%", True)
    if not _SCALE_WORDS.isdisjoint(words):
        for match in _HALF.finditer(text):
            first = match[0].lower()
            share = 0.5 if first.startswith("half") else 0.25 if "quarter" in first else 1.0
            value = share * {**_SCALES, "dozen": 12.0}[match["scale"].lower()]
            yield Number(Span(match.start(), match.end()), value, "", True)
    scales = _GERMAN_SCALES if language == "de" else _SCALES
    if _DIGIT.search(text):
        for match in _PATTERNS["," if language == "de" else "."].finditer(text):
            number = _amount(match, text, language, scales, digits=match["digits"])
            if number:
                yield number
    if not _NUMBER_WORDS.isdisjoint(words):
        for match in _IN_WORDS.finditer(text):
            number = _amount(match, text, language, scales)
            if number:
                yield number


def _amount(
    match: re.Match[str], text: str, language: str, scales: dict[str, float], *, digits: str = ""
) -> Number | None:
    currency = match["currency"] if digits else None
    start = match.start("currency" if currency else "digits" if digits else "spelled")
    stop = match.end()
    after = text[stop : stop + 3]
    if digits and (re.match(r"\w|[:/]\d|-\d|\.\d", after) or text[start - 1 : start] in _NO_NUMBER):
        return None
    value = _read(digits, language) if digits else _spelled(match["spelled"].lower())
    for scale in (match["scale"] or "").lower().split():
        factor = scales.get(scale)
        if factor is None or (scale in ("m", "k") and not currency):
            if scale in ("m", "k"):
                return None  # "100 m": meters
            break
        value *= factor
    share = _OUT_OF.match(text, stop)
    if share and not match["scale"]:
        whole = _whole(share[0].split()[-1])
        rate = share[0].split()[0] != "in" or whole >= 10  # "one in ten", not "two in three rooms"
        if value < whole and whole in _WHOLES and rate:
            return Number(Span(start, share.end()), round(100 * value / whole, 2), "%", not digits)
    unit = _CURRENCIES.get(currency or "", "")
    value = round(value, 6)
    return Number(Span(start, stop), value, unit, not digits and not match["scale"])


def _whole(word: str) -> float:
    return float(word) if word.isdigit() else _WORDS.get(word.lower(), 0.0)


def _read(digits: str, language: str) -> float:
    for space in "\u00a0\u202f\u2009 ":
        digits = digits.replace(space, "")
    return float(
        digits.replace(".", "").replace(",", ".") if language == "de" else digits.replace(",", "")
    )


def _spelled(words: str) -> float:
    total = current = 0.0
    for word in re.split(r"[\s-]+", words):
        if word in ("and", "و"):
            continue
        scale = _SCALES.get(word)
        if scale is None:
            current += _WORDS[word]
        elif scale == 100:
            current = max(1.0, current) * 100
        else:
            total += max(1.0, current) * scale
            current = 0.0
    return total + current
