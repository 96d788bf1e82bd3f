"""Windows, kernels and the networks in them as nested loops over dates, statements and pairs."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, pi, sqrt

import polars as pl
from hypothesis import strategies as st

from dissensus.analysis.design import Cut, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.events import EventList
from dissensus.model.network import Aggregation, Normalization, Projection
from tests.analysis.slow import Said, events_of, similarity

__all__ = ["Slice", "Told", "list_of", "slow_matrix", "slow_slices", "told", "windows_of"]

ORIGIN = datetime(2019, 12, 31, 18, 30)
"""Late on a day that most months lack, before a leap day."""

LENGTHS = {
    Unit.SECONDS: timedelta(seconds=1),
    Unit.MINUTES: timedelta(minutes=1),
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
    Unit.WEEKS: timedelta(weeks=1),
}
TICKS = {
    Unit.EVENTS: timedelta(hours=5),
    Unit.SECONDS: timedelta(seconds=1),
    Unit.MINUTES: timedelta(seconds=20),
    Unit.HOURS: timedelta(minutes=25),
    Unit.DAYS: timedelta(hours=7),
    Unit.WEEKS: timedelta(days=3),
    Unit.MONTHS: timedelta(days=11, hours=6),
    Unit.YEARS: timedelta(days=100),
}


@dataclass(frozen=True)
class Told(Said):
    """One invented statement at some time, in a text, reviewed or not."""

    tick: int
    text: str
    reviewed: bool


told = st.lists(
    st.builds(
        Told,
        actor=st.sampled_from(["A", "B", "Č", "😀"]),
        concept=st.sampled_from(["tax", "dam", "A"]),
        agree=st.booleans(),
        scale=st.sampled_from([-2, -1, 0, 2]),
        mood=st.sampled_from(["calm", "angry", "torn"]),
        tick=st.integers(0, 12),
        text=st.sampled_from(["d", "e"]),
        reviewed=st.booleans(),
    ),
    max_size=14,
)


@st.composite
def windows_of(draw: st.DrawFn) -> Windows:
    """Draw any valid windows."""
    unit = draw(st.sampled_from(list(Unit)))
    kernel = None if unit is Unit.EVENTS else draw(st.sampled_from([None, *Kernel]))
    return Windows(
        width=draw(st.integers(1, 5)),
        unit=unit,
        step=draw(st.integers(1, 3)),
        kernel=kernel,
        indent=draw(st.booleans()),
        to_one=draw(st.booleans()),
        cut=draw(st.sampled_from(list(Cut))),
    )


@dataclass(frozen=True)
class Slice:
    """What a slice must be: from ``start`` up to, not including, ``stop``, with weighted statements."""

    start: datetime
    stop: datetime
    middle: datetime
    weighted: list[tuple[Told, float]]


def at(statement: Told, unit: Unit) -> datetime:
    """Say when a statement was made."""
    return ORIGIN + statement.tick * TICKS[unit]


def list_of(statements: Sequence[Told], unit: Unit) -> EventList:
    """Make the event list; the identities are the places in the list given."""
    plain = events_of(statements)
    frame = plain.frame.with_columns(
        pl.Series("document.date", [at(s, unit) for s in statements], pl.Datetime("us")),
        pl.Series("document.id", [text_of(s) for s in statements], pl.String),
        pl.Series("statement.reviewed", [s.reviewed for s in statements], pl.Boolean),
    )
    return EventList.from_frame(frame, plain.statement_type)


def text_of(statement: Told) -> str:
    """Name the text: it has one date."""
    return f"{statement.text}{statement.tick:02}"


def slow_slices(
    statements: Sequence[Told],
    windows: Windows,
    *,
    duplicates: Duplicates | Counting,
    key: Callable[[Told], object],
) -> Iterator[Slice]:
    """Go through all windows there are, one by one."""
    unit = windows.unit
    ordered = sorted(statements, key=lambda s: (at(s, unit), text_of(s)))  # else as given
    if not ordered:
        return
    begin, end = at(ordered[0], unit), at(ordered[-1], unit) + timedelta(seconds=1)
    if windows.cut is Cut.DUPLICATES_FIRST:
        ordered = _first_ones(ordered, unit, duplicates, key)
    if unit in (Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS):
        begin = datetime(begin.year, begin.month, begin.day)
        last = end - timedelta(seconds=1)
        end = datetime(last.year, last.month, last.day) + timedelta(days=1)
    for start, stop, middle, weighted in _windows(ordered, windows, begin, end):
        if windows.cut is Cut.WINDOWS_FIRST:
            first = _first_ones([s for s, _ in weighted], unit, duplicates, key)
            weighted = [(s, z) for s, z in weighted if any(s is f for f in first)]
        yield Slice(start, stop, middle, weighted)


def _first_ones(
    ordered: Sequence[Told],
    unit: Unit,
    duplicates: Duplicates | Counting,
    key: Callable[[Told], object],
) -> list[Told]:
    kept: list[Told] = []
    seen: set[object] = set()
    for s in ordered:
        when = at(s, unit)
        stretches: dict[Duplicates | Counting, object] = {
            Duplicates.INCLUDE: id(s),
            Duplicates.DOCUMENT: text_of(s),
            Duplicates.WEEK: when.isocalendar()[:2],
            Duplicates.MONTH: (when.year, when.month),
            Duplicates.YEAR: when.year,
            Duplicates.ACROSS_RANGE: 0,
        }
        stretch = stretches[duplicates]
        if (key(s), stretch) not in seen:
            kept.append(s)
        seen.add((key(s), stretch))
    return kept


_Window = tuple[datetime, datetime, datetime, list[tuple[Told, float]]]


def _windows(
    ordered: Sequence[Told], windows: Windows, begin: datetime, end: datetime
) -> Iterator[_Window]:
    unit, width = windows.unit, windows.width
    second = timedelta(seconds=1)
    for k in range(100_000):
        number = k * windows.step
        if unit is Unit.EVENTS:
            if number + width > len(ordered):
                return
            part = ordered[number : number + width]
            times = [at(s, unit) for s in part]
            yield times[0], times[-1] + second, times[width // 2], [(s, 1.0) for s in part]
        elif windows.kernel is None:
            start, stop = after(begin, number, unit), after(begin, number + width, unit)
            if stop > end:
                return
            part = [s for s in ordered if start <= at(s, unit) < stop]
            middle = (start + (stop - start) / 2).replace(microsecond=0)
            yield start, stop, middle, [(s, 1.0) for s in part]
        else:
            middle = after(begin, number, unit)
            if middle >= end:
                return
            half = width / 2
            inside = (
                distance(begin, middle, unit) >= half
                and distance(middle, end - second, unit) >= half
            )
            if windows.indent and not inside:
                continue
            weighted = [
                (s, z)
                for s in ordered
                if (z := weight(windows.kernel, distance(middle, at(s, unit), unit) / half)) > 0
            ]
            yield begin, end, middle, weighted


def after(moment: datetime, steps: int, unit: Unit) -> datetime:
    """Go so many units on, by the calendar."""
    if unit in LENGTHS:
        return moment + steps * LENGTHS[unit]
    months = moment.year * 12 + moment.month - 1 + steps * (12 if unit is Unit.YEARS else 1)
    year, month = divmod(months, 12)
    return moment.replace(
        year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1])
    )


def distance(a: datetime, b: datetime, unit: Unit) -> float:
    """Measure how many units lie from a to b; a month is 1, whatever its length."""
    if unit in LENGTHS:
        return (b - a) / LENGTHS[unit]

    def months(moment: datetime) -> float:
        first = datetime(moment.year, moment.month, 1)
        length = timedelta(days=monthrange(moment.year, moment.month)[1])
        return moment.year * 12 + moment.month + (moment - first) / length

    return (months(b) - months(a)) / (12 if unit is Unit.YEARS else 1)


def weight(kernel: Kernel, u: float) -> float:
    """Weigh by the textbook."""
    if kernel is Kernel.GAUSSIAN:
        return exp(-u * u / 2) / sqrt(2 * pi)
    if abs(u) > 1:
        return 0.0
    return {
        Kernel.UNIFORM: 0.5,
        Kernel.TRIANGULAR: 1 - abs(u),
        Kernel.EPANECHNIKOV: 0.75 * (1 - u * u),
    }[kernel]


def slow_matrix(
    part: Slice,
    design: OneMode | TwoMode,
    rows: Sequence[str],
    columns: Sequence[str],
    every: Sequence[Told],
) -> list[list[float]]:
    """Add up statement by statement, or pair by pair; ``every`` statement tells which positions there are."""
    if isinstance(design, TwoMode):
        return _two_mode(part.weighted, design, rows, columns, every)
    return [[_tie(part.weighted, design, a, b) if a != b else 0.0 for b in rows] for a in rows]


def _tie(weighted: Sequence[tuple[Told, float]], design: OneMode, a: str, b: str) -> float:
    divisor = _divisor(weighted, design, a, b)
    return _pairs(weighted, design, design.kind, a, b) / divisor if divisor else 0.0


def _pairs(
    weighted: Sequence[tuple[Told, float]], design: OneMode, kind: Projection, a: str, b: str
) -> float:
    total = 0.0
    for x, z in weighted:
        for y, w in weighted:
            if x.actor == a and y.actor == b and x.concept == y.concept:
                s = similarity(x, y, design.qualifier or "agree")
                total += (
                    sqrt(z * w)
                    * {
                        Projection.IGNORE: 1.0,
                        Projection.CONGRUENCE: s,
                        Projection.CONFLICT: 1 - s,
                        Projection.SUBTRACT: 2 * s - 1,
                    }[kind]
                )
    return total


def _divisor(weighted: Sequence[tuple[Told, float]], design: OneMode, a: str, b: str) -> float:
    def place(s: Told) -> tuple[str, object]:
        return s.concept, getattr(s, design.qualifier) if design.qualifier else None

    of_a = [(s, z) for s, z in weighted if s.actor == a]
    of_b = [(s, z) for s, z in weighted if s.actor == b]
    match design.normalization:
        case Normalization.AVERAGE:
            return (sum(z for _, z in of_a) + sum(z for _, z in of_b)) / 2
        case Normalization.COSINE:
            own = Projection.IGNORE if design.kind is Projection.IGNORE else Projection.CONGRUENCE
            return sqrt(_pairs(weighted, design, own, a, a) * _pairs(weighted, design, own, b, b))
        case Normalization.JACCARD:
            lone_a = sum(z for s, z in of_a if place(s) not in {place(t) for t, _ in of_b})
            lone_b = sum(z for s, z in of_b if place(s) not in {place(t) for t, _ in of_a})
            both = sum(sqrt(z * w) for s, z in of_a for t, w in of_b if place(s) == place(t))
            return lone_a + lone_b + both
    return 1.0


def _two_mode(
    weighted: Sequence[tuple[Told, float]],
    design: TwoMode,
    rows: Sequence[str],
    columns: Sequence[str],
    every: Sequence[Told],
) -> list[list[float]]:
    qualifier = design.qualifier or "agree"
    combine = design.aggregation is Aggregation.COMBINE

    def cell(a: str, j: str) -> float:
        mine = [(s, z) for s, z in weighted if s.actor == a and s.concept == j]
        if design.aggregation is Aggregation.IGNORE:
            return sum(z for _, z in mine)
        if design.aggregation is Aggregation.SUBTRACT:
            return sum(z * (s.scale if qualifier == "scale" else 2 * s.agree - 1) for s, z in mine)
        here = {getattr(s, qualifier) for s, _ in mine}
        levels = {False, True} if qualifier == "agree" else {getattr(s, qualifier) for s in every}
        digits = "".join(str(int(level in here)) for level in sorted(levels))
        return float(int(digits, base=2))

    def divisor(a: str, j: str) -> float:
        if design.normalization is Normalization.ACTIVITY:
            if combine:
                return sum(cell(a, c) > 0 for c in columns)
            return sum(z for s, z in weighted if s.actor == a)
        if design.normalization is Normalization.PROMINENCE:
            if combine:
                return sum(cell(r, j) > 0 for r in rows)
            return sum(z for s, z in weighted if s.concept == j)
        return 1.0

    return [[cell(a, j) / d if (d := divisor(a, j)) else 0.0 for j in columns] for a in rows]
