from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from dissensus.model.moment import Moment
from dissensus.report.evidence import evidence
from dissensus.report.figures import happenings
from dissensus.report.matrix import matrix, stances
from dissensus.report.periods import Unit, periods
from dissensus.report.timeline import Timeline, timeline
from tests.report.invented import findings


def moments(*texts: str) -> list[Moment]:
    return [Moment.parse(text) for text in texts]


@pytest.mark.parametrize(
    ("dates", "unit", "n"),
    [
        (("2023-01-12", "2023-03-20"), Unit.WEEK, 11),  # Mondays 9 January to 20 March
        (("2022-01-15", "2023-12-01"), Unit.MONTH, 24),
        (("2015-02-01", "2022-11-30"), Unit.QUARTER, 32),
        (("1990-01-01", "2020-01-01"), Unit.YEAR, 31),
        (("2023-05-01",), Unit.WEEK, 1),
        (("2023-01", "2023-02-10"), Unit.MONTH, 2),
        (("2019", "2021"), Unit.YEAR, 3),
    ],
)
def test_the_width_of_a_period_follows_from_the_stretch(
    dates: tuple[str, ...], unit: Unit, n: int
) -> None:
    found = periods(moments(*dates))
    assert found
    assert (found.unit, len(found)) == (unit, n)


def test_no_dates_make_no_periods() -> None:
    assert periods([]) is None


def test_a_date_known_to_the_year_is_too_rough_for_months() -> None:
    found = periods(moments("2022-01-15", "2023-12-01", "2022"))
    assert found
    assert found.unit is Unit.MONTH
    assert found.index(Moment.parse("2022")) is None
    assert found.index(Moment.parse("2022-03")) == 2


def test_a_period_ends_before_the_next_begins() -> None:
    found = periods(moments("2022-01-15", "2023-12-01"))
    assert found
    assert found.index(Moment.parse("2022-01-31T23:59:59")) == 0
    assert found.index(Moment.parse("2022-02-01")) == 1
    assert found.starts[-1] == datetime(2024, 1, 1)


def drawn() -> Timeline:
    built = findings()
    behind = evidence(built)
    table = matrix(built, behind, stances(built, behind))
    found = timeline(built, behind, matrix=table, happenings=happenings(built, behind))
    assert found
    return found


def test_bars_count_agreement_and_disagreement() -> None:
    bars = [bar for bar in drawn().strips[0].bars if bar]
    assert [(bar.agree, bar.disagree) for bar in bars] == [(1, 1), (1, 1), (2, 1)]


def test_positions_in_undated_texts_are_counted_apart() -> None:
    found = drawn()
    assert found.undated == 1
    assert sum(bar.total for bar in found.strips[0].bars if bar) == 7


def test_the_highest_bar_fills_its_half() -> None:
    found = drawn()
    bars = [bar for bar in found.strips[0].bars if bar]
    assert max(bar.up for bar in bars) == 46.0
    assert {bar.down for bar in bars} == {23.0}


def test_events_stand_on_the_same_axis() -> None:
    mark = drawn().marks[0]
    # 3 March 2023 is 53 days after Monday 9 January, of 77 days.
    assert mark.x == pytest.approx(1000 * 53 / 77, abs=0.1)


def test_without_dates_there_is_no_picture() -> None:
    built = findings()
    built = replace(built, documents=tuple(replace(d, date=None) for d in built.documents))
    behind = evidence(built)
    table = matrix(built, behind, stances(built, behind))
    assert timeline(built, behind, matrix=table, happenings=()) is None
