"""How does a result look? ``plot``: into an .svg, .pdf or .png; ``figure``: as a matplotlib figure"""

from __future__ import annotations

from functools import singledispatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dissensus.errors import ExchangeError
from dissensus.report import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["figure", "plot"]


def plot(result: object, path: str | Path, **options: Any) -> Path:
    """Draw a result into a file: .svg, .pdf or .png by suffix; return the path.

    Every result has a title, axes with units, n and how much of it nobody reviewed; ``title=...`` replaces the title, further options depend on
    the kind of result and are those of its function in ``dissensus.pictures``. The same result gives the
    same bytes. Raises ``ExchangeError`` for another suffix or a result there is no picture of.
    Cost: that of drawing, mostly under a second.
    """
    charts.picture_suffix(path)
    return charts.write(figure(result, **options), path)


@singledispatch
def figure(result: object, **options: Any) -> Figure:
    """Draw a result as a matplotlib figure, to be changed or shown; options as for ``plot``.

    Raises ``ExchangeError`` for a result there is no picture of.
    """
    del options
    known = sorted(kind.__name__ for kind in figure.registry if kind is not object)
    raise ExchangeError(
        f"There is no picture of a {type(result).__name__}.",
        remedy=f"These can be drawn: {', '.join(known)}.",
    )
