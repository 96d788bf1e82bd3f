"""Windows by hand: the calendar, the range of dates, ties in time; and weights on both sides."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.analysis.design import Kernel, Unit, Windows
from dissensus.analysis.over_time.kernels import weights
from dissensus.analysis.over_time.windows import Period, windows
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from tests.analysis.slow import few


def dates(*moments: datetime) -> EventList:
    return EventList.from_rows([{"document.date": m} for m in moments], built_in_types()[0])


def periods(events: EventList, asked: Windows) -> list[Period]:
    return [period for period, _ in windows(events, asked)]


def days(asked: Windows, *moments: datetime) -> list[tuple[str, str]]:
    return [(f"{p.start:%y-%m-%d}", f"{p.stop:%y-%m-%d}") for p in periods(dates(*moments), asked)]


def test_a_window_is_as_wide_as_it_says() -> None:
    assert days(Windows(width=3), datetime(2024, 1, 1), datetime(2024, 1, 4)) == [
        ("24-01-01", "24-01-04"),
        ("24-01-02", "24-01-05"),
    ]


def test_days_are_whole_whatever_the_time_of_the_first_and_last_statement() -> None:
    late = datetime(2024, 1, 1, 23, 59), datetime(2024, 1, 2, 0, 1)
    assert days(Windows(width=2), *late) == [("24-01-01", "24-01-03")]


def test_hours_are_counted_from_the_first_second() -> None:
    events = dates(datetime(2024, 1, 1, 10, 30), datetime(2024, 1, 1, 13, 0))
    found = [p.start.time().isoformat() for p in periods(events, Windows(unit=Unit.HOURS, width=1))]
    assert found == ["10:30:00", "11:30:00"]


def test_months_are_counted_from_the_origin_and_do_not_stick_to_a_short_one() -> None:
    asked = Windows(unit=Unit.MONTHS, width=1)
    assert days(asked, datetime(2024, 1, 31), datetime(2024, 4, 30)) == [
        ("24-01-31", "24-02-29"),
        ("24-02-29", "24-03-31"),
        ("24-03-31", "24-04-30"),
    ]


def test_years_from_a_leap_day_come_back_to_it() -> None:
    asked = Windows(unit=Unit.YEARS, width=4, step=2)
    assert days(asked, datetime(2020, 2, 29), datetime(2026, 3, 1)) == [
        ("20-02-29", "24-02-29"),
        ("22-02-28", "26-02-28"),
    ]


def test_weeks_move_by_weeks() -> None:
    asked = Windows(unit=Unit.WEEKS, width=2, step=1)
    assert days(asked, datetime(2024, 1, 3), datetime(2024, 1, 23)) == [
        ("24-01-03", "24-01-17"),
        ("24-01-10", "24-01-24"),
    ]


def test_a_range_shorter_than_the_window_has_none() -> None:
    assert days(Windows(width=5), datetime(2024, 1, 1), datetime(2024, 1, 4)) == []


def test_an_empty_list_has_no_windows() -> None:
    assert list(windows(dates(), Windows())) == []
    assert list(windows(dates(), Windows(unit=Unit.EVENTS, width=1))) == []


def test_events_are_counted_in_canonical_order_even_within_a_text() -> None:
    same = datetime(2024, 1, 1)
    rows = [{"document.id": "d", "document.date": same, "statement.start": n} for n in range(4)]
    events = EventList.from_rows(rows, built_in_types()[0])
    parts = windows(events, Windows(unit=Unit.EVENTS, width=3))
    assert [part.column("statement.start").to_list() for _, part in parts] == [[0, 1, 2], [1, 2, 3]]


def test_a_window_of_events_stands_for_its_middle_one() -> None:
    moments = [datetime(2024, 1, n) for n in (1, 2, 3, 9)]
    asked = Windows(unit=Unit.EVENTS, width=3)
    found = [(p.start.day, p.stop, p.middle.day) for p in periods(dates(*moments), asked)]
    assert found == [
        (1, datetime(2024, 1, 3, 0, 0, 1), 2),
        (2, datetime(2024, 1, 9, 0, 0, 1), 3),
    ]


def test_centres_of_kernels_run_over_the_whole_range() -> None:
    events = dates(datetime(2024, 1, 1), datetime(2024, 1, 4))
    found = [p.middle.day for p in periods(events, Windows(width=2, kernel=Kernel.TRIANGULAR))]
    assert found == [1, 2, 3, 4]


def test_indented_centres_keep_half_a_width_to_the_ends() -> None:
    events = dates(datetime(2024, 1, 1), datetime(2024, 1, 6))
    asked = Windows(width=4, kernel=Kernel.UNIFORM, indent=True)
    assert [p.middle.day for p in periods(events, asked)] == [3, 4]


def test_a_kernel_reaches_half_the_width_within_the_range() -> None:
    events = dates(datetime(2024, 1, 1), datetime(2024, 1, 6))
    first, *_, last = periods(events, Windows(width=3, kernel=Kernel.UNIFORM))
    assert (first.start, first.stop) == (datetime(2024, 1, 1), datetime(2024, 1, 2, 12, 0, 1))
    assert (last.start, last.stop) == (datetime(2024, 1, 4, 12), datetime(2024, 1, 7))


def test_a_gaussian_kernel_reaches_over_the_whole_range() -> None:
    events = dates(datetime(2024, 1, 1), datetime(2024, 1, 6))
    found = list(windows(events, Windows(width=3, kernel=Kernel.GAUSSIAN)))
    assert {(p.start, p.stop) for p, _ in found} == {(datetime(2024, 1, 1), datetime(2024, 1, 7))}
    assert {len(part) for _, part in found} == {2}


def test_statements_of_a_kernel_carry_their_weight() -> None:
    events = dates(*(datetime(2024, 1, n) for n in (1, 2, 3, 4, 5)))
    found = {
        p.middle.day: part
        for p, part in windows(events, Windows(width=4, kernel=Kernel.TRIANGULAR))
    }
    assert found[3].column("statement.weight").to_list() == [0.5, 1.0, 0.5]


def test_a_month_weighs_the_same_whatever_its_length() -> None:
    # Around 1 March 2023, a month before (28 days) and a month after (31 days) are equally far.
    moments = [datetime(2023, month, 1) for month in (1, 2, 3, 4, 5)]
    asked = Windows(unit=Unit.MONTHS, width=4, kernel=Kernel.TRIANGULAR)
    found = {p.middle.month: part for p, part in windows(dates(*moments), asked)}
    assert found[3].column("statement.weight").to_list() == [0.5, 1.0, 0.5]


def test_a_date_as_the_end_of_the_range_is_its_whole_day() -> None:
    events = dates(datetime(2024, 1, 1), datetime(2024, 1, 3, 15))
    limits = (datetime(2024, 1, 2), date(2024, 1, 3))
    found = list(windows(events, Windows(width=2), extent=limits))  # type: ignore[arg-type]
    assert [len(part) for _, part in found] == [1]


def test_an_unordered_frame_is_put_in_order() -> None:
    events = dates(datetime(2024, 1, 1), datetime(2024, 1, 2), datetime(2024, 1, 3))
    mixed = EventList(events.frame[[2, 0, 1]], events.statement_type)
    assert [len(part) for _, part in windows(mixed, Windows(width=1))] == [1, 1, 1]


@few
@given(st.floats(0, 50), st.sampled_from(list(Kernel)))
def test_weights_are_the_same_on_both_sides_and_fall_with_distance(
    u: float, kernel: Kernel
) -> None:
    before, after, nearer = weights(kernel, np.array([-u, u, u / 2])).tolist()
    assert before == after <= nearer


@pytest.mark.parametrize("kernel", list(Kernel))
def test_weights_add_up_to_one(kernel: Kernel) -> None:
    u = np.linspace(-40, 40, 800_001)
    assert float(weights(kernel, u).sum()) * 1e-4 == pytest.approx(1.0, abs=1e-4)


def test_columns_of_the_event_list_stay() -> None:
    events = dates(datetime(2024, 1, 1))
    events = EventList(
        events.frame.with_columns(pl.lit("left").alias("wing")), events.statement_type
    )
    ((_, part),) = windows(events, Windows(width=1))
    assert part.column("wing").to_list() == ["left"]
