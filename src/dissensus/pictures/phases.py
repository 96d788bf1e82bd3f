"""How are phases drawn? Distances between slices, the states as a strip over time, and the path on a plane"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dissensus.analysis.phases.finding import Phases
from dissensus.pictures.drawing import figure
from dissensus.report import charts
from dissensus.report.charts.states import states

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__: list[str] = []


@figure.register(Phases)
def _phases(phases: Phases, *, title: str = "", subtitle: str = "") -> Figure:
    """Draw phases."""
    changes = [f"{middle.start:%Y-%m-%d}" for middle, _, _ in phases.changes()]
    told = f"The debate has {phases.k} states; changes: {', '.join(changes[:3])}"
    told += f" and {len(changes) - 3} more" if len(changes) > 3 else ""
    quality = f"{phases.chosen.quality:.3f}".replace("-", "−")
    if phases.chosen.quality <= 0:
        quality += " (no better than chance)"
    kinds = {"absolute": "Σ |difference of cells|", "spectral": "distance of spectra"}
    return states(
        phases.distances,
        [middle.start for middle in phases.middles],
        phases.states,
        phases.places[:, 0],
        phases.places[:, 1],
        caption=charts.Caption(
            title=title or told,
            subtitle=subtitle
            or "Left: how much slices of time differ, below their states. "
            "Right: slices placed by how much they differ, joined in order of time.",
            statements=None if phases.behind is None else len(phases.behind),
            unreviewed=phases.unreviewed,
            note=f"{len(phases.states):,} slices. States by {phases.method}, "
            f"modularity {quality}. Plane: stress {phases.stress:.1f} %.",
        ),
        label=kinds[str(phases.distance)],
    )
