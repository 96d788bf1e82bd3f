"""How are frequencies drawn? Bars, the most frequent on top, disagreement to the left and agreement to the right"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dissensus.analysis.frequencies import Frequencies
from dissensus.pictures.drawing import figure
from dissensus.report import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__: list[str] = []

_STRETCH: Final = {"acrossrange": "range of dates", "group": "group of near-duplicates"}


@figure.register(Frequencies)
def _frequencies(
    found: Frequencies, *, title: str = "", subtitle: str = "", most: int = 40
) -> Figure:
    """Draw the ``most`` frequent names, each with its statements by value of the qualifier."""
    order = np.argsort(-found.counts.sum(axis=1), kind="stable")
    words = {False: "no", True: "yes"}
    boolean = bool(found.values) and isinstance(found.values[0], bool)
    parts = {
        words[bool(value)] if boolean else str(value): found.counts[order, column]
        for column, value in enumerate(found.values)
    }
    if not found.values:
        parts = {"statements": found.counts[order].sum(axis=1)}
    once = found.options["duplicates"]
    note = (
        ""
        if once in ("include", "statement")
        else f"Repetitions count once per {_STRETCH.get(once, once)}."
    )
    return charts.bars(
        [found.names[n] for n in order.tolist()],
        parts,
        caption=charts.Caption(
            title=title or f"Statements per {found.variable}",
            subtitle=subtitle or (f"By {found.qualifier}." if found.qualifier else ""),
            statements=found.statements,
            unreviewed=found.unreviewed,
            note=note,
        ),
        xlabel="statements",
        left=("no",) if boolean else (),
        most=most,
    )
