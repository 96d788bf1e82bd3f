"""Networks over time against nested loops, by hand, and under reordering, renaming and splitting."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import datetime
from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, Cut, Design, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.selection import Counting, Duplicates, select
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Aggregation, Network, Normalization, Projection
from tests.analysis.slow import QUALIFIERS, few
from tests.analysis.slow_slices import Told, list_of, slow_matrix, slow_slices, told, windows_of

REPEATS = list(Duplicates)


@st.composite
def one_mode(draw: st.DrawFn) -> OneMode:
    return OneMode(
        actors="actor",
        concepts="concept",
        qualifier=draw(st.sampled_from(QUALIFIERS)),
        kind=draw(st.sampled_from(list(Projection))),
        normalization=draw(
            st.sampled_from(
                [None, Normalization.AVERAGE, Normalization.JACCARD, Normalization.COSINE]
            )
        ),
        duplicates=draw(st.sampled_from(REPEATS)),
        isolates=draw(st.booleans()),
    )


@st.composite
def two_mode(draw: st.DrawFn) -> TwoMode:
    qualifier = draw(st.sampled_from(QUALIFIERS))
    aggregations = [a for a in Aggregation if qualifier != "mood" or a is not Aggregation.SUBTRACT]
    return TwoMode(
        rows="actor",
        columns="concept",
        qualifier=qualifier,
        aggregation=draw(st.sampled_from(aggregations)),
        normalization=draw(
            st.sampled_from([None, Normalization.ACTIVITY, Normalization.PROMINENCE])
        ),
        duplicates=draw(st.sampled_from(REPEATS)),
        isolates=draw(st.booleans()),
    )


designs: st.SearchStrategy[Design] = st.one_of(one_mode(), two_mode())


def fits(design: Design, windows: Windows) -> bool:
    combine = isinstance(design, TwoMode) and design.aggregation is Aggregation.COMBINE
    return windows.kernel is None or not combine


def key_of(design: Design) -> Callable[[Told], tuple[object, ...]]:
    how = design.kind if isinstance(design, OneMode) else design.aggregation
    aware = how not in (Projection.IGNORE, Aggregation.IGNORE)
    return lambda s: (s.actor, s.concept, getattr(s, design.qualifier or "") if aware else None)


def made(statements: list[Told], design: Design, windows: Windows) -> list[Network]:
    return list(islice(slices(list_of(statements, windows.unit), design, windows), 5_000))


@few
@given(told, designs, windows_of())
def test_slices_are_those_of_the_definition(
    statements: list[Told], design: Design, windows: Windows
) -> None:
    assume(fits(design, windows))
    found = made(statements, design, windows)
    slow = list(slow_slices(statements, windows, duplicates=design.duplicates, key=key_of(design)))
    assert len(found) == len(slow)
    for network, part in zip(found, slow, strict=True):
        here = [s for s, _ in part.weighted]
        named = statements if design.isolates else here
        rows = sorted({s.actor for s in named})
        columns = sorted({s.concept for s in named}) if isinstance(design, TwoMode) else rows
        assert list(network.rows) == rows
        assert list(network.columns) == columns
        expected = np.array(
            slow_matrix(part, design, rows, columns, statements), dtype=np.float64
        ).reshape(len(rows), len(columns))
        total = np.abs(expected).sum()
        if windows.to_one and total > 1e-12:
            expected /= total
        dense = network.matrix.toarray()
        assert not np.isnan(dense).any()
        if not (windows.to_one and total <= 1e-12):  # else noise over noise
            assert dense == pytest.approx(expected, abs=1e-9)
        assert network.middle is not None
        assert network.middle.start == part.middle
        assert network.since is not None
        assert network.until is not None
        if windows.kernel is None:
            assert network.since.start == part.start
            assert network.until.stop == part.stop
        assert network.statements == len(here)
        assert network.unreviewed == sum(not s.reviewed for s in here)
        assert network.row_attributes["statements"] == tuple(
            sum(s.actor == name for s in here) for name in rows
        )
        assert network.row_attributes["unreviewed"] == tuple(
            sum(s.actor == name and not s.reviewed for s in here) for name in rows
        )


@few
@given(told, designs, windows_of(), st.randoms())
def test_order_of_rows_does_not_matter(
    statements: list[Told], design: Design, windows: Windows, random: object
) -> None:
    assume(fits(design, windows))
    events = list_of(statements, windows.unit)
    mixed = list(range(len(events)))
    random.shuffle(mixed)  # type: ignore[attr-defined]
    shuffled = EventList.from_frame(events.frame[mixed], events.statement_type)
    one, other = (list(slices(e, design, windows)) for e in (events, shuffled))
    assert [n.rows for n in one] == [n.rows for n in other]
    assert all(
        abs(a.matrix - b.matrix).sum() == 0
        and (a.since, a.until, a.middle) == (b.since, b.until, b.middle)
        for a, b in zip(one, other, strict=True)
    )


NEW = {"A": "z", "B": "a", "Č": "m", "😀": "b"}


@few
@given(told, one_mode(), windows_of())
def test_renaming_actors_renames_the_ties(
    statements: list[Told], design: OneMode, windows: Windows
) -> None:
    renamed = [
        Told(NEW[s.actor], s.concept, s.agree, s.scale, s.mood, s.tick, s.text, s.reviewed)
        for s in statements
    ]
    for one, other in zip(
        made(statements, design, windows), made(renamed, design, windows), strict=True
    ):
        place = [other.rows.index(NEW[name]) for name in one.rows]
        again = other.matrix.toarray()[np.ix_(place, place)]
        assert one.matrix.toarray() == pytest.approx(again, abs=1e-12)


@few
@given(told, windows_of(), st.sampled_from(["agree", "scale"]))
def test_two_mode_sums_of_shards_add_up(
    statements: list[Told], windows: Windows, qualifier: str
) -> None:
    assume(statements and windows.unit is not Unit.EVENTS and not windows.to_one)
    design = TwoMode(
        rows="actor",
        columns="concept",
        qualifier=qualifier,
        aggregation=Aggregation.SUBTRACT,
        isolates=True,
    )
    every = list_of(statements, windows.unit)
    shards = [EventList.from_frame(every.frame[n::3], every.statement_type) for n in range(3)]
    whole = list(slices(every, design, windows))
    parts = [list(slices(s, design, windows, population=every)) for s in shards]
    for network, *others in zip(whole, *parts, strict=True):
        total = sum(o.matrix.toarray() for o in others)
        assert network.matrix.toarray() == pytest.approx(total, abs=1e-12)
        assert network.statements == sum(o.statements for o in others)


@few
@given(told, designs, st.sampled_from([Unit.DAYS, Unit.MONTHS]), st.integers(1, 4))
def test_a_slice_is_the_network_of_its_statements(
    statements: list[Told], design: Design, unit: Unit, width: int
) -> None:
    events = list_of(statements, unit)
    for network in slices(events, design, Windows(width=width, unit=unit)):
        part = events.between(network.since, network.until)
        same = static(part, design, population=events)
        assert (network.rows, network.columns) == (same.rows, same.columns)
        assert network.matrix.toarray() == pytest.approx(same.matrix.toarray(), abs=1e-12)
        assert network.row_attributes == same.row_attributes
        assert network.column_attributes == same.column_attributes
        assert {k: v for k, v in same.options.items() if network.options.get(k) != v} == {}
        for name, matrix in same.tie_attributes.items():
            assert abs(network.tie_attributes[name] - matrix).sum() == 0
        ours, theirs = network.counts(), same.counts()
        assert ours is not None
        assert theirs is not None
        assert abs(ours - theirs).sum() == 0
        for tie in network.ties():
            behind = network.evidence(tie.source, tie.target)
            assert behind == same.evidence(tie.source, tie.target)


def static(events: EventList, design: Design, *, population: EventList) -> Network:
    if isinstance(design, TwoMode):
        return affiliation(
            events,
            rows=design.rows,
            columns=design.columns,
            qualifier=design.qualifier,
            aggregation=design.aggregation,
            normalization=design.normalization,
            duplicates=design.duplicates,
            isolates=design.isolates,
            population=population,
        )
    return congruence(
        events,
        actors=design.actors,
        concepts=design.concepts,
        qualifier=design.qualifier,
        kind=design.kind,
        normalization=design.normalization,
        duplicates=design.duplicates,
        isolates=design.isolates,
        population=population,
    )


@few
@given(told, one_mode())
def test_a_uniform_kernel_leaves_normalized_ties_as_they_are(
    statements: list[Told], design: OneMode
) -> None:
    assume(design.normalization is not None)
    # Every statement in reach weighs 1/2, so the network is that of the statements in reach.
    wide = Windows(width=1_000_000, unit=Unit.SECONDS, kernel=Kernel.UNIFORM, step=1_000)
    events = list_of(statements, Unit.SECONDS)
    for network in slices(events, design, wide):
        same = static(events, design, population=events)
        assert network.matrix.toarray() == pytest.approx(same.matrix.toarray(), abs=1e-12)


SUBTRACT = OneMode(qualifier="agreement", kind=Projection.SUBTRACT)


def debate(*said: tuple[datetime, str, bool], **more: object) -> EventList:
    """Say who was for and against the tax, when; each in a text of its own."""
    rows = [
        {"document.date": date, "organization": name, "concept": "tax", "agreement": stance, **more}
        for date, name, stance in said
    ]
    return EventList.from_rows(rows, built_in_types()[0])


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2024, 1, number, hour)


def test_weights_by_hand() -> None:
    # A at the centre, B one day before, C one and a half days after; half the width is two days.
    events = debate((day(2), "B", True), (day(3), "A", True), (day(4, 12), "C", False))

    def at_centre(kernel: Kernel) -> tuple[float, float]:
        networks = slices(events, SUBTRACT, Windows(width=4, kernel=kernel))
        (network,) = (n for n in networks if n.middle and n.middle.start == day(3))
        return network.weight("A", "B"), network.weight("A", "C")

    assert at_centre(Kernel.UNIFORM) == (0.5, -0.5)
    # z = 1, 1/2, 1/4: sqrt(1 · 1/2), sqrt(1 · 1/4)
    assert at_centre(Kernel.TRIANGULAR) == pytest.approx((0.5**0.5, -0.5))
    # z = 3/4, 9/16, 21/64
    assert at_centre(Kernel.EPANECHNIKOV) == pytest.approx(
        ((3 / 4 * 9 / 16) ** 0.5, -((3 / 4 * 21 / 64) ** 0.5))
    )
    # z = 0.39894, 0.35207 (u = 1/2), 0.30114 (u = 3/4), from a table of the normal density
    assert at_centre(Kernel.GAUSSIAN) == pytest.approx(
        ((0.39894 * 0.35207) ** 0.5, -((0.39894 * 0.30114) ** 0.5)), abs=1e-5
    )


def test_kernels_weigh_before_and_after_alike() -> None:
    events = debate((day(1), "B", True), (day(3), "A", True), (day(5), "C", True))
    for kernel in Kernel:
        networks = list(slices(events, SUBTRACT, Windows(width=6, kernel=kernel)))
        (network,) = (n for n in networks if n.middle and n.middle.start == day(3))
        assert network.weight("A", "B") == network.weight("A", "C") != 0


def test_a_repetition_is_looked_for_in_the_window_or_before() -> None:
    events = debate((day(1), "A", True), (day(3), "A", True), (day(3), "B", True))
    once = OneMode(
        qualifier="agreement", kind=Projection.CONGRUENCE, duplicates=Duplicates.ACROSS_RANGE
    )
    third = {
        cut: [n.statements for n in slices(events, once, Windows(width=1, cut=cut))][2]
        for cut in Cut
    }
    assert third == {Cut.WINDOWS_FIRST: 2, Cut.DUPLICATES_FIRST: 1}


def test_a_window_without_statements_is_an_empty_network() -> None:
    events = debate((day(1), "A", True), (day(4), "B", True))
    empty = list(slices(events, SUBTRACT, Windows(width=1)))[1]
    assert (empty.rows, empty.statements, empty.matrix.shape) == ((), 0, (0, 0))


def test_isolates_have_the_names_of_the_population() -> None:
    every = debate((day(1), "A", True), (day(2), "B", True), (day(3), "C", True))
    events = select(every, exclude={"organization": ["C"]})
    design = OneMode(qualifier="agreement", kind=Projection.SUBTRACT, isolates=True)
    found = list(slices(events, design, Windows(width=1), population=every))
    assert [n.rows for n in found] == [("A", "B", "C")] * 3
    assert [n.statements for n in found] == [1, 1, 0]


def test_a_minimum_counts_over_the_whole_range() -> None:
    events = debate((day(1), "A", True), (day(1), "B", True), (day(3), "A", True))
    often = select(events, least={"organization": 2})
    found = slices(often, SUBTRACT, Windows(width=1), population=events)
    assert [n.rows for n in found] == [("A",), (), ("A",)]


def test_statements_without_a_date_are_in_no_slice() -> None:
    dated, undated = {"document.date": day(1)}, {"document.date": None}
    rows = [
        {"organization": name, "concept": "tax", "agreement": True, **date}
        for name, date in (("A", dated), ("B", undated))
    ]
    events = EventList.from_rows(rows, built_in_types()[0])
    for unit in (Unit.DAYS, Unit.EVENTS):
        assert [n.rows for n in slices(events, SUBTRACT, Windows(width=1, unit=unit))] == [("A",)]
    alone = select(events, include={"organization": ["B"]})
    assert list(slices(alone, SUBTRACT, Windows())) == []


def test_the_extent_decides_where_windows_begin_and_what_counts() -> None:
    events = debate((day(1), "A", True), (day(5), "B", True), (day(9), "C", True))
    found = slices(events, SUBTRACT, Windows(width=2, step=2), extent=(day(4), day(7, 23)))
    assert [(str(n.since), str(n.until), n.rows) for n in found] == [
        ("2024-01-04", "2024-01-05", ("B",)),
        ("2024-01-06", "2024-01-07", ()),
    ]


def test_an_extent_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(AnalysisError, match="before it begins"):
        slices(debate((day(1), "A", True)), SUBTRACT, Windows(), extent=(day(2), day(1)))


def test_combining_with_a_kernel_is_refused_at_once() -> None:
    design = TwoMode(qualifier="agreement", aggregation=Aggregation.COMBINE)
    with pytest.raises(AnalysisError, match="'combine'") as refused:
        slices(debate((day(1), "A", True)), design, Windows(kernel=Kernel.UNIFORM))
    assert "'ignore' or 'subtract'" in (refused.value.remedy or "")


def test_subtracting_texts_is_refused_at_once() -> None:
    design = TwoMode(qualifier="person", aggregation=Aggregation.SUBTRACT)
    with pytest.raises(AnalysisError, match="can't be subtracted"):
        slices(debate((day(1), "A", True), person="P"), design, Windows())


def test_slices_are_made_when_asked_for() -> None:
    # 100 years in seconds: three billion slices, of which three are made.
    events = debate((datetime(1920, 1, 1), "A", True), (datetime(2020, 1, 1), "B", True))
    found = list(islice(slices(events, SUBTRACT, Windows(width=10, unit=Unit.SECONDS)), 3))
    assert [n.statements for n in found] == [1, 0, 0]


@pytest.mark.parametrize("compat", [None, Compat.DNA_3_1])
def test_one_can_begin_with_a_later_slice(compat: Compat | None) -> None:
    events = debate((day(1), "A", True), (day(2), "B", True), (day(4), "C", True))
    over = Windows(width=2)
    every = [(n.since, n.statements) for n in slices(events, SUBTRACT, over, compat=compat)]
    later = slices(events, SUBTRACT, over, compat=compat, first=1)
    assert [(n.since, n.statements) for n in later] == every[1:] != []
    assert list(slices(events, SUBTRACT, over, compat=compat, first=99)) == []


def test_the_sum_is_one_where_it_is_not_zero() -> None:
    events = debate((day(1), "A", True), (day(1), "B", False), (day(2), "C", True))
    found = list(slices(events, SUBTRACT, Windows(width=1, to_one=True)))
    assert [float(abs(n.matrix).sum()) for n in found] == [1.0, 0.0]
    assert found[0].weight("A", "B") == -0.5


def test_a_pickled_slice_takes_only_its_own_statements_along() -> None:
    events = debate(*((day(1 + n // 24, n % 24), "AB"[n % 2], True) for n in range(24 * 28)))
    network = next(slices(events, SUBTRACT, Windows(width=2, unit=Unit.HOURS)))
    again = pickle.loads(pickle.dumps(network))
    assert again.evidence("A", "B") == network.evidence("A", "B") == ["0", "1"]
    assert again.behind.everything() == ["0", "1"]


def test_an_outlet_that_repeats_itself_in_a_window_counts_once() -> None:
    events = debate(
        (day(1), "A", True),
        (day(2), "A", True),
        (day(4), "A", True),
        **{"document.source": "Daily"},
    )
    design = OneMode(qualifier="agreement", kind=Projection.CONGRUENCE, duplicates=Counting.SOURCE)
    assert [n.statements for n in slices(events, design, Windows(width=2))] == [1, 1, 1]
