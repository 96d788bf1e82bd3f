"""Phases: debates with known changes, empty times, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_array

from benchmarks.dna_grid.run import database
from dissensus.analysis.clustering.choice import Clustering
from dissensus.analysis.design import Compat, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.phases.distances import Distance
from dissensus.analysis.phases.finding import METHODS, Phases, phases, phases_of
from dissensus.analysis.selection import Duplicates, select
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.moment import Moment
from dissensus.model.network import Aggregation, Mode, Network, Normalization, Projection
from tests.analysis.regimes import BEGIN, debate

TWO = TwoMode(qualifier="agreement", aggregation=Aggregation.SUBTRACT)
ONE = OneMode(qualifier="agreement", kind=Projection.SUBTRACT, normalization=Normalization.AVERAGE)
SMOOTH = Windows(width=30, step=5, kernel=Kernel.UNIFORM, to_one=True)


@pytest.mark.parametrize("design", [TWO, ONE])
@pytest.mark.parametrize(
    "windows",
    [SMOOTH, Windows(width=20, step=5), Windows(width=30, step=5, kernel=Kernel.GAUSSIAN)],
)
def test_two_regimes_are_two_states_that_change_when_they_do(
    design: TwoMode | OneMode, windows: Windows
) -> None:
    # To a one-mode network the first two regimes are the same: who sides with whom.
    found = phases(debate([1, 3], days=150), design, windows, k=(2, 2))
    assert found.states[0] == 1
    (change,) = found.changes()
    assert abs(change[0].start - (BEGIN + timedelta(days=150))) < timedelta(days=12)
    assert change[1:] == (1, 2)


def test_three_regimes_are_found_to_be_three() -> None:
    found = phases(debate([1, 2, 3], days=120), TWO, SMOOTH)
    assert found.k == 3
    days = [(moment.start - BEGIN).days for moment, _, _ in found.changes()]
    assert days == [pytest.approx(120, abs=10), pytest.approx(240, abs=10)]


def test_a_debate_that_comes_back_is_in_its_first_state_again() -> None:
    found = phases(debate([1, 2, 1], days=120), TWO, SMOOTH)
    assert found.k == 2
    assert [(before, after) for _, before, after in found.changes()] == [(1, 2), (2, 1)]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_by_itself_finds_the_change(method: Clustering) -> None:
    windows = Windows(width=20, step=20)
    found = phases(debate([1, 2], days=100), TWO, windows, methods=[method], k=(2, 2))
    assert found.states == (1,) * 5 + (2,) * 5
    assert found.method is method


def test_the_best_division_of_all_is_taken() -> None:
    found = phases(debate([1, 2, 3], days=40), TWO, Windows(width=10, step=5))
    tried = found.modularity()
    assert set(tried["method"]) == {str(m) for m in METHODS}
    assert tried.filter(pl.col("chosen"))["modularity"].to_list() == [found.chosen.quality]
    assert found.chosen.quality == pytest.approx(tried["modularity"].max())
    assert tried.filter(pl.col("method") == "ward")["k"].to_list() == [2, 3, 4, 5, 6]


def test_a_network_whose_blocs_stay_has_one_phase_to_one_mode_eyes() -> None:
    """In the second regime everybody says the opposite; who sides with whom stays, but for chance."""
    events = debate([1, 2], days=100, noise=0.0, per_day=20)
    windows = Windows(width=20, step=20, to_one=True)
    seen = phases(events, ONE, windows, k=(2, 2))
    clear = phases(events, TWO, windows, k=(2, 2))
    assert seen.chosen.quality < 0.5 * clear.chosen.quality


def test_empty_times_have_a_state_and_no_nan() -> None:
    events = debate([1, 2, 3], days=60)
    silent = BEGIN + timedelta(days=60), BEGIN + timedelta(days=119)
    gap = events.filter(~pl.col("document.date").is_between(*silent))
    for design, distance in ((TWO, Distance.ABSOLUTE), (ONE, Distance.SPECTRAL)):
        for windows in (Windows(width=10, step=10, to_one=True), SMOOTH):
            found = phases(gap, design, windows, distance=distance)
            assert 0 in found.statements
            assert np.isfinite(found.distances).all()
            assert np.isfinite(found.places).all()
            assert np.isfinite(found.stress)
            empty = [s for s, n in zip(found.states, found.statements, strict=True) if n == 0]
            assert len(set(empty)) == 1


def test_the_table_has_a_row_per_slice() -> None:
    found = phases(debate([1, 2], days=50), TWO, Windows(width=10, step=10))
    table = found.to_polars()
    assert table.columns == ["middle", "state", "x", "y", "statements"]
    assert table["state"].to_list() == list(found.states)
    assert table["statements"].to_list() == [60] * 10
    assert table["middle"][0] == found.middles[0].start
    assert len(found.everything()) == 600
    assert found.options["distance"] == "absolute"
    assert found.options["window"] == "10 days"


def test_the_same_seed_gives_the_same_result_in_any_order_of_rows() -> None:
    events = debate([1, 2, 3], days=40)
    mixed = EventList.from_frame(
        events.frame.sample(fraction=1.0, shuffle=True, seed=3), events.statement_type
    )
    one, other = (phases(e, TWO, Windows(width=10, step=5), seed=4) for e in (events, mixed))
    assert one.states == other.states
    assert np.array_equal(one.places, other.places)
    assert one.stress == other.stress


def test_isolates_are_kept_whatever_the_design_says() -> None:
    events = debate([1, 2], days=50)
    late = events.filter(
        ~((pl.col("organization") == "A") & (pl.col("document.date") < datetime(2020, 2, 1)))
    )
    assert len(phases(late, TWO, Windows(width=10, step=10)).states) == 10


def test_slices_of_ones_own_making_have_phases_too() -> None:
    found = phases_of(_slice(day, 1.0 if day < 4 else -1.0) for day in range(8))
    assert found.states == (1, 1, 1, 1, 2, 2, 2, 2)
    assert found.chosen.quality == pytest.approx(0.5)
    assert found.method is Clustering.SINGLE
    assert found.everything() == []


def test_in_compatibility_slices_and_distances_are_dnas(shared: Path) -> None:
    db = database(shared / "reference" / "dna" / "synthetic_a.dna.gz")
    found = phases(
        db.events("DNA Statement"),
        OneMode(qualifier="agreement", kind=Projection.SUBTRACT, duplicates=Duplicates.DOCUMENT),
        Windows(width=6, unit=Unit.MONTHS, kernel=Kernel.UNIFORM, to_one=True),
        extent=db.extent(),
        compat=Compat.DNA_3_0,
    )
    assert len(found.states) == 60
    assert found.distances.max() == pytest.approx(5.360501567398104, rel=1e-9)  # recorded


def test_a_debate_that_polarizes_in_the_middle_third_changes_around_it(shared: Path) -> None:
    """Five years from 2016 on: the thirds meet in September 2017 and May 2019."""
    db = database(shared / "reference" / "dna" / "synthetic_a.dna.gz")
    found = phases(
        db.events("DNA Statement"),
        OneMode(
            qualifier="agreement",
            kind=Projection.SUBTRACT,
            normalization=Normalization.AVERAGE,
            duplicates=Duplicates.DOCUMENT,
        ),
        Windows(width=200, step=20, kernel=Kernel.GAUSSIAN, to_one=True),
        k=(3, 3),
    )
    first, second = (moment.start for moment, _, _ in found.changes())
    assert datetime(2017, 1, 1) < first < datetime(2018, 3, 1)
    assert datetime(2018, 9, 1) < second < datetime(2019, 12, 1)


def test_too_few_slices_are_an_error() -> None:
    events = debate([1, 2], days=10)
    for windows in (Windows(width=15), Windows(width=100)):
        with pytest.raises(AnalysisError, match="phases need three or more"):
            phases(select(events, until=datetime(2020, 1, 16)), TWO, windows)


def test_slices_that_are_all_the_same_are_an_error() -> None:
    with pytest.raises(AnalysisError, match="All 4 slices are the same"):
        phases_of(_slice(day, 1.0) for day in range(4))


def test_options_that_mean_nothing_are_errors() -> None:
    made = [_slice(day, float(day)) for day in range(5)]
    for options in (
        {"k": (1, 3)},
        {"k": (4, 3)},
        {"seed": -1},
        {"methods": ()},
        {"methods": ["wards"]},
        {"distance": "far"},
        {"methods": [Clustering.CONCOR_TWO_MODE]},
    ):
        with pytest.raises(AnalysisError) as caught:
            phases_of(made, **options)
        assert caught.value.remedy


def test_a_number_of_groups_nobody_finds_is_an_error() -> None:
    made = [_slice(day, float(day)) for day in range(5)]
    with pytest.raises(AnalysisError, match="from 9 to 9 groups"):
        phases_of(made, k=(9, 9))


def test_a_slice_without_a_date_is_an_error() -> None:
    names = ("a",)
    bare = Network(
        mode=Mode.ONE_MODE, name="bare", rows=names, columns=names, matrix=csr_array((1, 1))
    )
    with pytest.raises(AnalysisError, match="no date"):
        phases_of([bare])


def test_it_shows_itself_shortly() -> None:
    found: Phases = phases_of(_slice(day, 1.0 if day < 4 else -1.0) for day in range(8))
    assert repr(found) == "<Phases of 8 slices: 2 states by single, modularity 0.500>"


def _slice(day: int, weight: float) -> Network:
    names = ("a", "b")
    return Network(
        mode=Mode.ONE_MODE,
        name="slice",
        rows=names,
        columns=names,
        matrix=csr_array([[0.0, weight], [weight, 0.0]]),
        middle=Moment.of((BEGIN + timedelta(days=day)).date()),
    )
