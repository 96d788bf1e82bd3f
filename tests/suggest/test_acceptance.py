"""Facts about rates of acceptance; the intervals are those of Wilson's formula by hand."""

from __future__ import annotations

import pytest

from dissensus.suggest.acceptance import Acceptance


def test_nothing_decided_has_no_rate_and_may_be_anything() -> None:
    nothing = Acceptance(0, 0)
    assert (nothing.rate, nothing.low, nothing.high) == (None, 0.0, 1.0)


@pytest.mark.parametrize(
    ("accepted", "decided", "low", "high"),
    [(10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilsons(accepted: int, decided: int, low: float, high: float) -> None:
    found = Acceptance(accepted, decided)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)
