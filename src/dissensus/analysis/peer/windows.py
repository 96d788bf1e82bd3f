"""Which networks would DNA build as its window moves? ``slices``

Windows without a kernel; ``kernels`` has those with one. DNA removes duplicates over the whole range before it
cuts windows, and a window of even width is as wide as one of the next odd width.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from dissensus.analysis.design import Compat, Design, Unit, Windows
from dissensus.analysis.matrices.cells import Integers
from dissensus.analysis.peer import kernels
from dissensus.analysis.peer.cells import Cells, cells
from dissensus.analysis.peer.clock import later, moment, range_of
from dissensus.analysis.peer.matrices import matrix
from dissensus.analysis.peer.static import labelled, options_of
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.network import Network

__all__ = ["slices"]


def slices(
    events: EventList,
    design: Design,
    windows: Windows,
    *,
    population: EventList | None = None,
    extent: tuple[datetime, datetime] | None = None,
    compat: Compat = Compat.DNA_3_0,
) -> Iterator[Network]:
    """Go through the networks of DNA's windows, or of its kernel where there is one.

    With half = width // 2, the window of the second t runs from t - half units to t + half units, both
    inclusive; t goes from the first second of ``extent`` in steps of one unit, month by month so that a
    day cut short (31 to 28) stays short. Windows not wholly within the extent are left out, those without
    statements are not. A window of ``events`` is a statement with half of the others before and half after;
    where several share a date, DNA draws among them, and here the first in canonical order are taken.
    ``cut`` has no effect: DNA removes duplicates first.

    Raises ``AnalysisError`` where DNA fails, or for steps of more than one unit. Cost: per slice
    O(statements in it + cells) and the matrix product; nothing is kept of the slice before.
    """
    if windows.step != 1:
        raise AnalysisError(
            f"DNA moves windows by one unit, not by {windows.step}.",
            remedy="Leave 'step' out, or leave 'compat' out.",
        )
    if windows.kernel is not None:
        return kernels.slices(
            events, design, windows, population=population, extent=extent, compat=compat
        )
    own = cells(events, design, population=population)
    dates = range_of(events if population is None else population, extent)
    if dates is None:
        return iter(())
    options = {
        **options_of(events, design, compat),
        "window": f"{windows.width} {windows.unit}",
        "kernel": "none",
    }
    return _moved(own, design, windows, dates, options)


def _moved(
    own: Cells, design: Design, windows: Windows, dates: tuple[int, int], options: dict[str, str]
) -> Iterator[Network]:
    seconds = own.seconds
    half = windows.width // 2
    if windows.unit is Unit.EVENTS:
        places = _by_events(seconds, half)
    else:
        places = _by_time(seconds, half, windows.unit, dates)
    for first, last, start, middle, stop in places:
        part = own.part(first, last)
        period = moment(start), moment(middle), moment(stop)
        yield labelled(part, design, matrix(part, design), period, options)


def _by_events(seconds: Integers, half: int) -> Iterator[tuple[int, int, int, int, int]]:
    for t in range(half, len(seconds) - half):
        first, last = t - half, t + half
        yield first, last + 1, int(seconds[first]), int(seconds[t]), int(seconds[last])


def _by_time(
    seconds: Integers, half: int, unit: Unit, dates: tuple[int, int]
) -> Iterator[tuple[int, int, int, int, int]]:
    earliest, latest = dates
    middle = earliest
    while middle <= latest:
        start, stop = later(middle, -half, unit), later(middle, half, unit)
        if earliest <= start and stop <= latest:
            first = int(np.searchsorted(seconds, start, side="left"))
            last = int(np.searchsorted(seconds, stop, side="right"))
            yield first, last, start, middle, stop
        middle = later(middle, 1, unit)
