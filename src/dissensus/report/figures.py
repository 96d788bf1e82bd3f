"""Which figures and dated events do the texts give? ``Figure``, ``Happening``

The same figure or event told by several texts is one row with several quotations. Figures for the same
thing, in the same unit and under the same condition that differ in value are put together and marked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from dissensus import events as columns
from dissensus.model.moment import Moment
from dissensus.report.content import Findings
from dissensus.report.evidence import Evidence, Link
from dissensus.report.forms import number, written_date

__all__ = ["Figure", "Happening", "figures", "happenings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number, what it counts, and under which condition; ``differs`` if another text has another."""

    what: str
    value: str
    unit: str
    condition: str
    outlets: tuple[str, ...]
    unreviewed: int
    differs: bool
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One dated event; ``moment`` is None where the date is missing or can't be read as one."""

    number: int
    what: str
    date: str
    place: str
    moment: Moment | None
    outlets: tuple[str, ...]
    unreviewed: int
    link: Link


def figures(findings: Findings, evidence: Evidence) -> tuple[Figure, ...]:
    """List the figures by what they count, those that differ first. Cost: O(figures log figures)."""
    if findings.figures is None:
        return ()
    same: dict[tuple[str, str, str], dict[float | None, list[dict[str, Any]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in findings.figures.frame.iter_rows(named=True):
        topic = tuple(_folded(row.get(name)) for name in ("what", "unit", "condition"))
        same[topic[0], topic[1], topic[2]][row["value"]].append(row)
    found = []
    for values in same.values():
        differs = len(values) > 1
        for value in sorted(values, key=lambda v: (v is None, v)):
            rows = values[value]
            numbers = [evidence.numbers[row[columns.STATEMENT]] for row in rows]
            first = rows[0]
            found.append(
                Figure(
                    what=first["what"] or "",
                    value="" if value is None else number(value),
                    unit=first.get("unit") or "",
                    condition=first.get("condition") or "",
                    outlets=_outlets(evidence, numbers),
                    unreviewed=sum(not evidence.quote(n).reviewed for n in numbers),
                    differs=differs,
                    link=evidence.link(numbers),
                )
            )
    return tuple(
        sorted(found, key=lambda f: (not f.differs, _folded(f.what), _folded(f.condition)))
    )


def happenings(findings: Findings, evidence: Evidence) -> tuple[Happening, ...]:
    """List the dated events by date, those without one last. Cost: O(events log events)."""
    if findings.events is None:
        return ()
    same: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in findings.events.frame.iter_rows(named=True):
        same[row["date"] or "", _folded(row["what"])].append(row)
    dated = sorted(
        ((_moment(date), what, rows) for (date, what), rows in same.items()),
        key=lambda e: (e[0] is None, str(e[0].start) if e[0] else "", e[1]),
    )
    found = []
    for n, (moment, _, rows) in enumerate(dated, start=1):
        numbers = [evidence.numbers[row[columns.STATEMENT]] for row in rows]
        found.append(
            Happening(
                number=n,
                what=rows[0]["what"] or "",
                date=written_date(rows[0]["date"]) or "no date",
                place=next((row["place"] for row in rows if row.get("place")), ""),
                moment=moment,
                outlets=_outlets(evidence, numbers),
                unreviewed=sum(not evidence.quote(m).reviewed for m in numbers),
                link=evidence.link(numbers),
            )
        )
    return tuple(found)


def _outlets(evidence: Evidence, numbers: list[int]) -> tuple[str, ...]:
    return tuple(sorted({evidence.quote(n).outlet for n in numbers}))


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _moment(text: str) -> Moment | None:
    """Read an ISO date; the codebook lets other words pass, and they are shown as they are."""
    try:
        return Moment.parse(text)
    except ValueError:
        return None
