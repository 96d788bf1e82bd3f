"""How are clusterings drawn? The modularity of each method; over time that of the best, and how many actors there are"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dissensus.analysis.clustering.comparison import Clusterings
from dissensus.pictures.drawing import figure
from dissensus.report import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__: list[str] = []


@figure.register(Clusterings)
def _clusterings(clusterings: Clusterings, *, title: str = "", subtitle: str = "") -> Figure:
    """Draw clusterings."""
    methods = {division.method for each in clusterings.slices for division in each.divisions}
    caption = charts.Caption(
        title=title,
        subtitle=subtitle,
        statements=None if clusterings.behind is None else len(clusterings.behind),
        unreviewed=clusterings.unreviewed,
        note=f"{len(methods)} methods. Weighted modularity of the ties above 0 "
        f"({clusterings.options.get('kind', '')}).",
    )
    if len(clusterings.slices) != 1:
        return _over_time(clusterings, caption)
    (only,) = clusterings.slices
    found = sorted(only.divisions, key=lambda division: -division.quality)
    best = only.best
    told = (
        f"{len(only.names):,} actors fall into {best.k} groups, says {best.method}"
        if best
        else f"{len(only.names):,} actors are too few to be divided"
    )
    return charts.intervals(
        [f"{division.method} ({division.k} groups)" for division in found],
        *[np.array([division.quality for division in found])] * 3,
        caption=charts.Caption(
            title=caption.title or told,
            subtitle=caption.subtitle or "How well each method's division fits the ties.",
            statements=caption.statements,
            unreviewed=caption.unreviewed,
            note=caption.note,
        ),
        xlabel="modularity",
    )


def _over_time(clusterings: Clusterings, caption: charts.Caption) -> Figure:
    dated = [each for each in clusterings.slices if each.middle is not None]
    best = [each.best for each in dated]
    return charts.lines(
        [each.middle.start for each in dated if each.middle is not None],
        {"best of all methods": [np.nan if b is None else b.quality for b in best]},
        caption=charts.Caption(
            title=caption.title or "How clearly actors fall into groups, over time",
            subtitle=caption.subtitle
            or "Highest modularity of all methods per slice of time; below, its number of groups.",
            statements=caption.statements,
            unreviewed=caption.unreviewed,
            note=f"{len(clusterings.slices):,} slices. {caption.note}",
        ),
        ylabel="modularity",
        below=("groups", [0 if b is None else b.k for b in best]),
    )
