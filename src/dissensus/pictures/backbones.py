"""How is a backbone drawn? Nested: losses from concept to concept; else the search, or what is in the two sets"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dissensus.analysis.backbone.result import Backbone, Fixed, Split
from dissensus.analysis.backbone.subsets import Trace
from dissensus.pictures.drawing import figure
from dissensus.report import charts
from dissensus.report.charts.ladder import ladder

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__: list[str] = []

_POINTS: Final = 1000  # of a trace: more than a picture can show


@figure.register(Backbone)
def _backbone(backbone: Backbone, *, title: str = "", subtitle: str = "", most: int = 80) -> Figure:
    """Draw a backbone; of a nested one the ``most`` concepts that are missed most."""
    distance = "of degree sequences, as DNA computes it" if backbone.compat else "of spectra"
    caption = charts.Caption(
        title=title or _finding(backbone),
        subtitle=subtitle or _what_is_drawn(backbone, distance),
        statements=backbone.statements,
        unreviewed=backbone.unreviewed,
        note=_made(backbone),
    )
    if backbone.best is None:
        removals = backbone.removals[::-1]
        return ladder(
            [r.concept for r in removals],
            {
                "backbone": [r.loss for r in removals],
                "redundant set": [r.redundant_loss for r in removals],
            },
            caption=caption,
            xlabel=f"loss (distance {distance})",
            most=most,
        )
    if backbone.trace is None:
        return _sets(backbone, backbone.best, caption, most)
    return _search(backbone.trace, caption, penalized=not isinstance(backbone.method, Fixed))


def _sets(backbone: Backbone, best: Split, caption: charts.Caption, most: int) -> Figure:
    counts = dict(zip(backbone.concepts, backbone.material.counts.tolist(), strict=True))
    labels = [
        *sorted(best.backbone, key=lambda name: (-counts[name], name)),
        *sorted(best.redundant, key=lambda name: (-counts[name], name)),
    ]
    inside = np.arange(len(labels)) < len(best.backbone)
    values = np.array([counts[name] for name in labels])
    return charts.bars(
        labels,
        {"backbone": np.where(inside, values, 0), "redundant set": np.where(inside, 0, values)},
        caption=caption,
        xlabel="statements",
        most=most,
    )


def _search(trace: Trace, caption: charts.Caption, *, penalized: bool) -> Figure:
    every = max(1, -(-len(trace.loss) // _POINTS))
    if every > 1:
        caption = caption.also(f"One of {every} iterations is drawn.")
    # A search from a random set begins far above everything that follows.
    highest = 1.15 * float(np.quantile(trace.loss, 0.99))
    if trace.loss.max() > highest:
        caption = caption.also(f"Losses up to {trace.loss.max():.2g} are cut off.")
    return charts.lines(
        np.arange(1, len(trace.loss) + 1)[::every],
        {"current set": trace.loss[::every], "best so far": trace.best[::every]},
        caption=caption,
        xlabel="iteration",
        ylabel="penalized loss" if penalized else "loss",
        below=("concepts", trace.size[::every]) if penalized else None,
        limits=(0.0, max(highest, float(trace.best[0])) or None),
    )


def _finding(backbone: Backbone) -> str:
    count = len(backbone.concepts)
    if backbone.best is None:
        last, first = backbone.removals[-1].concept, backbone.removals[0].concept
        return (
            f"Missed most: {last}. Missed least: {first}" if count > 1 else f"One concept: {last}"
        )
    size = len(backbone.best.backbone)
    return f"{size:,} of {count:,} concepts {'carries' if size == 1 else 'carry'} the network"


def _what_is_drawn(backbone: Backbone, distance: str) -> str:
    if backbone.best is None:
        return (
            "Loss of the backbone if a concept and all below it are left out; "
            "loss of a network of those that are left out alone."
        )
    losses = f"{backbone.best.loss:.3f} in the backbone, {backbone.best.redundant_loss:.3f} in the redundant set"
    return f"Loss (distance {distance}): {losses}."


def _made(backbone: Backbone) -> str:
    told = f"{backbone.actors:,} actors, {len(backbone.concepts):,} concepts."
    if backbone.exact:
        return f"{told} All sets were looked at."
    if backbone.trace is not None:
        return f"{told} {backbone.iterations:,} iterations of annealing, seed {backbone.seed}."
    return told
