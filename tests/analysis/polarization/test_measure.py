"""What polarization must be: 1 for two opposed camps, 0 without them, and the same whoever counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.design import Compat, Kernel, OneMode, Unit, Windows
from dissensus.analysis.polarization.chance import dealt_out
from dissensus.analysis.polarization.measure import polarization
from dissensus.analysis.polarization.search import search
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Normalization, Projection
from tests.analysis.polarization.test_search import debates, kappa
from tests.analysis.slow import few

POSITION = built_in_types()[0]
DESIGN = OneMode(qualifier="agreement", normalization=Normalization.AVERAGE)


def debate(positions: Iterable[tuple[str, str, bool]], *, day: int = 1) -> list[dict[str, object]]:
    """Invented statements: who says yes or no to what."""
    return [
        {
            "document.date": datetime(2024, 1, day),
            "organization": who,
            "concept": what,
            "agreement": yes,
        }
        for who, what, yes in positions
    ]


def camps(sizes: Mapping[bool, int], concepts: str = "abcd") -> list[tuple[str, str, bool]]:
    """Two camps: everybody of the one says yes, everybody of the other no."""
    return [
        (f"{'yes' if yes else 'no'} {n}", concept, yes)
        for yes, size in sizes.items()
        for n in range(size)
        for concept in concepts
    ]


def events(rows: list[dict[str, object]]) -> EventList:
    return EventList.from_rows(rows, POSITION)


@pytest.mark.parametrize("sizes", [(4, 4), (1, 7), (2, 9), (12, 13)])
def test_two_opposed_camps_of_any_sizes_are_1(sizes: tuple[int, int]) -> None:
    found = polarization(events(debate(camps({True: sizes[0], False: sizes[1]}))))
    assert found.score == pytest.approx(1.0)
    assert (found.bound, found.exact) == (found.score, True)
    blocs = found.partition.communities()
    assert sorted(map(len, blocs)) == sorted(sizes)
    assert all(len({name.split()[0] for name in bloc}) == 1 for bloc in blocs)
    assert found.congruence_between == found.conflict_within == 0.0


def test_consensus_is_0_and_certain() -> None:
    found = polarization(events(debate(camps({True: 6}))))
    assert (found.score, found.bound, found.exact) == (0.0, 0.0, True)
    assert found.partition.communities() == [[f"yes {n}" for n in range(6)]]


def test_all_against_all_without_an_ally_is_0() -> None:
    # On every concept one pair only, and opposed.
    names = ["A", "B", "C", "D"]
    rows = [(name, f"{a}{b}", name == a) for a in names for b in names if a < b for name in (a, b)]
    found = polarization(events(debate(rows)))
    assert (found.score, found.exact, found.conflict > 0) == (0.0, True, True)


def test_nobody_saying_anything_is_0() -> None:
    found = polarization(events([]))
    assert (found.score, found.exact, found.parts, found.statements) == (0.0, True, 0, 0)
    assert not found.partition.members


def test_one_quarrel_in_a_broad_consensus_is_little() -> None:
    positions = camps({True: 10}, concepts="abcdefghij")
    positions[0] = ("yes 0", "a", False)
    assert polarization(events(debate(positions))).score < 0.2


def test_by_hand() -> None:
    # A and B agree on x; C opposes both there, and agrees with B on y. Each pair met in its own right:
    # congruence A-B 1, B-C 1; conflict A-C 1, B-C 1; no normalization.
    rows = debate([("A", "x", True), ("B", "x", True), ("C", "x", False)])
    rows += debate([("B", "y", True), ("C", "y", True)])
    found = polarization(events(rows), OneMode(qualifier="agreement"))
    # {A, B} | {C}: C = 2, F = 2, c = 1, d = 2: κ = 2 (2·2 - 2·1) / (2·4 + 0) = 1/2
    # {B, C} | {A}: c = 1, d = 1: 0.  {A, C} | {B}: c = 2, d = 1: below 0.
    assert found.score == pytest.approx(0.5)
    assert found.partition.communities() == [["A", "B"], ["C"]]
    assert (found.congruence, found.conflict) == (2.0, 2.0)
    assert (found.congruence_between, found.conflict_within) == (1.0, 0.0)


def test_each_network_can_be_walked_back_to_its_statements() -> None:
    found = polarization(events(debate(camps({True: 2, False: 1}, concepts="a"))))
    assert found.agreeing.evidence("yes 0", "yes 1") == ["0", "1"]
    assert found.opposing.evidence("no 0", "yes 1") == ["1", "2"]


@given(debates(), st.floats(0.01, 100), st.integers(0, 100))
@few
def test_scale_and_order_of_actors_do_not_matter(
    debate: tuple[np.ndarray, np.ndarray], factor: float, seed: int
) -> None:
    agree, oppose = debate
    order = np.random.default_rng(seed).permutation(len(agree))
    grid = np.ix_(order, order)
    best = search(agree, oppose, runs=30).score[0]
    again = search(factor * agree[grid], factor * oppose[grid], runs=30).score[0]
    assert again == pytest.approx(best, abs=1e-9)


@given(debates(), st.integers(0, 100), st.floats(0.1, 2))
@few
def test_the_score_rises_when_weight_moves_from_the_wrong_place_to_the_right_one(
    debate: tuple[np.ndarray, np.ndarray], seed: int, weight: float
) -> None:
    agree, oppose = debate
    members = np.random.default_rng(seed).integers(0, 2, len(agree))
    before = kappa(agree, oppose, members)
    apart = np.argwhere(members[:, None] != members[None, :])
    if before <= 1e-9 or not len(apart):
        return
    i, j = apart[0].tolist()
    moved = min(weight, float(agree[i, j]))
    if not moved:
        return
    # Two of different blocs agree less and oppose each other more.
    for a, b in ((i, j), (j, i)):
        agree[a, b] -= moved
        oppose[a, b] += moved
    if agree.any():
        assert kappa(agree, oppose, members) > before


def test_blocs_drawn_by_lot_score_0_on_average() -> None:
    random = np.random.default_rng(6)
    agree, oppose = (np.triu(random.random((30, 30)), 1) for _ in range(2))
    agree, oppose = agree + agree.T, oppose + oppose.T
    scores = [kappa(agree, oppose, random.permutation(np.arange(30) % 2)) for _ in range(400)]
    assert abs(np.mean(scores)) < 3 * np.std(scores) / 20


def test_given_blocs_are_scored_as_they_are() -> None:
    rows = events(debate(camps({True: 2, False: 2})))
    mixed = {"yes 0": 0, "yes 1": 1, "no 0": 0, "no 1": 1}
    found = polarization(rows, memberships=mixed)
    # C = 2 pairs, F = 4; between the mixed blocs 2 pairs of each: 2 (2·2 - 4·2) / (4·6 - 2·4) = -1/2
    assert found.score == pytest.approx(-0.5)
    assert (dict(found.partition.members), found.bound, found.exact) == (mixed, None, False)
    with pytest.raises(AnalysisError, match="no bloc"):
        polarization(rows, memberships={"yes 0": 0})


def test_three_camps_want_three_blocs() -> None:
    # Everybody meets everybody on three concepts; on each, one camp says yes and the others no.
    positions = [
        (f"{camp}{n}", concept, camp == concept)
        for camp in "abc"
        for n in range(2)
        for concept in "abc"
    ]
    two = polarization(events(debate(positions)))
    three = polarization(events(debate(positions)), blocs=3)
    assert (two.exact, three.exact) == (True, True)
    assert three.score > two.score
    assert three.partition.communities() == [["a0", "a1"], ["b0", "b1"], ["c0", "c1"]]


def test_parts_that_never_meet_are_counted() -> None:
    positions = [(f"{o} {topic}", topic, o == "A") for topic in "xy" for o in "ABC"]
    found = polarization(events(debate(positions)))
    assert found.score == pytest.approx(1.0)
    assert found.parts == 2


def over_three_days() -> EventList:
    rows = debate(camps({True: 2, False: 3}), day=1)
    rows += debate(camps({True: 5}), day=2)
    return events(rows + debate(camps({True: 3, False: 2}), day=4))


def test_a_series_says_it_window_by_window_and_empty_ones_are_0() -> None:
    series = polarization(over_three_days(), windows=Windows(width=1))
    assert series.score == pytest.approx((1.0, 0.0, 0.0, 1.0))
    assert series.actors == (5, 5, 0, 5)
    assert series.statements == (20, 20, 0, 20)
    assert [str(m) for m in series.since] == [
        "2024-01-01",
        "2024-01-02",
        "2024-01-03",
        "2024-01-04",
    ]
    frame = series.to_polars()
    assert frame["score"].to_list() == list(series.score)
    assert frame["bound"].to_list() == [None, 0.0, 0.0, None]
    assert series.blocs(2) == {}


def test_blocs_keep_their_numbers_from_window_to_window() -> None:
    series = polarization(over_three_days(), windows=Windows(width=1))
    first, last = series.blocs(0), series.blocs(3)
    both = {name for name in first if name in last and name != "yes 2"}
    assert len(both) == 4
    assert all(first[name] == last[name] for name in both)
    long = series.members_to_polars()
    assert long.height == 15
    assert set(long.columns) == {"window", "middle", "actor", "bloc"}


@pytest.mark.parametrize("exact", [False, True])
def test_a_window_over_everything_is_the_whole(exact: bool) -> None:
    random = np.random.default_rng(7)
    positions = [
        (f"o{random.integers(9)}", f"c{random.integers(5)}", bool(random.random() < 0.5))
        for _ in range(80)
    ]
    rows = events(debate(positions))
    whole = polarization(rows, DESIGN)
    for kernel in (None, Kernel.UNIFORM):
        series = polarization(
            rows, DESIGN, windows=Windows(width=1, kernel=kernel), exact=exact, runs=20
        )
        assert series.score == pytest.approx((whole.score,))
        assert series.exact == (exact,)


def test_the_same_seed_gives_the_same_series() -> None:
    windows = Windows(width=2, unit=Unit.DAYS)
    one, two = (polarization(over_three_days(), windows=windows, seed=3) for _ in range(2))
    assert one.score == two.score
    assert (one.members == two.members).all()


def test_dna_calls_mixed_blocs_more_polarized_than_the_true_ones() -> None:
    rows = events(debate(camps({True: 4, False: 4})))
    true = {f"{side} {n}": int(side == "no") for side in ("yes", "no") for n in range(4)}
    # 24 ordered pairs agree, 32 oppose each other. In the true blocs each pair is off by 1/2: 28/2 = 14.
    given_ = polarization(rows, memberships=true, compat=Compat.DNA_3_0)
    assert given_.score == pytest.approx(14 / 56)
    best = polarization(rows, compat=Compat.DNA_3_0)
    # Two of each camp in each bloc: within, 8 are off by 1/2 and 16 by 3/2; between, 16 by each: 60/2.
    assert best.score == pytest.approx(30 / 56)
    assert sorted(map(len, best.partition.communities())) == [4, 4]


def test_dna_has_nan_for_an_empty_window_and_none_without_a_kernel() -> None:
    windows = Windows(width=1, kernel=Kernel.UNIFORM)
    series = polarization(over_three_days(), windows=windows, compat=Compat.DNA_3_0)
    assert np.isnan(series.score[2])
    with pytest.raises(AnalysisError, match="kernel"):
        polarization(over_three_days(), windows=Windows(width=1), compat=Compat.DNA_3_0)


@pytest.mark.parametrize(
    "wrong", [{"blocs": 1}, {"runs": 0}, {"seed": -1}, {"design": OneMode(kind=Projection.IGNORE)}]
)
def test_options_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(AnalysisError):
        polarization(over_three_days(), **wrong)  # type: ignore[call-overload]


def several(concepts: str, seed: int = 8) -> EventList:
    """Two camps of eight; on each concept, everybody is of his camp's position but for one in ten."""
    random = np.random.default_rng(seed)
    return events(
        debate(
            (who, what, yes != bool(random.random() < 0.1))
            for who, what, yes in camps({True: 8, False: 8}, concepts)
        )
    )


