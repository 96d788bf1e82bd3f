"""When? ``Timeline``: positions per period, agreement up and disagreement down, with events beneath"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dissensus import events as columns
from dissensus.report.content import STANCE, Findings
from dissensus.report.evidence import Evidence, Link
from dissensus.report.figures import Happening
from dissensus.report.matrix import Matrix
from dissensus.report.periods import Periods, periods

__all__ = ["Bar", "Mark", "Strip", "Timeline", "timeline"]

WIDTH: Final = 1000.0
_CONCEPTS: Final = 6
_HIGH, _LOW = 46.0, 19.0  # half the height of the first strip, and of the others
_HEAD: Final = 34.0
_FOOT: Final = 13.0  # room for the number under a bar
_LANE: Final = 22.0
_MARK: Final = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The positions of one period: agreement above the line at ``y``, disagreement below, the rest on it."""

    x: float
    y: float
    width: float
    up: float
    down: float
    agree: int
    disagree: int
    neither: int
    unreviewed: int
    period: str
    link: Link

    @property
    def total(self) -> int:
        """How many positions it stands for."""
        return self.agree + self.disagree + self.neither


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One row of bars: all positions, or those on one concept; a bar is None where nobody spoke."""

    title: str
    head: float
    y: float
    bars: tuple[Bar | None, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A dated event under the axis, by its number in the table of events."""

    number: int
    x: float
    y: float
    words: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The picture and its table.

    ``undated`` and ``rough`` count positions in texts without a date, or with one too rough for these
    periods; ``most`` and ``most_concept`` are the numbers the highest bars stand for.
    """

    unit: str
    names: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    strips: tuple[Strip, ...]
    marks: tuple[Mark, ...]
    axis: float
    width: float
    height: float
    positions: int
    unreviewed: int
    undated: int
    rough: int
    outside: int  # dated events before or after the time of the texts
    most: int
    most_concept: int


def timeline(
    findings: Findings,
    evidence: Evidence,
    *,
    matrix: Matrix | None,
    happenings: Sequence[Happening],
) -> Timeline | None:
    """Sort the positions into periods; None where no position has a date to show.

    Shown are all positions together and the six most contested concepts, each group on one scale. Cost:
    O(statements).
    """
    if findings.positions is None or matrix is None:
        return None
    frame = findings.positions.frame.select(columns.STATEMENT, "concept", STANCE)
    rows = [(evidence.numbers[s], concept, stance or 0) for s, concept, stance in frame.iter_rows()]
    dates = {n: evidence.documents[evidence.quote(n).text].date for n, _, _ in rows}
    known = [date for date in dates.values() if date is not None]
    over = periods(known)
    if over is None:
        return None
    sorted_in: dict[str, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    rough = 0
    for n, concept, stance in rows:
        date = dates[n]
        if date is None:
            continue
        index = over.index(date)
        if index is None:
            rough += 1
            continue
        sorted_in[""][index].append((n, stance))
        sorted_in[concept or ""][index].append((n, stance))
    shown = ["", *(c.concept for c in matrix.columns[:_CONCEPTS] if c.concept in sorted_in)]
    most = _highest([sorted_in[""]])
    most_concept = _highest([sorted_in[c] for c in shown[1:]])
    strips, top = [], 0.0
    for concept in shown:
        half, scale = (_LOW, most_concept) if concept else (_HIGH, most)
        strips.append(
            _strip(concept, sorted_in[concept], over, evidence, top=top, half=half, most=scale)
        )
        top += _HEAD + 2 * half + _FOOT
    marks, outside, lanes = _marks(happenings, over, top + 28)
    return Timeline(
        unit=over.unit,
        names=tuple(over.name(i) for i in range(len(over))),
        ticks=_ticks(over),
        strips=tuple(strips),
        marks=marks,
        axis=round(top + 8, 1),
        width=WIDTH,
        height=round(top + 32 + lanes * _LANE, 1),
        positions=len(rows),
        unreviewed=findings.positions.unreviewed,
        undated=sum(date is None for date in dates.values()),
        rough=rough,
        outside=outside,
        most=most,
        most_concept=most_concept,
    )


def _highest(strips: Sequence[Mapping[int, Sequence[tuple[int, int]]]]) -> int:
    """Return the number of statements the highest bar, up or down, stands for."""
    most = 1
    for strip in strips:
        for found in strip.values():
            sides = Counter(stance for _, stance in found)
            most = max(most, sides[1], sides[-1])
    return most


def _strip(
    concept: str,
    found: Mapping[int, Sequence[tuple[int, int]]],
    over: Periods,
    evidence: Evidence,
    *,
    top: float,
    half: float,
    most: int,
) -> Strip:
    line = top + _HEAD + half
    bars: list[Bar | None] = []
    for i in range(len(over)):
        here = found.get(i)
        if not here:
            bars.append(None)
            continue
        left, right = (WIDTH * over.position(over.starts[j]) for j in (i, i + 1))
        gap = min(2.0, (right - left) / 6)
        sides = Counter(stance for _, stance in here)
        bars.append(
            Bar(
                x=round(left + gap, 1),
                y=round(line, 1),
                width=round(min(right - left - 2 * gap, 60.0), 1),
                up=round(half * sides[1] / most, 1),
                down=round(half * sides[-1] / most, 1),
                agree=sides[1],
                disagree=sides[-1],
                neither=sides[0],
                unreviewed=sum(not evidence.quote(n).reviewed for n, _ in here),
                period=over.name(i),
                link=evidence.link(n for n, _ in here),
            )
        )
    total = sum(bar.total for bar in bars if bar)
    return Strip(
        title=concept, head=round(top + 15, 1), y=round(line, 1), bars=tuple(bars), total=total
    )


def _ticks(over: Periods) -> tuple[tuple[float, str], ...]:
    ticks = ((over.position(over.starts[i]), over.tick(i)) for i in range(len(over)))
    return tuple((round(WIDTH * x, 1), words) for x, words in ticks if words)


def _marks(
    happenings: Sequence[Happening], over: Periods, top: float
) -> tuple[tuple[Mark, ...], int, int]:
    """Place the dated events under the axis, in as few lanes as keep them apart."""
    marks: list[Mark] = []
    ends: list[float] = []
    outside = 0
    for happening in happenings:
        if happening.moment is None:
            continue
        if not over.starts[0] <= happening.moment.start < over.starts[-1]:
            outside += 1
            continue
        x = WIDTH * over.position(happening.moment.start)
        x = min(max(x, _MARK), WIDTH - _MARK)
        lane = next((i for i, end in enumerate(ends) if end + 3 <= x - _MARK), len(ends))
        ends[lane : lane + 1] = [x + _MARK]
        marks.append(
            Mark(
                number=happening.number,
                x=round(x, 1),
                y=round(top + lane * _LANE + 8, 1),
                words=f"{happening.date}: {happening.what}",
                link=happening.link,
            )
        )
    return tuple(marks), outside, len(ends)
