"""What do the sources make of it? ``Sources``: concept × source, and contradictions between sources first

A contradiction is two texts of different outlets in which the same actor stands on opposite sides of the
same concept. Whether the sources differ or the actor moved, the dates and the quotations tell: pairs
closest in time come first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Final

from dissensus import events as columns
from dissensus.report.content import STANCE, Findings
from dissensus.report.evidence import Evidence, Link, Quote
from dissensus.report.matrix import Matrix, Stances

__all__ = ["Contradiction", "SourceCell", "SourceColumn", "SourceRow", "Sources", "sources"]

_MOST: Final = 20
_COLUMNS: Final = 24
_PAIRS: Final = 40  # statements per side looked at for the closest pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two quotations that put one actor on both sides of a concept; ``days`` apart (None: unknown)."""

    actor: str
    concept: str
    first: Quote
    second: Quote
    days: int | None
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCell:
    """What one outlet prints on one concept."""

    agree: int
    disagree: int
    neither: int
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumn:
    """An outlet: how many of its texts were read, and how many positions they hold."""

    outlet: str
    texts: int
    positions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A concept; a cell is None where an outlet is silent on it."""

    concept: str
    cells: tuple[SourceCell | None, ...]
    dissent: int  # the surplus of statements on the weaker side, over outlets that lean to it

    @property
    def divided(self) -> bool:
        """Whether sources lean to different sides by more than a single statement."""
        return self.dissent > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Section 5; ``contradictions_left`` and ``columns_left`` count what is not shown."""

    columns: tuple[SourceColumn, ...]
    rows: tuple[SourceRow, ...]
    contradictions: tuple[Contradiction, ...]
    contradictions_left: int
    columns_left: int


def sources(
    findings: Findings, evidence: Evidence, *, matrix: Matrix | None, positions: Stances
) -> Sources | None:
    """Compare the outlets; None if no position was coded or only one outlet was read.

    Cost: O(statements + pairs looked at), at most 1,600 pairs for each actor and concept.
    """
    outlets: dict[int, str] = {q.text: q.outlet for q in evidence.quotes}
    if findings.positions is None or matrix is None or len(set(outlets.values())) < 2:
        return None
    cells: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    said: Counter[str] = Counter()
    frame = findings.positions.frame.select(columns.STATEMENT, "concept", STANCE)
    for statement, concept, stance in frame.iter_rows():
        if concept:
            quote = evidence.quote(evidence.numbers[statement])
            cells[concept, quote.outlet][stance or 0].append(quote.number)
            said[quote.outlet] += 1
    ranked = sorted(said, key=lambda name: (-said[name], name))
    shown = ranked[:_COLUMNS]
    texts = Counter(outlets.values())
    rows = [_row(column.concept, shown, cells, evidence) for column in matrix.columns]
    found = _contradictions(positions, evidence)
    return Sources(
        columns=tuple(
            SourceColumn(outlet=name, texts=texts[name], positions=said[name]) for name in shown
        ),
        rows=tuple(sorted(rows, key=lambda row: -row.dissent)),
        contradictions=tuple(found[:_MOST]),
        contradictions_left=max(0, len(found) - _MOST),
        columns_left=len(ranked) - len(shown),
    )


def _row(
    concept: str,
    outlets: Sequence[str],
    cells: Mapping[tuple[str, str], Mapping[int, Sequence[int]]],
    evidence: Evidence,
) -> SourceRow:
    row: list[SourceCell | None] = []
    surplus = {1: 0, -1: 0}  # of outlets that lean to agreement, to disagreement
    for name in outlets:
        cell = cells.get((concept, name))
        if not cell:
            row.append(None)
            continue
        agree, disagree = len(cell.get(1, ())), len(cell.get(-1, ()))
        surplus[1 if agree > disagree else -1] += abs(agree - disagree)
        row.append(
            SourceCell(
                agree=agree,
                disagree=disagree,
                neither=len(cell.get(0, ())),
                link=evidence.link(n for found in cell.values() for n in found),
            )
        )
    return SourceRow(concept=concept, cells=tuple(row), dissent=min(surplus.values()))


def _contradictions(positions: Stances, evidence: Evidence) -> list[Contradiction]:
    found = []
    for (actor, concept), cell in positions.cells.items():
        agree = [evidence.quote(n) for n in cell.get(1, ())[:_PAIRS]]
        disagree = [evidence.quote(n) for n in cell.get(-1, ())[:_PAIRS]]
        pairs = [(a, b) for a, b in product(agree, disagree) if a.outlet != b.outlet]
        if not pairs:
            continue
        closest = min(pairs, key=lambda pair: (_apart(pair[0], pair[1], evidence), pair[0].number))
        apart = _apart(closest[0], closest[1], evidence)
        first, second = sorted(closest, key=lambda quote: quote.number)
        found.append(
            Contradiction(
                actor=actor,
                concept=concept,
                first=first,
                second=second,
                days=None if apart == timedelta.max else apart.days,
                link=evidence.link((first.number, second.number)),
            )
        )
    return sorted(found, key=lambda c: (c.days is None, c.days or 0, c.concept, c.actor))


def _apart(a: Quote, b: Quote, evidence: Evidence) -> timedelta:
    first, second = evidence.documents[a.text].date, evidence.documents[b.text].date
    if first is None or second is None:
        return timedelta.max
    return abs(first.start - second.start)
