"""How are numbers, dates and lists of names written for a reader? ``number``, ``count``, ``day``, ``listing``"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from dissensus.model.document import Document
from dissensus.model.moment import Moment, Precision

__all__ = [
    "clipped",
    "count",
    "day",
    "letter",
    "listing",
    "number",
    "outlet",
    "share",
    "spelled",
    "title_of",
    "written_date",
]

_SPELLED: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number(value: float) -> str:
    """Write a number with thousands separators and no idle decimals: ``1,234``, ``0.5``."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}".replace("-", "−")
    return f"{value:,.6g}".replace("-", "−") if abs(value) < 1e6 else f"{value:,.2f}"


def count(amount: int, singular: str, plural: str = "") -> str:
    """Write an amount with its noun: ``no texts``, ``1 text``, ``3 texts``."""
    noun = singular if amount == 1 else plural or f"{singular}s"
    return f"{number(amount) if amount else 'no'} {noun}"


def spelled(amount: int, singular: str, plural: str = "") -> str:
    """Write an amount with its noun as running text has it: ``two coalitions``, ``14 coalitions``."""
    words = _SPELLED[amount] if 0 <= amount < len(_SPELLED) else number(amount)
    return f"{words} {singular if amount == 1 else plural or f'{singular}s'}"


def share(part: int, whole: int) -> str:
    """Write a percentage with its base: ``25% of 80``; whole numbers, but never 0% or 100% falsely."""
    if not whole:
        return "none of 0"
    percent = round(100 * part / whole)
    if 0 < part < whole:
        percent = min(max(percent, 1), 99)
    return f"{percent}% of {number(whole)}"


def day(moment: Moment | datetime | date) -> str:
    """Write a date as exactly as it is known: ``5 June 2019``, ``June 2019``, ``2019``."""
    if not isinstance(moment, Moment):
        moment = Moment.of(moment)
    start = moment.start
    if moment.precision is Precision.YEAR:
        return str(start.year)
    month = f"{_MONTHS[start.month - 1]} {start.year}"
    return month if moment.precision is Precision.MONTH else f"{start.day} {month}"


def written_date(text: str | None) -> str:
    """Write the value of a date variable for a reader; what is no ISO date stays as it was coded."""
    if not text:
        return ""
    try:
        return day(Moment.parse(text))
    except ValueError:
        return text


def listing(names: Sequence[str], *, most: int = 4) -> str:
    """Join names as in a sentence; after ``most`` names the rest is a number."""
    if len(names) > most + 1:
        names = [*names[:most], f"{number(len(names) - most)} others"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def letter(community: int) -> str:
    """Name a coalition by its number: A, B, …, Z, AA, AB, …"""
    name = ""
    community += 1
    while community:
        community, rest = divmod(community - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def clipped(text: str, *, most: int) -> str:
    """Shorten a text to ``most`` characters at a space, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return f"{head.rstrip(' ,;:')}…"


def title_of(document: Document) -> str:
    """Return what a document is called: its title, the end of its location, or its first words."""
    if document.title.strip():
        return " ".join(document.title.split())
    if document.provenance is not None:
        place = document.provenance.source.location.rstrip("/").replace("\\", "/")
        if name := place.rsplit("/", 1)[-1]:
            return name
    return clipped(document.text[:400], most=60) or "Untitled text"


def outlet(document: Document) -> str:
    """Return the short name of where a document comes from: its outlet, its author, or its title."""
    return (
        document.source.strip() or document.author.strip() or clipped(title_of(document), most=40)
    )
