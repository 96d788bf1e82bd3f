"""DNA's windows and kernels as nested loops: slow, obvious, and the judge of the fast ones."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import exp, floor, pi, sqrt

from tests.analysis.peer.slow import Said, java, labels

__all__ = ["kernel", "moving"]


def plus(time: int, count: int, unit: str) -> int:
    """So many units later, by the calendar."""
    moment = datetime(1970, 1, 1) + timedelta(seconds=time)
    if unit in ("months", "years"):
        months = moment.year * 12 + moment.month - 1 + count * (12 if unit == "years" else 1)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        moment = moment.replace(year=year, month=month + 1, day=min(moment.day, last))
    else:
        moment += timedelta(**{unit: count})
    return int((moment - datetime(1970, 1, 1)).total_seconds())


def moving(
    statements: Sequence[Said], width: int, unit: str, first: int, last: int
) -> list[tuple[int, int, int, list[Said]]]:
    """Section 6: start, middle, stop and statements of each window."""
    if unit == "events":
        half = floor(width / 2)
        return [
            (statements[t - half].time, statements[t].time, statements[t + half].time,
             list(statements[t - half : t + half + 1]))
            for t in range(len(statements))
            if t - half >= 0 and t + half < len(statements)
        ]  # fmt: skip
    half = floor((width - 1) / 2 + 0.5)
    result = []
    t = first
    while t <= last:
        start, stop = plus(t, -half, unit), plus(t, half, unit)
        if first <= start and stop <= last:
            inside = [s for s in statements if start <= s.time <= stop]
            result.append((start, t, stop, inside))
        t = plus(t, 1, unit)
    return result


def units(s: Said, center: int, unit: str) -> int:
    """Whole units from a statement to the center of a slice, truncated toward zero."""
    sign = 1 if center >= s.time else -1
    low, high = sorted((s.time, center))
    if unit in ("months", "years"):
        there = (datetime(1970, 1, 1) + timedelta(seconds=high)).date()
        here = (datetime(1970, 1, 1) + timedelta(seconds=low)).date()
        months = (there.year - here.year) * 12 + there.month - here.month
        if there.day < here.day:
            months -= 1
        months = max(months, 0)
        return sign * (months // 12 if unit == "years" else months)
    return sign * int(timedelta(seconds=high - low) / timedelta(**{unit: 1}))


def kernel(
    statements: Sequence[Said],
    population: Sequence[Said],
    qualifier: str | None,
    aggregation: str,
    normalization: str,
    *,
    two_mode: bool,
    isolates: bool,
    width: int,
    unit: str,
    shape: str,
    indent: bool,
    to_one: bool,
    first: int,
    last: int,
    mended: bool = False,
) -> list[tuple[int, int, int, list[list[float]]]]:
    """Section 7: start, middle, stop and matrix of each slice, of statements that were kept."""
    if not statements or unit == "seconds":
        return []
    source = population if isolates else statements
    rows, columns = labels(source, "actor"), labels(source, "concept")
    steps = [""]
    if qualifier is not None:
        steps = sorted({_text(s, qualifier) for s in source}, key=java)
    half = (width + width % 2) // 2
    begin, end = max(first, statements[0].time), min(last, statements[-1].time)
    g = plus(begin, half, unit) if indent else begin
    stop = plus(end, -half, unit) if indent else end
    result = []
    while g <= stop:
        low = begin if shape == "gaussian" else max(begin, plus(g, -half, unit))
        high = end if shape == "gaussian" else min(end, plus(g, half, unit))
        inside = [s for s in statements if low <= s.time <= high]
        z = [_weight(units(s, g, unit) / half, shape, mended=mended) for s in inside]
        if two_mode:
            made = _two_kernel(inside, z, rows, columns, steps, qualifier, aggregation)
        else:
            made = _one_kernel(inside, z, rows, steps, qualifier, aggregation)
            if normalization != "no":
                _multiply(made, statements, rows, columns, steps, qualifier)
        total = sum(map(sum, made))
        if to_one and total != 0:
            made = [[value / total for value in row] for row in made]
        result.append((low, g, high, made))
        g = plus(g, 1, unit)
    return result


def _text(s: Said, qualifier: str) -> str:
    value = s.value(qualifier)
    return str(int(value)) if isinstance(value, int) else str(value)


def _weight(x: float, shape: str, *, mended: bool) -> float:
    if shape == "gaussian":
        return exp(-x * x / 2) / sqrt(2 * pi)
    if not -1 <= x <= 1:
        return 0.0
    known: dict[str, Callable[[], float]] = {
        "uniform": lambda: 0.5,
        "triangular": lambda: abs(1 - x),
        "epanechnikov": lambda: 0.75 * (1 - x * x) if mended else 0.75 * (1 - x) ** 2,
    }
    return known[shape]()


def _two_kernel(
    inside: list[Said],
    z: list[float],
    rows: list[str],
    columns: list[str],
    steps: list[str],
    qualifier: str | None,
    aggregation: str,
) -> list[list[float]]:
    made = [[0.0] * len(columns) for _ in rows]
    for s, weight in zip(inside, z, strict=True):
        factor = 1.0
        if aggregation != "ignore" and qualifier == "agree":
            factor = 1.0 if s.agree else -1.0
        elif aggregation != "ignore" and qualifier == "scale":
            factor = float(steps.index(_text(s, qualifier)))
        made[rows.index(s.actor)][columns.index(s.concept)] += weight * factor
    return made


def _one_kernel(
    inside: list[Said],
    z: list[float],
    rows: list[str],
    steps: list[str],
    qualifier: str | None,
    aggregation: str,
) -> list[list[float]]:
    made = [[0.0] * len(rows) for _ in rows]
    for s, a in zip(inside, z, strict=True):
        for o, b in zip(inside, z, strict=True):
            if s.concept != o.concept:
                continue
            alike = 1.0
            if qualifier in ("agree", "scale"):
                apart = abs(steps.index(_text(s, qualifier)) - steps.index(_text(o, qualifier)))
                alike = abs(1 - apart / (len(steps) - 1)) if len(steps) > 1 else float("nan")
            share = {
                "ignore": 1.0,
                "congruence": alike,
                "conflict": 1 - alike,
                "subtract": alike - (1 - alike),
            }[aggregation]
            made[rows.index(s.actor)][rows.index(o.actor)] += sqrt(a * b) * share
    return made


def _multiply(
    made: list[list[float]],
    statements: Sequence[Said],
    rows: list[str],
    columns: list[str],
    steps: list[str],
    qualifier: str | None,
) -> None:
    def count(i: str, j: str, k: str) -> int:
        return sum(
            1
            for s in statements
            if (s.actor, s.concept) == (i, j) and (qualifier is None or _text(s, qualifier) == k)
        )

    for a, i in enumerate(rows):
        for b, o in enumerate(rows):
            both = [count(i, j, k) + count(o, j, k) for j in columns for k in steps]
            factor = sum(2 / n for n in both if n)
            if made[a][b] != 0 and factor != 0:
                made[a][b] *= factor
