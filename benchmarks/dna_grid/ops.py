"""Who computes which operation of the grid? ``OPS``, ``COMPARISONS``"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from benchmarks.dna_grid.backbone import annealed, evaluated, nested, same_annealed
from benchmarks.dna_grid.bar_plot import bar_plot
from benchmarks.dna_grid.compare import difference, same_network_result
from benchmarks.dna_grid.event_list import event_list
from benchmarks.dna_grid.networks import network, timewindow
from benchmarks.dna_grid.polarization import polarization, same_polarization
from dissensus.exchange.dna.database import DnaDatabase

__all__ = ["COMPARISONS", "OPS", "compare"]

Operation: TypeAlias = Callable[[Mapping[str, Any], DnaDatabase], Mapping[str, Any]]
Comparison: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any]], str | None]

OPS: Final[Mapping[str, Operation]] = {
    "backbone_eval": evaluated,
    "backbone_nested": nested,
    "backbone_sa": annealed,
    "barplot": bar_plot,
    "eventlist": event_list,
    "network": network,
    "polarization": polarization,
    "timewindow": timewindow,
}
COMPARISONS: Final[Mapping[str, Comparison]] = {
    "backbone_sa": same_annealed,
    "network": same_network_result,
    "polarization": same_polarization,
    "timewindow": same_network_result,
}


def compare(op: str, told: Mapping[str, Any], ours: Mapping[str, Any]) -> str | None:
    """Return how two results of an operation differ first, None if they are the same."""
    comparison = COMPARISONS.get(op)
    return difference(told, ours) if comparison is None else comparison(told, ours)
