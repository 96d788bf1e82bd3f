"""How are ideal points drawn? One dimension as dots with intervals, two as a plane with a cross each"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dissensus.analysis.scaling.result import Scaling
from dissensus.pictures.drawing import figure
from dissensus.report import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__: list[str] = []

_NAMED: Final = 40
_CROSSES: Final = 30  # more would hide each other


@figure.register(Scaling)
def _scaling(
    scaling: Scaling, *, title: str = "", subtitle: str = "", concepts: bool = False
) -> Figure:
    """Draw the points of the actors, or, with ``concepts``, what the concepts tell apart."""
    estimate = scaling.discrimination if concepts else scaling.points
    names = scaling.concepts if concepts else scaling.actors
    what = "discrimination of concepts" if concepts else "ideal points"
    share = f"{scaling.interval:.0%}".replace("%", " %")
    caption = charts.Caption(
        title=title or ("What the concepts tell apart" if concepts else "Where actors stand"),
        subtitle=subtitle
        or f"Posterior means of {what}, {scaling.options['model']} model, with {share} intervals. {_scale(concepts)}",
        statements=scaling.statements,
        unreviewed=scaling.unreviewed,
        note=" ".join(
            (
                f"{scaling.stances:,} stances of {len(scaling.actors):,} actors on "
                f"{len(scaling.concepts):,} concepts.",
                *_period(scaling),
                *(f"Caution: {warning}" for warning in scaling.warnings),
            )
        ),
    )
    mean, low, high = estimate.mean, estimate.low, estimate.high
    order = np.argsort(-mean[:, 0], kind="stable")
    if scaling.dimensions == 1:
        return charts.intervals(
            [names[i] for i in order.tolist()],
            mean[order, 0],
            low[order, 0],
            high[order, 0],
            caption=caption,
            xlabel="discrimination" if concepts else "ideal point",
        )
    # Names of those who said most come first; the others stay dots where the plane is full.
    crosses = len(names) <= _CROSSES
    if not crosses:
        half = np.median(high - low, axis=0) / 2
        caption = caption.also(f"Intervals reach ± {half[0]:.1f} and ± {half[1]:.1f} (median).")
    counts = scaling.per_concept if concepts else scaling.per_actor
    spoken = set(np.argsort(-counts, kind="stable")[:_NAMED].tolist())
    return charts.scatter(
        [name if i in spoken else "" for i, name in enumerate(names)],
        mean[:, 0],
        mean[:, 1],
        caption=caption,
        xlabel="dimension 1",
        ylabel="dimension 2",
        x_interval=(low[:, 0], high[:, 0]) if crosses else None,
        y_interval=(low[:, 1], high[:, 1]) if crosses else None,
        equal=True,
    )


def _scale(concepts: bool) -> str:
    if concepts:
        return "Above 0: for it are those at the upper end."
    return "Mean 0, variance 1."


def _period(scaling: Scaling) -> tuple[str, ...]:
    if scaling.since is None or scaling.until is None:
        return ()
    return (f"{str(scaling.since)[:10]} to {str(scaling.until)[:10]}.",)
