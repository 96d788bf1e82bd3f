"""DNA's networks, static and over time, against its rules as nested loops over random statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dissensus.analysis.design import Compat, Design, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.peer.static import network
from dissensus.analysis.peer.windows import slices
from dissensus.analysis.selection import Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Network, Normalization, Projection
from tests.analysis.peer import slow, slow_windows

few = settings(max_examples=60, deadline=None)

_TWO = ("no", "activity", "prominence")
_ONE = ("no", "average", "jaccard", "cosine")
_DUPLICATES = st.sampled_from(sorted(Duplicates))


@st.composite
def designs(draw: st.DrawFn) -> tuple[Design, str, str]:
    """A design, its aggregation and its normalization, as DNA names them."""
    qualifier = draw(st.sampled_from(slow.QUALIFIERS))
    duplicates, isolates = draw(_DUPLICATES), draw(st.booleans())
    if draw(st.booleans()):
        words = ["ignore"] if qualifier is None else ["ignore", "subtract", "combine"]
        aggregation, normalization = draw(st.sampled_from(words)), draw(st.sampled_from(_TWO))
        two = TwoMode(
            rows="actor",
            columns="concept",
            qualifier=qualifier,
            aggregation=Aggregation(aggregation),
            normalization=None if normalization == "no" else Normalization(normalization),
            duplicates=duplicates,
            isolates=isolates,
        )
        return two, aggregation, normalization
    kinds = ["ignore"] if qualifier is None else ["ignore", "congruence", "conflict", "subtract"]
    aggregation, normalization = draw(st.sampled_from(kinds)), draw(st.sampled_from(_ONE))
    one = OneMode(
        actors="actor",
        concepts="concept",
        qualifier=qualifier,
        kind=Projection(aggregation),
        normalization=None if normalization == "no" else Normalization(normalization),
        duplicates=duplicates,
        isolates=isolates,
    )
    return one, aggregation, normalization


def _same(made: Network, rows: list[str], columns: list[str], told: list[list[float]]) -> None:
    assert list(made.rows) == rows
    assert list(made.columns) == columns
    ours = made.matrix.toarray() if rows and columns else np.zeros((len(rows), len(columns)))
    theirs = np.array(told, dtype=np.float64).reshape(len(rows), len(columns))
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, equal_nan=True)


def _seconds(moment: Moment | None) -> int:
    assert moment is not None
    return int((moment.start - datetime(1970, 1, 1)) / timedelta(seconds=1))


@few
@given(slow.said(), designs(), st.data())
def test_a_static_network_is_what_the_rules_say(
    population: list[slow.Said], made: tuple[Design, str, str], data: st.DataObject
) -> None:
    design, aggregation, normalization = made
    chosen = [s for s in population if s.concept != data.draw(st.sampled_from(["dam", "-"]))]
    every = slow.events_of(population)
    events = _among(every, population, chosen)
    try:
        kept = slow.kept(chosen, design.qualifier, aggregation, str(design.duplicates))
        told = slow.matrix(
            kept,
            population,
            design.qualifier,
            aggregation,
            normalization,
            two_mode=isinstance(design, TwoMode),
            isolates=design.isolates,
        )
    except slow.Fails:
        with pytest.raises(AnalysisError, match="DNA fails"):
            network(events, design, population=every)
        return
    result = network(events, design, population=every)
    _same(result, *told)
    assert result.statements == len(kept)


def _among(
    every: EventList, population: Sequence[slow.Said], chosen: Sequence[slow.Said]
) -> EventList:
    flags = pl.lit(pl.Series([s in chosen for s in population], dtype=pl.Boolean))
    return every.filter(flags) if population else every


@few
@given(
    slow.said(),
    designs(),
    st.integers(1, 6),
    st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.EVENTS]),
)
def test_moving_windows_are_what_the_rules_say(
    population: list[slow.Said], made: tuple[Design, str, str], width: int, unit: Unit
) -> None:
    assume(population)
    design, aggregation, normalization = made
    events = slow.events_of(population)
    width = width * 20 if unit is Unit.DAYS else width
    windows = Windows(width=width, unit=unit)
    first, last = population[0].time - 86_400, population[-1].time + 5
    extent = (_datetime(first), _datetime(last))
    try:
        kept = slow.kept(population, design.qualifier, aggregation, str(design.duplicates))
        told = [
            (
                start,
                middle,
                stop,
                len(inside),
                slow.matrix(
                    inside,
                    population,
                    design.qualifier,
                    aggregation,
                    normalization,
                    two_mode=isinstance(design, TwoMode),
                    isolates=design.isolates,
                ),
            )
            for start, middle, stop, inside in slow_windows.moving(
                kept, width, str(unit), first, last
            )
        ]
    except slow.Fails:
        with pytest.raises(AnalysisError, match="DNA fails"):
            list(slices(events, design, windows, extent=extent))
        return
    ours = list(slices(events, design, windows, extent=extent))
    assert len(ours) == len(told)
    for own, (start, middle, stop, statements, matrix) in zip(ours, told, strict=True):
        assert (_seconds(own.since), _seconds(own.middle), _seconds(own.until)) == (
            start,
            middle,
            stop,
        )
        assert own.statements == statements
        _same(own, *matrix)


def _datetime(second: int) -> datetime:
    return datetime(1970, 1, 1) + timedelta(seconds=second)


@few
@given(
    slow.said(),
    designs(),
    st.integers(1, 5),
    st.sampled_from([Unit.HOURS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.SECONDS]),
    st.sampled_from(sorted(Kernel)),
    st.booleans(),
    st.booleans(),
    st.sampled_from(sorted(Compat)),
)
def test_kernels_are_what_the_rules_say(
    population: list[slow.Said],
    made: tuple[Design, str, str],
    width: int,
    unit: Unit,
    shape: Kernel,
    indent: bool,
    to_one: bool,
    compat: Compat,
) -> None:
    assume(population)
    design, aggregation, normalization = made
    if unit in (Unit.HOURS, Unit.DAYS):  # a few slices are enough
        days = [s.day for s in population]
        assume((days[-1] - days[0]).days < (40 if unit is Unit.DAYS else 3))
    events = slow.events_of(population)
    windows = Windows(width=width, unit=unit, kernel=shape, indent=indent, to_one=to_one)
    first, last = population[0].time - 86_400, population[-1].time + 5
    extent = (_datetime(first), _datetime(last))
    if design.qualifier == "document.source":
        with pytest.raises(AnalysisError, match="DNA fails"):
            list(slices(events, design, windows, extent=extent, compat=compat))
        return
    kept = slow.kept(population, design.qualifier, aggregation, str(design.duplicates))
    told = slow_windows.kernel(
        kept,
        population,
        design.qualifier,
        aggregation,
        normalization,
        two_mode=isinstance(design, TwoMode),
        isolates=design.isolates,
        width=width,
        unit=str(unit),
        shape=str(shape),
        indent=indent,
        to_one=to_one,
        first=first,
        last=last,
        mended=compat is Compat.DNA_3_1,
    )
    ours = list(slices(events, design, windows, extent=extent, compat=compat))
    assert len(ours) == len(told)
    source = population if design.isolates else kept
    rows = slow.labels(source, "actor")
    columns = slow.labels(source, "concept") if isinstance(design, TwoMode) else rows
    for own, (start, middle, stop, matrix) in zip(ours, told, strict=True):
        assert (_seconds(own.since), _seconds(own.middle), _seconds(own.until)) == (
            start,
            middle,
            stop,
        )
        if not to_one or _divisible(matrix):
            _same(own, rows, columns, matrix)


def _divisible(matrix: list[list[float]]) -> bool:
    """Whether the sum a matrix was divided by is more than what rounding leaves of positive and negative."""
    size = float(np.abs(np.array(matrix)).sum())
    return not np.isfinite(size) or (
        size < 1e6 and (size == 0 or abs(sum(map(sum, matrix)) - 1) < 1e-6)
    )
