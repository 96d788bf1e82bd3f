"""DNA's networks, static and over time, against its rules as nested loops over random statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, Design, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.peer.cells import cells
from dissensus.analysis.peer.static import network
from dissensus.analysis.peer.windows import slices
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Network, Normalization, Projection
from tests.analysis.peer import slow

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
            for start, middle, stop, inside in slow.moving(kept, width, str(unit), first, last)
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
    told = slow.kernel(
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


def _row(actor: str, concept: str, agree: bool, day: date, **more: Any) -> dict[str, Any]:
    return {
        "actor": actor,
        "concept": concept,
        "agree": agree,
        "scale": 0,
        "document.date": datetime(day.year, day.month, day.day),
        **more,
    }


def _list(*rows: dict[str, Any]) -> EventList:
    return EventList.from_rows(rows, slow.TYPE)


_DAY = date(2019, 1, 7)
_SUBTRACT = OneMode(actors="actor", concepts="concept", qualifier="agree", kind=Projection.SUBTRACT)


def test_labels_are_ordered_by_utf_16_unit() -> None:
    names = ["ﬀ", "😀", "a", "B"]
    events = _list(*(_row(name, "tax", True, _DAY) for name in names))
    assert network(events, _SUBTRACT).rows == ("B", "a", "😀", "ﬀ")


def test_january_of_one_year_is_january_of_the_next() -> None:
    days = (date(2019, 1, 7), date(2020, 1, 6), date(2020, 2, 3))
    events = _list(*(_row("A", "tax", True, day) for day in days))
    design = TwoMode(rows="actor", columns="concept", duplicates=Duplicates.MONTH)
    assert network(events, design).weight("A", "tax") == 2.0
    assert affiliation(
        events, rows="actor", columns="concept", duplicates=Duplicates.MONTH
    ).weight("A", "tax") == 3.0  # fmt: skip


def test_large_integers_never_repeat_each_other() -> None:
    events = _list(*(_row("A", "tax", True, _DAY, scale=s) for s in (127, 127, 128, 128)))
    design = TwoMode(
        rows="actor",
        columns="concept",
        qualifier="scale",
        aggregation=Aggregation.SUBTRACT,
        duplicates=Duplicates.ACROSS_RANGE,
    )
    assert len(cells(events, design)) == 3


def test_the_cosine_of_dna_is_a_quotient_of_activities() -> None:
    events = _list(*[_row("A", "tax", True, _DAY)] * 2, *[_row("B", "tax", True, _DAY)] * 3)
    options = {"actors": "actor", "concepts": "concept", "normalization": Normalization.COSINE}
    assert congruence(events, kind=Projection.IGNORE, compat=Compat.DNA_3_0, **options).weight(  # type: ignore[arg-type]
        "A", "B"
    ) == pytest.approx(6 / (2 * 3))
    twice = _list(
        *[_row("A", "tax", True, _DAY), _row("A", "dam", True, _DAY)],
        *[_row("B", "tax", True, _DAY), _row("B", "dam", True, _DAY)],
    )
    assert congruence(twice, kind=Projection.IGNORE, compat=Compat.DNA_3_1, **options).weight(  # type: ignore[arg-type]
        "A", "B"
    ) == pytest.approx(2 / (2 * 2))
    assert congruence(twice, kind=Projection.IGNORE, **options).weight("A", "B") == pytest.approx(1)  # type: ignore[arg-type]


def test_a_single_integer_level_makes_all_ties_nan() -> None:
    events = _list(_row("A", "tax", True, _DAY), _row("B", "dam", True, _DAY))
    design = OneMode(
        actors="actor", concepts="concept", qualifier="scale", kind=Projection.CONGRUENCE
    )
    dense = network(events, design).matrix.toarray()
    assert np.isnan(dense[0, 1])
    assert dense[0, 0] == 0.0


def test_combine_stops_at_the_largest_integer_of_32_bits() -> None:
    rows = [_row("A", "tax", True, _DAY, mood=f"mood {n:02}") for n in range(40)]
    design = TwoMode(
        rows="actor", columns="concept", qualifier="mood", aggregation=Aggregation.COMBINE
    )
    assert network(_list(*rows), design).weight("A", "tax") == 2**31 - 1
    assert network(_list(*rows[:31]), design).weight("A", "tax") == 2**31 - 1
    assert network(_list(*rows[:30]), design).weight("A", "tax") == 2**30 - 1


def test_a_month_cut_short_stays_short() -> None:
    days = [date(2019, 1, 31), date(2019, 3, 31)]
    events = _list(*(_row("A", "tax", True, day) for day in days))
    windows = Windows(width=1, unit=Unit.MONTHS)
    middles = [str(s.middle)[:10] for s in slices(events, _SUBTRACT, windows)]
    assert middles == ["2019-01-31", "2019-02-28", "2019-03-28"]


def test_duplicates_are_removed_before_windows_are_cut() -> None:
    events = _list(_row("A", "tax", True, _DAY), _row("A", "tax", True, _DAY + timedelta(days=3)))
    design = TwoMode(rows="actor", columns="concept", duplicates=Duplicates.YEAR)
    counts = [s.statements for s in slices(events, design, Windows(width=1, unit=Unit.DAYS))]
    assert counts == [1, 0, 0, 0]


def test_a_window_beyond_the_calendar_is_no_window() -> None:
    events = _list(_row("A", "tax", True, _DAY))
    windows = Windows(width=50_000, unit=Unit.YEARS)
    assert list(slices(events, _SUBTRACT, windows)) == []
    smooth = Windows(width=50_000, unit=Unit.YEARS, kernel=Kernel.UNIFORM)
    assert len(list(slices(events, _SUBTRACT, smooth))) == 1


def test_no_statements_give_an_empty_network_and_no_slices() -> None:
    events = _list(_row("", "tax", True, _DAY))
    assert network(events, _SUBTRACT).rows == ()
    assert list(slices(events, _SUBTRACT, Windows(kernel=Kernel.GAUSSIAN))) == []
    extent = (datetime(2019, 1, 1), datetime(2019, 1, 3))
    empty = list(slices(events, _SUBTRACT, Windows(width=1), extent=extent))
    assert [s.statements for s in empty] == [0, 0, 0]


def test_evidence_of_a_slice_is_what_stands_in_its_window() -> None:
    events = _list(
        _row("A", "tax", True, _DAY),
        _row("B", "tax", False, _DAY),
        _row("B", "tax", True, _DAY + timedelta(days=9)),
    )
    first, *_, last = slices(events, _SUBTRACT, Windows(width=1, unit=Unit.DAYS))
    assert first.evidence("A", "B") == ["0", "1"]
    assert last.statements == 1
    smooth = Windows(width=2, unit=Unit.DAYS, kernel=Kernel.UNIFORM)
    assert next(slices(events, _SUBTRACT, smooth)).evidence("A", "B") == ["0", "1"]


def test_evidence_of_a_conflict_over_names_is_what_the_other_does_not_share() -> None:
    events = _list(
        _row("A", "tax", True, _DAY, mood="calm"),
        _row("A", "dam", True, _DAY, mood="calm"),
        _row("B", "tax", True, _DAY, mood="calm"),
        _row("B", "tax", True, _DAY, mood="torn"),
    )
    design = OneMode(actors="actor", concepts="concept", qualifier="mood", kind=Projection.CONFLICT)
    made = network(events, design)
    assert made.weight("A", "B") == 2.0
    assert made.evidence("A", "B") == ["1", "3"]
    counts = made.counts()
    assert counts is not None
    assert counts[0, 1] == 2.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scale": (0.0, 1.0)}, "ends of the scale"),
        ({"duplicates": Counting.SOURCE}, "once per source"),
        ({"actors": "scale"}, "no names"),
        ({"concepts": "actor"}, "one column twice"),
    ],
)
def test_what_dna_can_not_do_says_so(change: dict[str, Any], words: str) -> None:
    events = _list(_row("A", "tax", True, _DAY))
    options = {"actors": "actor", "concepts": "concept", "qualifier": "agree", **change}
    with pytest.raises(AnalysisError, match=words):
        congruence(events, compat=Compat.DNA_3_0, **options)


def test_an_unknown_compatibility_names_the_known_ones() -> None:
    events = _list(_row("A", "tax", True, _DAY))
    with pytest.raises(AnalysisError, match=r"dna3\.0, dna3\.1"):
        affiliation(events, rows="actor", columns="concept", compat="dna2")  # type: ignore[arg-type]


def test_a_statement_without_a_date_has_no_window() -> None:
    events = _list(_row("A", "tax", True, _DAY), {"actor": "B", "concept": "tax", "agree": True})
    with pytest.raises(AnalysisError, match="1 of 2 statements have no date"):
        list(slices(events, _SUBTRACT, Windows()))
    assert network(events, _SUBTRACT).since is None


def test_steps_of_more_than_one_unit_are_not_dnas() -> None:
    events = _list(_row("A", "tax", True, _DAY))
    with pytest.raises(AnalysisError, match="by one unit"):
        slices(events, _SUBTRACT, Windows(step=2))
