"""Which concepts does DNA find redundant? ``nested``, ``evaluated``, ``annealed``

Its annealing draws by lot without a seed: compared are the temperatures (ours are others), the loss of every set it ended at, and
whether ours ends at a set no worse than its best. What it reports of the set it happened to be at is not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import exp
from typing import Any, Final

from benchmarks.dna_grid.compare import difference
from benchmarks.dna_grid.request import Misunderstood, Request, read
from dissensus.analysis.backbone.finding import backbone, evaluate_backbone
from dissensus.analysis.backbone.result import Fixed, Nested, Penalty, penalized
from dissensus.analysis.design import Compat, OneMode
from dissensus.analysis.peer.backbone import degree_spectrum
from dissensus.analysis.peer.cells import cells
from dissensus.analysis.peer.matrices import matrix
from dissensus.exchange.dna.database import DnaDatabase

__all__ = ["annealed", "evaluated", "nested", "same_annealed"]

_DEFAULTS: Final[Mapping[str, Any]] = {
    "networkType": "onemode",
    "qualifierAggregation": "subtract",
    "normalization": "average",
    "duplicates": "document",
}
_ITERATIONS: Final = 10_000
_SEEDS: Final = 60
_TOLERANCE: Final = 1e-9


def nested(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """Let the concepts go in DNA's order."""
    request, design, own = _asked(options, database)
    filtered = cells(request.events, design, population=request.population)
    removals = backbone(method=Nested(), **own).removals if len(filtered) else ()
    return {
        "numFiltered": len(filtered),
        "iteration": list(range(1, len(removals) + 1)),
        "entities": [r.concept for r in removals],
        "backboneLoss": [r.loss for r in removals],
        "redundantLoss": [r.redundant_loss for r in removals],
        "numStatements": [r.statements for r in removals],
        # By the network's own arithmetic, not by that of the backbone.
        "eigenvaluesFull": degree_spectrum(matrix(filtered, design).toarray()).tolist(),
        "errors": 0,
    }


def evaluated(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """Compute the losses of given sets, with each penalty."""
    _, _, own = _asked(options, database, "sets", "p")
    losses = []
    for names in options["sets"]:
        split = evaluate_backbone(concepts=names, **own)
        for strength in options["p"]:
            kept, left = split.penalized(strength)
            losses.append({"set": names, "p": strength, "backbone": kept, "redundant": left})
    return {"losses": losses, "errors": 0}


def annealed(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """Return what the runs of a case are compared with: functions of a set, a seed, an iteration."""
    _, _, own = _asked(options, database, "method", "backboneSize", "p", "T")
    if options["method"] not in ("fixed", "penalty"):
        raise Misunderstood(f"unknown method {options['method']!r}")
    method = (
        Fixed(options["backboneSize"]) if options["method"] == "fixed" else Penalty(options["p"])
    )
    strength = 0.0 if isinstance(method, Fixed) else method.strength

    def loss(names: Collection[str]) -> float:
        return evaluate_backbone(concepts=names, **own).penalized(strength)[0]

    def found(seed: int) -> float:
        split = backbone(method=method, iterations=_ITERATIONS, seed=seed, **own).split()
        count = len(split.backbone) + len(split.redundant)
        return penalized(split.loss, len(split.backbone), count, strength)

    steps = int(options["T"])
    warmth = {
        name: 1 - 1 / (1 + exp(5 - 12 * t / steps))
        for name, t in (
            ("temperatureFirst", 1),
            ("temperatureMid", steps // 2 + 1),
            ("temperatureLast", steps),
        )
    }
    return {"loss": loss, "found": found, "temperatures": warmth}


def same_annealed(told: Mapping[str, Any], ours: Mapping[str, Any]) -> str | None:
    """Compare each run's end, and its best end with the best of ours."""
    for number, run in enumerate(told["runs"]):
        warmth = {name: run[name] for name in ours["temperatures"]}
        if found := difference(warmth, ours["temperatures"], f"/runs[{number}]"):
            return found
        own = {"finalLoss": ours["loss"](run["backbone"])}
        if found := difference({"finalLoss": run["finalLoss"]}, own, f"/runs[{number}]"):
            return found
    best = min(run["finalLoss"] for run in told["runs"])
    limit = best * (1 + _TOLERANCE)
    least = float("inf")
    for seed in range(_SEEDS):
        least = min(least, ours["found"](seed))
        if least <= limit:
            return None
    return f"/runs: {best!r} is the best told, {least!r} here in {_SEEDS} searches"


def _asked(
    options: Mapping[str, Any], database: DnaDatabase, *also: str
) -> tuple[Request, OneMode, dict[str, Any]]:
    if options.get("networkType", "onemode") != "onemode":
        raise Misunderstood("a backbone of a network that is not one-mode")
    request = read(options, database, defaults=_DEFAULTS, also=also)
    (design,) = request.designs()
    if not isinstance(design, OneMode):
        raise Misunderstood("a backbone of a network that is not one-mode")
    own = {
        "events": request.events,
        "design": design,
        "population": request.population,
        "extent": request.extent,
        "compat": Compat.DNA_3_0,
    }
    return request, design, own
