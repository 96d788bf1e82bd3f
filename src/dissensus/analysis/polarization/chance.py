"""What would the debate look like if nobody had a side? ``dealt_out``

A few actors fall into camps by chance alone, and on one concept any two positions are two camps. What a score is
worth is seen beside that of the same statements with their positions dealt out anew.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from dissensus.analysis.design import OneMode, Unit, Windows
from dissensus.analysis.matrices.cells import Integers
from dissensus.analysis.over_time.kernels import half_width, place
from dissensus.analysis.selection import without_duplicates
from dissensus.events import DATE, EventList

__all__ = ["counted_once", "dealt_out"]


def counted_once(events: EventList, design: OneMode) -> EventList:
    """Drop the statements without an actor, a concept or a position, then the duplicates."""
    assert design.qualifier is not None
    used = [design.actors, design.concepts, design.qualifier]
    whole = events.filter(*(pl.col(name).is_not_null() for name in used))
    return without_duplicates(whole, by=used, within=design.duplicates)


def dealt_out(
    events: EventList,
    design: OneMode,
    random: np.random.Generator,
    *,
    windows: Windows | None = None,
) -> EventList:
    """Exchange positions at random among the statements on the same concept.

    Who speaks of what, how often and when stays, and so does how contested each concept is; only that an
    actor's positions go together is undone. With ``windows``, positions are exchanged among statements
    that are at most the width of a window apart (the time is cut into stretches of that
    width), so that a debate may change over time. ``events`` are those of ``counted_once``. Cost: O(statements log statements).
    """
    assert design.qualifier is not None
    concept = events.frame[design.concepts].rank("dense").to_numpy().astype(np.int64)
    stretch = np.zeros(len(concept), np.int64) if windows is None else _stretch(events, windows)
    settled = np.lexsort((stretch, concept))
    drawn = np.lexsort((random.random(len(concept)), stretch, concept))
    source = np.empty(len(concept), np.int64)
    source[settled] = drawn
    positions = events.frame[design.qualifier].gather(source)
    return replace(events, frame=events.frame.with_columns(positions))


def _stretch(events: EventList, windows: Windows) -> Integers:
    if windows.unit is Unit.EVENTS:
        return np.arange(len(events)) // windows.width
    times = events.frame[DATE].dt.epoch("s").fill_null(0).to_numpy()
    if not len(times):
        return np.zeros(0, np.int64)
    places = place(times, windows.unit)
    found: Integers = ((places - places.min()) // (2 * half_width(windows))).astype(np.int64)
    return found
