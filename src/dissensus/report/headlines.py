"""What does a figure say? ``Headlines``: the finding each figure states as its title, from its numbers"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dissensus.report.figures import Figure, Happening
from dissensus.report.forms import count, listing, number, spelled
from dissensus.report.matrix import Matrix
from dissensus.report.sides import Sides
from dissensus.report.sources import Sources
from dissensus.report.timeline import Timeline

__all__ = ["Headlines", "headlines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """One title per figure; empty where there is no figure."""

    matrix: str
    congruence: str
    told: str
    time: str
    sources: str
    figures: str
    events: str


def headlines(
    *,
    matrix: Matrix | None,
    sides: Sides,
    timeline: Timeline | None,
    sources: Sources | None,
    figures: Sequence[Figure],
    happenings: Sequence[Happening],
) -> Headlines:
    """Write the titles."""
    return Headlines(
        matrix=_matrix(matrix),
        congruence=_congruence(sides),
        told=_told(sides),
        time=_time(timeline),
        sources=_sources(sources),
        figures=_figures(figures),
        events=_events(happenings),
    )


def _matrix(matrix: Matrix | None) -> str:
    if matrix is None:
        return ""
    contested = [column for column in matrix.columns if column.contested]
    if contested:
        names = listing([f"“{c.concept}”" for c in contested[:2]])
        verb = "divides" if len(contested[:2]) == 1 else "divide"
        return f"{names} {verb} the actors most"
    divided = any(c and c.side == "mixed" for g in matrix.groups for r in g.rows for c in r.cells)
    if divided:
        return "Only within single actors do positions differ"
    return "On no concept do the actors take opposite sides"


def _congruence(sides: Sides) -> str:
    if sides.congruence is None:
        return ""
    if sides.coalitions and sides.thin:
        return "No two actors share more than one position"
    if sides.coalitions:
        inside = sum(len(coalition.members) for coalition in sides.coalitions)
        who = "The" if inside == sides.actors else f"{number(inside)} of {number(sides.actors)}"
        return f"{who} actors form {spelled(len(sides.coalitions), 'coalition')}"
    if any(pair.shared for pair in sides.pairs):
        return "Some actors share positions, but no coalition stands out"
    return "The actors oppose each other; none share a position"


def _told(sides: Sides) -> str:
    if not sides.relations:
        return ""
    positive = sum(t.positive for t in sides.relations)
    negative = sum(t.negative for t in sides.relations)
    if not positive and not negative:
        return "The texts tell of relations that are neither friendly nor hostile"
    if positive == negative:
        return f"The texts tell of as much support as opposition ({number(positive)} each)"
    more, less = ("support", "opposition") if positive > negative else ("opposition", "support")
    high, low = max(positive, negative), min(positive, negative)
    return f"The texts tell of more {more} ({number(high)}) than {less} ({number(low)})"


def _time(timeline: Timeline | None) -> str:
    if timeline is None:
        return ""
    bars = [bar for bar in timeline.strips[0].bars if bar]
    if not bars:
        return "No position can be placed in time"
    top = max(bars, key=lambda bar: bar.total)
    if len(bars) == 1:
        the = "the " if timeline.unit == "week" else ""
        return f"All dated positions fall in {the}{top.period}"
    return f"Most positions were voiced in {top.period}: {number(top.total)}"


def _sources(sources: Sources | None) -> str:
    if sources is None:
        return ""
    clashes = len(sources.contradictions) + sources.contradictions_left
    if clashes:
        return f"In {spelled(clashes, 'case')}, two sources put one actor on opposite sides"
    divided = [row.concept for row in sources.rows if row.divided]
    if divided:
        return f"Sources lean to different sides on {listing([f'“{c}”' for c in divided], most=2)}"
    return "No source contradicts another on where an actor stands"


def _figures(figures: Sequence[Figure]) -> str:
    if not figures:
        return ""
    differing = len({(f.what.casefold(), f.unit.casefold()) for f in figures if f.differs})
    if differing:
        return f"{count(len(figures), 'figure')}, and different values for {number(differing)} of the things counted"
    return f"{count(len(figures), 'figure')}, none given with two values"


def _events(happenings: Sequence[Happening]) -> str:
    if not happenings:
        return ""
    dated = sum(h.moment is not None for h in happenings)
    rest = len(happenings) - dated
    return f"{count(dated, 'dated event')}" + (
        f", and {number(rest)} without a date" if rest else ""
    )
