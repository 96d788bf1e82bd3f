"""How is the course of a network drawn? Sums of ties over time, and below them the statements in each slice"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dissensus.analysis.over_time.course import Course
from dissensus.model.network import Projection
from dissensus.pictures.drawing import figure
from dissensus.report import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__: list[str] = []


@figure.register(Course)
def _course(course: Course, *, title: str = "", subtitle: str = "") -> Figure:
    """Draw the course of a network."""
    table, options = course.table, course.options
    positive, negative = table["positive"].to_numpy(), table["negative"].to_numpy()
    subtract = options.get("kind") == Projection.SUBTRACT
    words = ("congruence outweighs", "conflict outweighs") if subtract else ("positive", "negative")
    series = {words[0]: positive, words[1]: negative} if negative.any() else {"ties": positive}
    statements = table["statements"].to_numpy()
    kernel = options.get("kernel", "none")
    made = [
        f"{len(course):,} slices of {options.get('window', '?')}, {options.get('step', '?')} apart",
        "" if kernel == "none" else f"{kernel} kernel",
        f"normalization: {options.get('normalization', 'none')}",
    ]
    return charts.lines(
        table["middle"].to_list(),
        series,
        caption=charts.Caption(
            title=title or f"{course.name[:1].upper()}{course.name[1:]} over time",
            subtitle=subtitle
            or "Sum of the weights of all ties, each pair once"
            + ("; below, the statements in each slice." if len(course) else "."),
            statements=None if course.behind is None else len(course.behind),
            unreviewed=course.unreviewed,
            note=", ".join(part for part in made if part) + "."
            if len(course)
            else "No slice: the dates span less than one window.",
        ),
        ylabel="sum of weights",
        xlabel="middle of the slice",
        below=("statements", statements) if len(course) else None,
        limits=(0, None),
    )
