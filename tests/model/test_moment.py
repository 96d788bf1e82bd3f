"""Facts about dates that are known only so exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissensus.model.moment import Moment, Precision


@pytest.mark.parametrize(
    ("text", "precision", "stop"),
    [
        ("2019", Precision.YEAR, datetime(2020, 1, 1)),
        ("2020", Precision.YEAR, datetime(2021, 1, 1)),
        ("2020-02", Precision.MONTH, datetime(2020, 3, 1)),
        ("2019-12", Precision.MONTH, datetime(2020, 1, 1)),
        ("2019-12-31", Precision.DAY, datetime(2020, 1, 1)),
        ("2019-12-31T23:59:59Z", Precision.SECOND, datetime(2020, 1, 1)),
    ],
)
def test_a_date_keeps_its_precision_and_knows_its_end(
    text: str, precision: Precision, stop: datetime
) -> None:
    moment = Moment.parse(text)
    assert (moment.precision, moment.stop, str(moment)) == (precision, stop, text)


def test_a_time_with_a_zone_is_told_in_utc() -> None:
    assert str(Moment.parse("2024-03-31T01:30:00+02:00")) == "2024-03-30T23:30:00Z"
    zone = timezone(timedelta(hours=-5))
    assert Moment.of(datetime(2024, 1, 1, 20, tzinfo=zone)) == Moment.of(
        datetime(2024, 1, 2, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "text", ["", "soon", "2019-13", "2019-02-30", "19", "2019-1-1", "2019-06-05T25:00"]
)
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        Moment.parse(text)


@given(st.dates())
def test_every_day_reads_back_the_same(day: date) -> None:
    assert Moment.parse(str(Moment.of(day))) == Moment.of(day)
