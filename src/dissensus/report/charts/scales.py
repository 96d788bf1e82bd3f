"""What stands at an axis? ``dated``, ``places``, ``on_dates``, ``legend``, ``legend_height``, ``written``"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from numpy.typing import ArrayLike, NDArray

from dissensus.report.charts.fit import shortened, width_of

__all__ = ["dated", "legend", "legend_height", "on_dates", "places", "written"]

_SIZE: Final = 8.5
_NAME: Final = 1.8  # inches for the name of a group
_ROOM: Final = 6.2  # inches
_DAY: Final = 86_400e6  # microseconds


def dated(side: Sequence[Any] | ArrayLike) -> bool:
    """Say whether these are dates."""
    array = np.asarray(side)
    return array.dtype.kind == "M" or (array.size > 0 and isinstance(array.flat[0], date))


def places(side: Sequence[Any] | ArrayLike) -> NDArray[np.float64]:
    """Return numbers as they are, and dates as days since 1970, which is how axes count."""
    if not dated(side):
        return np.asarray(side, dtype=np.float64)
    microseconds = np.asarray(side, dtype="datetime64[us]").astype(np.int64)
    return microseconds.astype(np.float64) / _DAY


class _Dates(ConciseDateFormatter):
    """Says at the first tick what the others leave out: the year, the month or the day."""

    def __init__(self, locator: AutoDateLocator, *, between: str) -> None:
        super().__init__(locator)  # type: ignore[no-untyped-call]
        self._between = between

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        labels = [str(label) for label in super().format_ticks(values)]  # type: ignore[no-untyped-call]
        if not labels:
            return labels
        first = np.datetime64(int(values[0] * _DAY), "us").astype(datetime)
        apart = (values[-1] - values[0]) / max(1, len(values) - 1)
        whole = (
            f"{first:%Y}"
            if apart > 20
            else f"{first:%Y-%m}"
            if apart > 0.9
            else f"{first:%Y-%m-%d}"
        )
        if not re.fullmatch(r"[0-9]{4}", labels[0]):
            labels[0] = f"{labels[0]}{self._between}{whole}"
        return labels


def on_dates(axes: Axes, *, vertical: bool = False) -> None:
    """Let an axis speak in dates, with as few figures as tell them apart."""
    locator = AutoDateLocator(minticks=4, maxticks=9)  # type: ignore[no-untyped-call]
    axis = axes.yaxis if vertical else axes.xaxis
    axis.set_major_locator(locator)
    axis.set_major_formatter(_Dates(locator, between=" " if vertical else "\n"))
    axis.get_offset_text().set_visible(False)


def legend(
    axes: Axes, names: Sequence[str], handles: Sequence[Artist], *, room: float = _ROOM
) -> None:
    """Set the names of groups above the axes, in as few rows as ``room`` inches allow."""
    # A name that begins with an underscore would be left out.
    words = ["\u200b" + shortened(name, _NAME, _SIZE) for name in names]
    axes.legend(
        handles,
        words,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=_columns(names, room),
        borderaxespad=0.2,
        handlelength=1.6,
        columnspacing=1.4,
    )


def legend_height(names: Sequence[str], *, room: float = _ROOM) -> float:
    """Return how many inches the names of groups need."""
    return 0.21 * -(-len(names) // _columns(names, room)) + 0.05 if len(names) else 0.0


def _columns(names: Sequence[str], room: float) -> int:
    widths = [min(width_of(name, _SIZE), _NAME) + 0.5 for name in names]
    if sum(widths) <= room:
        return max(1, len(names))
    return max(1, int(room / max(widths)))


def written(value: float) -> str:
    """Write a number short: 1,234; 0.25; −3."""
    if float(value).is_integer():
        words = f"{value:,.0f}"
    else:
        words = f"{value:,.2f}" if abs(value) >= 0.1 else f"{value:.2g}"
    return words.replace("-", "−")
