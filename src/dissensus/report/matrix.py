"""Who says what? ``Matrix``: actors × contested concepts with agreement, disagreement and silence

How contested a concept is: the number of actors on its smaller side, where an actor that says both stands
on both; ties are broken by the number of statements. A concept all agree on has 0. Actors stand in the order of their coalition, in it by how much they say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from typing import Final

from dissensus import events as columns
from dissensus.model.network import Partition
from dissensus.report.content import ACTOR, STANCE, Findings
from dissensus.report.evidence import Evidence, Link
from dissensus.report.forms import letter

__all__ = ["Cell", "Column", "Matrix", "Row", "RowGroup", "Side", "Stances", "matrix", "stances"]

_ROWS_FIRST: Final = 30
_COLUMNS_FIRST: Final = 20
_CELLS_MOST: Final = 40_000  # beyond this the page names the rest and leaves it to an export


class Side(StrEnum):
    """Where an actor stands on a concept."""

    AGREES = "agree"
    DISAGREES = "disagree"
    MIXED = "mixed"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """The numbers of the statements of each actor on each concept, by stance (1, 0, -1)."""

    cells: Mapping[tuple[str, str], Mapping[int, tuple[int, ...]]]
    speakerless: int  # positions in which nobody is named

    def side(self, actor: str, concept: str) -> Side | None:
        """Return the side of an actor on a concept; None is silence."""
        cell = self.cells.get((actor, concept))
        return _side(len(cell.get(1, ())), len(cell.get(-1, ()))) if cell else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one actor says on one concept; ``size`` (1 to 5) is drawn as area."""

    side: Side
    agree: int
    disagree: int
    neither: int
    unreviewed: int
    size: int
    link: Link

    @property
    def total(self) -> int:
        """How many statements it holds."""
        return self.agree + self.disagree + self.neither


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One concept: how many actors agree, disagree, do both; ``later`` where it is shown on request."""

    concept: str
    definition: str
    agree: int
    disagree: int
    both: int
    statements: int
    later: bool

    @property
    def contested(self) -> int:
        """How many actors stand on the smaller side; 0 where only one actor speaks."""
        if self.agree + self.disagree + self.both < 2:
            return 0
        return min(self.agree, self.disagree) + self.both


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One actor; a cell is None where it is silent."""

    actor: str
    kind: str
    cells: tuple[Cell | None, ...]
    statements: int
    stability: float | None
    later: bool
    link: Link


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The actors of one coalition; ``letter`` is empty for those in none."""

    letter: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The table; ``rows_left`` and ``columns_left`` count what is too much for a page."""

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    later: bool
    rows_left: int
    columns_left: int
    speakerless: int
    statements: int
    unreviewed: int

    @property
    def unsure(self) -> bool:
        """Whether some actor left its coalition in more than a fifth of the runs."""
        rows = (row for group in self.groups for row in group.rows)
        return any(row.stability is not None and row.stability < 0.8 for row in rows)


def stances(findings: Findings, evidence: Evidence) -> Stances:
    """Sort the positions by actor, concept and stance. Cost: O(statements)."""
    cells: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    speakerless = 0
    if findings.positions is not None:
        frame = findings.positions.frame
        for statement, actor, concept, stance in frame.select(
            columns.STATEMENT, ACTOR, "concept", STANCE
        ).iter_rows():
            if not actor or not concept:
                speakerless += 1
            else:
                cells[actor, concept][stance or 0].append(evidence.numbers[statement])
    kept = {
        pair: {stance: tuple(sorted(found)) for stance, found in by_stance.items()}
        for pair, by_stance in cells.items()
    }
    return Stances(kept, speakerless)


