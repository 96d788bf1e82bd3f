"""What DNA does that nobody would guess, one fact at a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.peer.cells import cells
from dissensus.analysis.peer.static import network
from dissensus.analysis.peer.windows import slices
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.network import Aggregation, Normalization, Projection
from tests.analysis.peer import slow


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
