"""Which statements count? ``select``, ``without_duplicates``, ``repeated``, ``Duplicates``, ``Counting``"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dissensus.errors import AnalysisError
from dissensus.events import DATE, DOCUMENT, GROUP, SOURCE, EventList
from dissensus.model.moment import Moment
from dissensus.model.statement import Value

__all__ = ["Counting", "Duplicates", "repeated", "select", "without_duplicates"]


class Duplicates(StrEnum):
    """Within what stretch a statement that repeats another counts once (names as in DNA)."""

    INCLUDE = "include"  # nowhere: all statements count
    DOCUMENT = "document"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ACROSS_RANGE = "acrossrange"  # anywhere


class Counting(StrEnum):
    """What is counted: every statement, or one per document, near-duplicate group or source.

    Copies are not evidence: a wire story printed by ten outlets is one voice by ``GROUP``, and an outlet
    that repeats itself all year is one voice by ``SOURCE``.
    """

    STATEMENT = "statement"
    DOCUMENT = "document"
    GROUP = "group"
    SOURCE = "source"


_DATE: Final = pl.col(DATE).dt
# A statement without a date is in no week we know of: it is compared within its document only.
_STRETCH: Final[Mapping[str, pl.Expr | None]] = {
    Duplicates.DOCUMENT: None,
    Duplicates.WEEK: _DATE.iso_year().cast(pl.Int32) * 100 + _DATE.week().cast(pl.Int32),
    Duplicates.MONTH: _DATE.year() * 100 + _DATE.month().cast(pl.Int32),
    Duplicates.YEAR: _DATE.year(),
    Duplicates.ACROSS_RANGE: pl.lit(0),
    Counting.GROUP: pl.col(GROUP).replace("", None),
    Counting.SOURCE: pl.col(SOURCE).replace("", None),
}


def select(
    events: EventList,
    *,
    since: Moment | date | datetime | None = None,
    until: Moment | date | datetime | None = None,
    include: Mapping[str, Collection[Value]] | None = None,
    exclude: Mapping[str, Collection[Value]] | None = None,
    least: Mapping[str, int] | None = None,
) -> EventList:
    """Keep the statements of a time, with certain values, of actors that speak often enough.

    ``since`` and ``until`` both belong to the range, as exactly as they are known: ``until`` the moment
    ``2019`` keeps all of 2019; a statement without a date is then not kept. ``include`` keeps rows whose
    value is in the list, for every column named; ``exclude`` drops rows whose value is in the list, for
    any column named. ``least`` asks for a minimum number of statements per value of a column, counted
    once, after the other filters (so two minima do not chase each other).

    Raises ``AnalysisError`` for an unknown column or a value the column can't hold. Cost: O(statements).

    >>> from dissensus.model.codebook import built_in_types
    >>> events = EventList.from_rows(
    ...     [{"organization": "A", "concept": "tax"}, {"organization": "B", "concept": "tax"}],
    ...     built_in_types()[0],
    ... )
    >>> select(events, exclude={"organization": ["B"]}).column("organization").to_list()
    ['A']
    """
    predicates: list[pl.Expr] = []
    if since is not None:
        predicates.append(pl.col(DATE) >= _moment(since).start)
    if until is not None:
        predicates.append(pl.col(DATE) < _moment(until).stop)
    predicates.extend(_among(events, column, values) for column, values in (include or {}).items())
    predicates.extend(~_among(events, column, values) for column, values in (exclude or {}).items())
    chosen = events.filter(*predicates) if predicates else events
    often = []
    for column, minimum in (least or {}).items():
        chosen.column(column)
        often.append(pl.col(column).is_not_null() & (pl.len().over(column) >= minimum))
    return chosen.filter(*often) if often else chosen


def without_duplicates(
    events: EventList, *, by: Sequence[str], within: Duplicates | Counting
) -> EventList:
    """Keep, of statements with the same values of ``by`` in the same stretch, the first one.

    "First" is the canonical order of the event list: by date, document and position. ``within`` may be a
    period (ISO weeks, calendar months and years), a document, a near-duplicate group, a source, or the
    whole range. DNA compares only the *number* of the week or month, so that January 2019 and January
    2020 are one period to it (and weeks follow the machine's locale); here they are two.

    Cost: O(statements), by hashing.

    >>> from dissensus.model.codebook import built_in_types
    >>> row = {"document.id": "d", "organization": "A", "concept": "tax", "agreement": True}
    >>> events = EventList.from_rows([row, {**row, "agreement": False}, row], built_in_types()[0])
    >>> by = ["organization", "concept", "agreement"]
    >>> len(without_duplicates(events, by=by, within=Duplicates.DOCUMENT))
    2
    """
    keys = _keys(events, by, within)
    if keys is None:
        return events
    return events.filter(pl.struct(keys).is_first_distinct())


def repeated(
    events: EventList, *, by: Sequence[str], within: Duplicates | Counting
) -> NDArray[np.int64] | None:
    """Return for each statement the number of the last one before it that it repeats, or -1.

    What is a repetition is said in ``without_duplicates``; None if nothing is. In any window of
    consecutive statements those stay that repeat none in the window.
    Cost: O(statements), by hashing.

    >>> from dissensus.model.codebook import built_in_types
    >>> rows = [{"document.id": "d", "organization": name} for name in "ABAA"]
    >>> events = EventList.from_rows(rows, built_in_types()[0])
    >>> repeated(events, by=["organization"], within=Duplicates.DOCUMENT).tolist()
    [-1, -1, 0, 2]
    """
    keys = _keys(events, by, within)
    if keys is None:
        return None
    alike = events.frame.select(keys).with_row_index("analysis.number")
    groups = alike.group_by(alike.columns[1:]).agg("analysis.number")["analysis.number"]
    found = np.full(len(events), -1, np.int64)
    if len(groups):
        number = groups.explode().to_numpy()
        found[number[1:]] = number[:-1]
        last = groups.list.len().cast(pl.Int64).cum_sum().to_numpy()
        found[number[np.concatenate([[0], last[:-1]])]] = -1  # the first of a group repeats none
    return found


def _keys(
    events: EventList, by: Sequence[str], within: Duplicates | Counting
) -> list[pl.Expr] | None:
    """Return what two statements must have in common for the later one to repeat the earlier one."""
    if within in (Duplicates.INCLUDE, Counting.STATEMENT):
        return None
    for column in by:
        events.column(column)
    stretch = _STRETCH[within]
    if stretch is None:
        shared = [pl.col(DOCUMENT)]
    else:
        shared = [stretch, pl.when(stretch.is_null()).then(pl.col(DOCUMENT))]
    keys = [*(pl.col(column) for column in by), *shared]
    return [key.alias(f"analysis.{n}") for n, key in enumerate(keys)]


def _moment(value: Moment | date | datetime) -> Moment:
    return value if isinstance(value, Moment) else Moment.of(value)


def _among(events: EventList, column: str, values: Collection[Value]) -> pl.Expr:
    kind = events.column(column).dtype
    plain = [str(v) if isinstance(v, Moment) else v for v in values]
    try:
        allowed = pl.Series(plain, dtype=kind, strict=True)
    except (TypeError, pl.exceptions.PolarsError):
        raise AnalysisError(
            f"The column {column!r} holds {kind} values; {plain!r} are not.",
            remedy="Give values of the column's own type, for example True and False for booleans.",
        ) from None
    return pl.col(column).is_in(allowed.implode()).fill_null(value=False)
