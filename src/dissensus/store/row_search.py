"""Which statements, entities and notes say it? ``find``, ``Wanted``, ``Found``

Filters are words of the index as well (see ``row_words``), so whatever is asked for is one look-up,
newest first; nothing is ranked, and what is found first is all that is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, func, select, text

from dissensus.model.moment import Moment
from dissensus.store import schema
from dissensus.store.row_tables import row_words, there
from dissensus.store.row_words import MARK, keys
from dissensus.text.query import Query

__all__ = ["COUNTED", "Found", "Wanted", "find", "last_day"]

COUNTED: Final = 1_000  # beyond that, "more than" is enough
_DAY: Final = timedelta(days=1)
_END: Final = date(9998, 12, 31)  # the day after the calendar's last can't be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: words, and which rows may have them; the empty choice is any."""

    query: Query
    kinds: Collection[str]  # tables
    statement_type: str = ""  # identities from here on; all of the entities must be there
    coder: str = ""
    entities: tuple[str, ...] = ()
    document: str = ""
    source: str = ""
    since: Moment | None = None
    until: Moment | None = None

    @property
    def filtered(self) -> bool:
        """Whether there is something besides words."""
        chosen = (self.statement_type, self.coder, self.entities, self.document, self.source)
        return any(chosen) or self.since is not None or self.until is not None

    def of(self, kinds: Collection[str]) -> Wanted:
        """Return the same, of these kinds."""
        return replace(self, kinds=kinds)


@dataclass(frozen=True, slots=True)
class Found:
    """One window of what was found, as (table, identity); ``more`` says that ``total`` is a lower bound."""

    rows: list[tuple[str, str]]
    total: int
    more: bool


def find(connection: Connection, wanted: Wanted, *, offset: int, limit: int) -> Found:
    """Return the rows that have all the words, newest first.

    Cost: O(rows looked at until enough are found); the count stops at ``COUNTED``.
    """
    expression = _expression(connection, wanted) if there(connection) else None
    if not expression:
        return Found([], 0, False)
    # Once: opening the lists of a short beginning costs more than reading a thousand of their rows.
    sql = text(
        "SELECT rowid AS key FROM row_search WHERE row_search MATCH :expression "
        "ORDER BY rowid DESC LIMIT :most"
    )
    counted = max(COUNTED, offset + limit)
    bound = {"expression": expression, "most": counted + 1}
    newest = [row.key for row in connection.execute(sql, bound)]
    window = newest[offset : offset + limit]
    w = row_words.c
    query = select(w.key, w.row_table, w.row_id).where(w.key.in_(window))
    named = {row.key: (row.row_table, row.row_id) for row in connection.execute(query)}
    return Found([named[key] for key in window], min(len(newest), counted), len(newest) > counted)


def _expression(connection: Connection, wanted: Wanted) -> str:
    """Put words and filters together; empty where nothing can fit."""
    facets = [f"e:{entity}" for entity in wanted.entities]
    chosen = {
        "t": wanted.statement_type,
        "c": wanted.coder,
        "d": wanted.document,
        "s": wanted.source,
    }
    facets += [f"{letter}:{value}" for letter, value in chosen.items() if value]
    numbers = keys(connection, facets)
    if len(numbers) < len(set(facets)):
        return ""  # nothing has it
    all_of = [wanted.query.expression()] if wanted.query.terms else []
    all_of += [_mark(str(number)) for number in numbers.values()]
    all_of.append(_one_of(f"k{kind}" for kind in wanted.kinds))
    if wanted.since is not None or wanted.until is not None:
        days = _days(connection, wanted.since, wanted.until)
        if not days:
            return ""
        all_of.append(_one_of(days))
    return " AND ".join(all_of)


def _days(connection: Connection, since: Moment | None, until: Moment | None) -> list[str]:
    """Cover a range of days with as few years, months and days as it takes."""
    d = schema.document.c
    low, high = connection.execute(
        select(func.min(d.date), func.max(d.date)).where(d.date != "")
    ).one()
    if low is None:
        return []
    first, last = Moment.parse(low).start.date(), last_day(Moment.parse(high))
    if since is not None:
        first = max(first, since.start.date())
    if until is not None:
        last = min(last, last_day(until))
    marks: list[str] = []
    while first <= last:
        if first.day == first.month == 1 and _next(first, 12) - _DAY <= last:
            marks.append(f"y{first:%Y}")
            first = _next(first, 12)
        elif first.day == 1 and _next(first, 1) - _DAY <= last:
            marks.append(f"m{first:%Y%m}")
            first = _next(first, 1)
        else:
            marks.append(f"d{first:%Y%m%d}")
            first += _DAY
    return marks


def last_day(moment: Moment) -> date:
    """Return the last day of a moment; what lies beyond the calendar's end is its last year but one."""
    if moment.start.year >= _END.year:
        return _END
    return (moment.stop - timedelta(seconds=1)).date()


def _next(day: date, months: int) -> date:
    """Return the first of a month some months on."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _mark(word: str) -> str:
    return f'"{MARK}{word}"'


def _one_of(words: Iterable[str]) -> str:
    return f"({' OR '.join(map(_mark, words))})"
