"""How much does a statement count at a distance in time? ``weights``, and the axis they are measured on"""

from __future__ import annotations

from math import pi, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.design import Kernel, Unit, Windows
from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["SECONDS", "half_width", "place", "reach_of", "weights", "when"]

SECONDS: Final = {
    Unit.SECONDS: 1,
    Unit.MINUTES: 60,
    Unit.HOURS: 3_600,
    Unit.DAYS: 86_400,
    Unit.WEEKS: 604_800,
}
"""How long a unit is; months and years have no one length."""

_FAR: Final = 37.0  # half widths; farther, a product of two weights is below the smallest double


def weights(kernel: Kernel, distance: Numbers) -> Numbers:
    """Return the weight z(u) of a statement at the distance u, in half widths, on either side.

    * ``uniform``: z = 1/2 for |u| ≤ 1
    * ``triangular``: z = 1 - |u| for |u| < 1
    * ``epanechnikov``: z = 3/4 (1 - u²) for |u| < 1
    * ``gaussian``: z = exp(-u²/2) / sqrt(2π) for all u; half the width is one standard deviation.
      Beyond 37 of them (z < 1e-297) it is taken to be 0.

    and 0 elsewhere. Each is symmetric and, over u, adds up to 1. DNA 3.0 has 3/4 (1 - u)² and |1 - u| with u
    positive before the middle, so that the late end of a window weighs most.

    Source: Epanechnikov, V. A. (1969), Non-Parametric Estimation of a Multivariate Probability Density,
    Theory of Probability and Its Applications 14(1), doi 10.1137/1114019; Silverman, B. W. (1986),
    Density Estimation for Statistics and Data Analysis, doi 10.1201/9781315140919 (table 3.1).
    Cost: O(length).

    >>> weights(Kernel.EPANECHNIKOV, np.array([-0.5, 0.0, 0.5, 2.0])).tolist()
    [0.5625, 0.75, 0.5625, 0.0]
    """
    u = np.abs(distance)
    match kernel:
        case Kernel.UNIFORM:
            return np.where(u <= 1.0, 0.5, 0.0)
        case Kernel.TRIANGULAR:
            return np.maximum(1.0 - u, 0.0)
        case Kernel.EPANECHNIKOV:
            return np.maximum(0.75 * (1.0 - u * u), 0.0)
        case Kernel.GAUSSIAN:
            return np.where(u <= _FAR, np.exp(-0.5 * u * u) / sqrt(2.0 * pi), 0.0)


def reach_of(kernel: Kernel) -> tuple[float, bool]:
    """Return up to how many half widths the weight is above 0, and whether it is at that very distance."""
    return (_FAR if kernel is Kernel.GAUSSIAN else 1.0), kernel in (Kernel.UNIFORM, Kernel.GAUSSIAN)


def half_width(windows: Windows) -> float:
    """Return half of the width on the axis of ``place``."""
    if windows.unit in SECONDS:
        return windows.width * SECONDS[windows.unit] / 2
    return windows.width * (12 if windows.unit is Unit.YEARS else 1) / 2


def place(seconds: Integers, unit: Unit) -> Numbers:
    """Put times (seconds since 1970) on an axis on which a unit is of one length everywhere.

    The axis is in seconds up to weeks. For months and years it is in months: a month is 1 whatever its
    length, and a moment in it stands at the share of the month that has passed.

    >>> place(np.array([0, 16 * 86_400]), Unit.MONTHS).tolist()  # 17 January is past the middle
    [0.0, 0.5161290322580645]
    """
    if unit in SECONDS:
        return seconds.astype(np.float64)
    month = seconds.astype("datetime64[s]").astype("datetime64[M]")
    begin, end = _bounds(month)
    found: Numbers = month.astype(np.int64) + (seconds - begin) / (end - begin)
    return found


def when(places: Numbers, unit: Unit) -> Numbers:
    """Return the time (seconds since 1970, with fractions) of places on the axis: the way back."""
    if unit in SECONDS:
        return places
    whole = np.floor(places)
    begin, end = _bounds(whole.astype(np.int64).astype("datetime64[M]"))
    found: Numbers = begin + (places - whole) * (end - begin)
    return found


def _bounds(month: NDArray[np.datetime64]) -> tuple[Numbers, Numbers]:
    """Return the first second of each month, and of the next one."""

    def first(of: NDArray[np.datetime64]) -> Numbers:
        return of.astype("datetime64[s]").astype(np.int64).astype(np.float64)

    return first(month), first(month + np.timedelta64(1, "M"))