def test_dealing_out_keeps_who_speaks_of_what_and_how_contested_it_is() -> None:
    before = several("abc")
    after = dealt_out(before, DESIGN, np.random.default_rng(1))
    kept = ["statement.id", "organization", "concept", "document.date"]
    assert after.frame.select(kept).equals(before.frame.select(kept))
    assert not after.frame["agreement"].equals(before.frame["agreement"])
    for concept in "abc":
        counts = [
            e.frame.filter(pl.col("concept") == concept)["agreement"].sum() for e in (before, after)
        ]
        assert counts[0] == counts[1]


def test_positions_are_dealt_out_within_stretches_as_wide_as_a_window() -> None:
    rows = debate(camps({True: 6}), day=1) + debate(camps({False: 6}), day=9)
    after = dealt_out(events(rows), DESIGN, np.random.default_rng(1), windows=Windows(width=7))
    assert after.frame["agreement"].to_list() == [True] * 24 + [False] * 24


def test_on_one_concept_two_camps_are_no_more_than_chance() -> None:
    found = polarization(several("a"), shuffles=20)
    assert found.chance == pytest.approx(found.score)
    assert found.chance_of_more == 1.0


def test_camps_on_many_concepts_are_more_than_chance() -> None:
    found = polarization(several("abcdefgh"), shuffles=20)
    assert found.chance is not None
    assert found.score - found.chance > 0.3
    assert found.chance_of_more == pytest.approx(1 / 21)
    series = polarization(several("abcdefgh"), windows=Windows(width=1), shuffles=20)
    assert series.chance_of_more == pytest.approx((1 / 21,))
    assert series.to_polars()["chance"].to_list() == list(series.chance or ())


def test_shuffles_do_not_go_with_given_blocs() -> None:
    with pytest.raises(AnalysisError, match="shuffles"):
        polarization(several("a"), memberships={}, shuffles=3)
    assert polarization(several("a")).chance is None


def test_windows_of_events_are_dealt_out_in_as_many_windows() -> None:
    rows = debate(camps({True: 4, False: 4}, "ab"))
    rows[3]["concept"] = rows[7]["agreement"] = None
    windows = Windows(width=7, unit=Unit.EVENTS, step=7)
    series = polarization(events(rows), windows=windows, shuffles=2)
    assert series.shuffled.shape == (2, len(series)) == (2, 2)
