"""What does DNA divide into blocs, and how does it score two given divisions? ``polarization``

Its searches draw by lot without a seed, so what they found is not compared; dates, labels, matrices and the
exact scores of two fixed divisions per slice are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from benchmarks.dna_grid.compare import difference
from benchmarks.dna_grid.networks import written
from benchmarks.dna_grid.request import Misunderstood, Request, read
from dissensus.analysis.design import OneMode, Unit
from dissensus.analysis.encounters import Encounters
from dissensus.analysis.peer.polarization import pairs, quality
from dissensus.exchange.dna.database import DnaDatabase
from dissensus.model.network import Normalization, Projection

__all__ = ["polarization", "same_polarization"]

_DEFAULTS: Final[Mapping[str, Any]] = {
    "networkType": "onemode",
    "qualifierAggregation": "subtract",
    "normalization": "average",
    "kernel": "uniform",
    "indentTime": False,
}
_SEARCH: Final = (
    "algorithm",
    "normalizeScores",
    "numClusters",
    "numParents",
    "numIterations",
    "elitePercentage",
    "mutationPercentage",
    "randomSeed",
)
_BY_LOT: Final = ("finalMaxQ", "memberships")


def polarization(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """Build the networks of a case, slice by slice, and score two fixed divisions of each."""
    fixed = {
        key: _DEFAULTS[key] for key in ("networkType", "qualifierAggregation", "normalization")
    }
    if changed := [key for key in fixed if options.get(key, fixed[key]) != fixed[key]]:
        raise Misunderstood(f"polarization has its own {', '.join(changed)}")
    request = read(options, database, defaults=_DEFAULTS, also=_SEARCH)
    blocs = int(options.get("numClusters", 2))
    series = [_slice(pair, blocs) for pair in _pairs(request)]
    return {"count": len(series), "series": series, "errors": 0}


def same_polarization(told: Mapping[str, Any], ours: Mapping[str, Any]) -> str | None:
    """Compare all but what was drawn by lot."""
    series = [
        {key: value for key, value in own.items() if key not in _BY_LOT} for own in told["series"]
    ]
    return difference({**told, "series": series}, ours)


def _pairs(request: Request) -> list[Encounters]:
    design = OneMode(
        actors=request.rows,
        concepts=request.columns,
        qualifier=request.qualifier,
        kind=Projection.IGNORE,
        normalization=Normalization.AVERAGE,
        duplicates=request.duplicates,
    )
    if request.unit is not None and request.kernel is None:
        raise Misunderstood("polarization over time without a kernel")
    if request.unit is Unit.EVENTS:
        return []
    return list(
        pairs(
            request.events,
            design,
            None if request.unit is None else request.windows(),
            population=request.population,
            extent=request.extent,
        )
    )


def _slice(pair: Encounters, blocs: int) -> dict[str, Any]:
    size = len(pair.names)
    alternating, consecutive = np.arange(size) % blocs, np.arange(size) * blocs // max(size, 1)
    scores = [
        {
            "memberships": members.tolist(),
            "normalized": normalized,
            "value": quality(pair.congruence, pair.conflict, members, normalized=normalized),
        }
        for members in (alternating, consecutive)
        for normalized in (False, True)
        if size
    ]
    return {
        "start": written(pair.since),
        "middle": written(pair.middle),
        "stop": written(pair.until),
        "nodes": size,
        "quality": scores,
        "labels": pair.names,
        "congruence": pair.congruence.tolist(),
        "conflict": pair.conflict.tolist(),
    }