def matrix(findings: Findings, evidence: Evidence, positions: Stances) -> Matrix | None:
    """Make the table; None if no position was coded. Cost: O(statements + actors × concepts)."""
    if not positions.cells:
        return None
    activity: Counter[str] = Counter()
    for (actor, _), by_stance in positions.cells.items():
        activity[actor] += sum(map(len, by_stance.values()))
    actors = sorted(activity, key=lambda a: (-activity[a], a))
    heads = _concepts(findings, positions)
    most_columns = min(len(heads), max(_COLUMNS_FIRST, _CELLS_MOST // len(actors)))
    most_rows = min(len(actors), max(_ROWS_FIRST, _CELLS_MOST // most_columns))
    first = set(actors[:_ROWS_FIRST])
    rows_left, columns_left = len(actors) - most_rows, len(heads) - most_columns
    actors, heads = actors[:most_rows], heads[:most_columns]
    largest = max(6, *(sum(map(len, cell.values())) for cell in positions.cells.values()))
    kinds = {e.name: e.attribute("type") for e in findings.entities if e.kind == "actor"}
    stability = findings.coalitions.stability if findings.coalitions else {}

    def row(actor: str) -> Row:
        cells = tuple(
            _cell(positions.cells.get((actor, c.concept)), largest, evidence) for c in heads
        )
        return Row(
            actor=actor,
            kind=kinds.get(actor, ""),
            cells=cells,
            statements=activity[actor],
            stability=stability.get(actor),
            later=actor not in first,
            link=evidence.link(n for cell in cells if cell for n in cell.link.numbers),
        )

    groups = tuple(
        RowGroup(name, tuple(row(actor) for actor in members))
        for name, members in in_coalitions(actors, findings.coalitions)
    )
    return Matrix(
        columns=tuple(heads),
        groups=groups,
        later=len(actors) > _ROWS_FIRST or len(heads) > _COLUMNS_FIRST,
        rows_left=rows_left,
        columns_left=columns_left,
        speakerless=positions.speakerless,
        statements=sum(activity.values()),
        unreviewed=findings.positions.unreviewed if findings.positions else 0,
    )


def in_coalitions(
    actors: Sequence[str], partition: Partition | None
) -> list[tuple[str, list[str]]]:
    """Sort actors into coalitions of two or more, by letter; those in none come last, as ``""``."""
    members = partition.members if partition else {}
    sizes = Counter(members.values())
    groups: dict[int, list[str]] = defaultdict(list)
    alone: list[str] = []
    for actor in actors:
        community = members.get(actor)
        if community is None or sizes[community] < 2:
            alone.append(actor)
        else:
            groups[community].append(actor)
    found = [(letter(number), groups[number]) for number in sorted(groups)]
    return [*found, ("", alone)] if alone else found


def _concepts(findings: Findings, positions: Stances) -> list[Column]:
    """Return all concepts, the most contested first."""
    said: Counter[str] = Counter()
    sides: dict[str, Counter[Side]] = defaultdict(Counter)
    for (_, concept), by_stance in positions.cells.items():
        said[concept] += sum(map(len, by_stance.values()))
        sides[concept][_side(len(by_stance.get(1, ())), len(by_stance.get(-1, ())))] += 1
    definitions = {e.name: e.definition for e in findings.entities if e.kind == "concept"}
    found = [
        Column(
            concept=concept,
            definition=definitions.get(concept, ""),
            agree=sides[concept][Side.AGREES],
            disagree=sides[concept][Side.DISAGREES],
            both=sides[concept][Side.MIXED],
            statements=said[concept],
            later=False,
        )
        for concept in said
    ]
    found.sort(key=lambda column: (-column.contested, -column.statements, column.concept))
    return [replace(column, later=i >= _COLUMNS_FIRST) for i, column in enumerate(found)]


def _side(agree: int, disagree: int) -> Side:
    if not agree and not disagree:
        return Side.NEITHER
    if agree and disagree:
        return Side.MIXED
    return Side.AGREES if agree else Side.DISAGREES


def _cell(
    by_stance: Mapping[int, tuple[int, ...]] | None, largest: int, evidence: Evidence
) -> Cell | None:
    if not by_stance:
        return None
    numbers = [n for found in by_stance.values() for n in found]
    agree, disagree = len(by_stance.get(1, ())), len(by_stance.get(-1, ()))
    return Cell(
        side=_side(agree, disagree),
        agree=agree,
        disagree=disagree,
        neither=len(by_stance.get(0, ())),
        unreviewed=sum(not evidence.quote(n).reviewed for n in numbers),
        size=1 + round(4 * sqrt((len(numbers) - 1) / max(1, largest - 1))),
        link=evidence.link(numbers),
    )
