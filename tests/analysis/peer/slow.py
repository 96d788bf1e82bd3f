"""DNA's statements and static networks as nested loops: slow, obvious, and the judge of the fast ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as st

from dissensus.events import EventList
from dissensus.model.codebook import DataType, StatementType, Variable

__all__ = [
    "QUALIFIERS",
    "TYPE",
    "Fails",
    "Said",
    "events_of",
    "java",
    "kept",
    "labels",
    "matrix",
    "said",
]

TYPE = StatementType(
    name="position",
    variables=(
        Variable(name="actor", data_type=DataType.ENTITY, entities="actor"),
        Variable(name="concept", data_type=DataType.ENTITY, entities="concept"),
        Variable(name="agree", data_type=DataType.BOOLEAN),
        Variable(name="scale", data_type=DataType.INTEGER),
        Variable(name="mood", data_type=DataType.ENTITY, entities="mood"),
    ),
)
QUALIFIERS = (None, "agree", "scale", "mood", "document.source")


class Fails(Exception):
    """DNA ends in an exception here."""


@dataclass(frozen=True)
class Said:
    """One invented statement; ``day`` and ``second`` belong to its document."""

    document: int
    day: date
    second: int
    actor: str
    concept: str
    agree: bool
    scale: int
    mood: str
    source: str

    @property
    def time(self) -> int:
        """Seconds since 1970."""
        noon = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return int(noon.timestamp()) + self.second

    def value(self, name: str) -> Any:
        """The value of a column."""
        return getattr(self, name.removeprefix("document."))


_DAYS = st.one_of(
    st.dates(date(2018, 12, 20), date(2020, 3, 10)),
    st.sampled_from([date(2019, 1, 31), date(2020, 2, 29), date(2019, 12, 31), date(2020, 1, 1)]),
)


@st.composite
def said(draw: st.DrawFn, *, most: int = 16) -> list[Said]:
    """Statements of a few documents, in canonical order."""
    times = draw(
        st.lists(
            st.tuples(
                _DAYS, st.sampled_from([0, 1, 43_200, 86_399]), st.sampled_from(["", "x", "Y"])
            ),
            min_size=1,
            max_size=6,
        )
    )
    times.sort(key=lambda t: (t[0], t[1]))
    made: list[Said] = []
    for number, (day, second, source) in enumerate(times):
        for _ in range(draw(st.integers(0, 4))):
            if len(made) == most:
                break
            made.append(
                Said(
                    document=number,
                    day=day,
                    second=second,
                    source=source,
                    actor=draw(st.sampled_from(["B", "a", "É", "😀", "ﬀ", ""])),
                    concept=draw(st.sampled_from(["tax", "dam", "🚲", ""])),
                    agree=draw(st.booleans()),
                    scale=draw(st.sampled_from([-10, -2, 0, 1, 2, 300])),
                    mood=draw(st.sampled_from(["calm", "Calm", "torn", ""])),
                )
            )
    return made


def events_of(statements: Sequence[Said]) -> EventList:
    """Make the event list; the identities are the places."""
    events = EventList.from_rows(
        [
            {
                "statement.id": f"{n:04}",
                "document.id": f"{s.document:04}",
                "statement.start": n,
                "document.date": datetime(1970, 1, 1) + timedelta(seconds=s.time),
                "document.source": s.source,
                "actor": s.actor,
                "concept": s.concept,
                "agree": s.agree,
                "scale": s.scale,
                "mood": s.mood,
            }
            for n, s in enumerate(statements)
        ],
        TYPE,
    )
    assert events.frame["statement.id"].is_sorted()
    assert events.frame["mood"].dtype == pl.String
    return events


def java(text: str) -> bytes:
    """What DNA sorts by."""
    return text.encode("utf-16-be")


def same_period(a: Said, b: Said, duplicates: str) -> bool:
    """Whether two statements belong together as duplicates; weeks and months have no year."""
    match duplicates:
        case "document":
            return a.document == b.document
        case "week":
            return a.day.isocalendar().week == b.day.isocalendar().week
        case "month":
            return a.day.month == b.day.month
        case "year":
            return a.day.year == b.day.year
        case "acrossrange":
            return True
    return False


def kept(
    statements: Sequence[Said], qualifier: str | None, aggregation: str, duplicates: str
) -> list[Said]:
    """Section 3, step B.2 and B.3."""
    compare = qualifier is not None and aggregation != "ignore"
    result: list[Said] = []
    for s in statements:
        if not s.actor or not s.concept:
            continue
        if compare and s.value(str(qualifier)) == "":
            continue
        repeats = False
        for earlier in result:
            alike = (earlier.actor, earlier.concept) == (s.actor, s.concept)
            if not alike or not same_period(earlier, s, duplicates):
                continue
            if compare and qualifier == "document.source":
                raise Fails
            if compare:
                mine, theirs = s.value(str(qualifier)), earlier.value(str(qualifier))
                if mine != theirs or (qualifier == "scale" and not -128 <= mine <= 127):
                    continue
            repeats = True
        if not repeats:
            result.append(s)
    return result


def labels(statements: Sequence[Said], name: str) -> list[str]:
    """Section 4."""
    return sorted({s.value(name) for s in statements} - {""}, key=java)


def levels(
    statements: Sequence[Said], population: Sequence[Said], qualifier: str | None
) -> list[Any]:
    """Section 5: the levels of a static network."""
    if qualifier is None:
        return [None]
    if qualifier == "agree":
        return [False, True]
    if qualifier == "document.source":
        return sorted({s.source for s in statements}, key=java)
    found = {s.value(qualifier) for s in population}
    return sorted(found) if qualifier == "scale" else sorted(found, key=java)


def matrix(
    statements: Sequence[Said],
    population: Sequence[Said],
    qualifier: str | None,
    aggregation: str,
    normalization: str,
    *,
    two_mode: bool,
    isolates: bool,
) -> tuple[list[str], list[str], list[list[float]]]:
    """Sections 4 and 5, of statements that were kept."""
    source = population if isolates else statements
    rows, columns = labels(source, "actor"), labels(source, "concept")
    steps = levels(statements, population, qualifier)

    def count(i: str, j: str, k: Any) -> int:
        return sum(
            1
            for s in statements
            if s.actor == i and s.concept == j and (qualifier is None or s.value(qualifier) == k)
        )

    tally = {(i, j, k): count(i, j, k) for i in rows for j in columns for k in steps}
    if two_mode:
        return (
            rows,
            columns,
            _two(tally, rows, columns, steps, qualifier, aggregation, normalization),
        )
    return rows, rows, _one(tally, rows, columns, steps, qualifier, aggregation, normalization)


def _two(
    tally: dict[tuple[str, str, Any], int],
    rows: list[str],
    columns: list[str],
    steps: list[Any],
    qualifier: str | None,
    aggregation: str,
    normalization: str,
) -> list[list[float]]:
    def cell(i: str, j: str) -> float:
        counts = [tally[i, j, k] for k in steps]
        if aggregation == "combine":
            return float(int("".join("1" if c else "0" for c in counts) or "0", 2))
        if aggregation == "subtract" and qualifier == "agree":
            return counts[1] - counts[0]
        if aggregation == "subtract" and qualifier == "scale":
            return float(sum(k * c for k, c in zip(steps, counts, strict=True)))
        return sum(counts)

    cells = [[cell(i, j) for j in columns] for i in rows]
    if normalization == "no":
        return cells
    result = [[0.0] * len(columns) for _ in rows]
    if normalization == "prominence" and aggregation == "combine" and len(rows) != len(columns):
        raise Fails
    for a, i in enumerate(rows):
        for b, j in enumerate(columns):
            if normalization == "activity":
                line = [(i, c) for c in columns]
                own = cells[a]
            else:
                line = [(r, j) for r in rows]
                own = [row[b] for row in cells] if aggregation != "combine" else cells[b]
            if aggregation == "combine":
                divisor: float = sum(1 for c in own if c > 0)
            elif aggregation == "subtract":
                divisor = sum(tally[r, c, k] for r, c in line for k in steps)
            else:
                divisor = sum(own)
            result[a][b] = cells[a][b] / divisor if divisor else 0.0
    return result


def _one(
    tally: dict[tuple[str, str, Any], int],
    rows: list[str],
    columns: list[str],
    steps: list[Any],
    qualifier: str | None,
    aggregation: str,
    normalization: str,
) -> list[list[float]]:
    numeric = qualifier in ("agree", "scale")

    def alike(k: Any, m: Any) -> float:
        reach = float(max(steps)) - float(min(steps))
        return 1 - abs(float(k) - float(m)) / reach if reach else float("nan")

    def weight(i: str, o: str) -> float:
        if aggregation == "ignore":
            return sum(
                sum(tally[i, j, k] for k in steps) * sum(tally[o, j, k] for k in steps)
                for j in columns
            )
        congruence = conflict = 0.0
        for j in columns:
            for k in steps:
                mine, theirs = tally[i, j, k], tally[o, j, k]
                if not numeric:
                    congruence += mine * theirs
                    conflict += mine if not theirs else theirs if not mine else 0
                    continue
                for m in steps:
                    congruence += mine * tally[o, j, m] * alike(k, m)
                    conflict += mine * tally[o, j, m] * (1 - alike(k, m))
        if aggregation == "congruence":
            return congruence
        return conflict if aggregation == "conflict" else congruence - conflict

    def divisor(i: str, o: str) -> float:
        cells = [(tally[i, j, k], tally[o, j, k]) for j in columns for k in steps]
        a, b = sum(m for m, _ in cells), sum(t for _, t in cells)
        if normalization == "average":
            return (a + b) / 2
        if normalization == "cosine":
            return a * b
        return sum(m * t + (m if not t else 0) + (t if not m else 0) for m, t in cells)

    result = [[0.0] * len(rows) for _ in rows]
    for a, i in enumerate(rows):
        for b, o in enumerate(rows):
            if i == o:
                continue
            value = weight(i, o)
            if normalization != "no":
                by = divisor(i, o)
                value = value / by if by else 0.0
            result[a][b] = value
    return result
