"""How good are backbones that were searched for? ``python -m benchmarks.backbone [DATABASE.dna] [--seeds 10]``

For each size: the loss of the nested backbone, of the best that annealing found from several seeds, how many
of them found it, and how long one search takes (seconds of processor time, of one core). By the published
definition and in compatibility with DNA. Without a database, an invented debate is measured.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.debates import synthetic
from benchmarks.figures import machine
from dissensus.analysis.backbone.finding import backbone
from dissensus.analysis.backbone.result import Fixed, Penalty
from dissensus.analysis.design import Compat, OneMode
from dissensus.analysis.selection import Duplicates
from dissensus.events import EventList
from dissensus.exchange.dna import read_dna
from dissensus.model.network import Normalization, Projection

__all__ = ["main"]

DESIGN: Final = OneMode(
    qualifier="agreement",
    kind=Projection.SUBTRACT,
    normalization=Normalization.AVERAGE,
    duplicates=Duplicates.DOCUMENT,
)
SIZES: Final = (1, 2, 3, 5, 10, 20)
PENALTIES: Final = (2.5, 5.0, 7.5, 12.0)
_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Searches:
    """What the searches for one kind of backbone found, and how long each took."""

    losses: Sequence[float]
    sizes: Sequence[int]
    seconds: Sequence[float]

    @property
    def best(self) -> float:
        """The smallest loss."""
        return min(self.losses)

    def told(self) -> str:
        """How many searches found the best, the worst of them, and the time of one."""
        hits = sum(loss <= self.best * (1 + _SAME) for loss in self.losses)
        return (
            f"{self.best:.3e} | {hits} of {len(self.losses)} | {max(self.losses):.3e} | "
            f"{median(self.seconds):.2f}"
        )


def searched(
    events: EventList, method: Fixed | Penalty, seeds: int, compat: Compat | None
) -> Searches:
    """Search from each seed; a loss is penalized where the method penalizes."""
    losses, sizes, seconds = [], [], []
    strength = method.strength if isinstance(method, Penalty) else 0.0
    for seed in range(seeds):
        began = time.process_time()
        found = backbone(events, DESIGN, method=method, seed=seed, compat=compat)
        seconds.append(time.process_time() - began)
        losses.append(found.split().penalized(strength)[0])
        sizes.append(len(found.split().backbone))
        if found.exact:
            break
    return Searches(losses, sizes, seconds)


def main() -> None:
    """Print two tables for each definition."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backbone", description=__doc__)
    parser.add_argument("database", type=Path, nargs="?", help="a DNA 3 data base (.dna)")
    parser.add_argument("--seeds", type=int, default=10)
    given = parser.parse_args()
    if given.database is None:
        events = synthetic(10_000, persons=300, organizations=100, concepts=60)
    else:
        database = read_dna(given.database)
        events = database.events(database.labels[0])
    print(f"{machine()}\n")
    for compat in (None, Compat.DNA_3_0):
        began = time.process_time()
        nested = backbone(events, DESIGN, compat=compat)
        seconds = time.process_time() - began
        count = len(nested.concepts)
        print(f"**{compat or 'true spectra'}**: {nested!r}, nested in {seconds:.2f} s\n")
        print("| size | nested | best found | found it | worst found | s per search |")
        print("|---|---|---|---|---|---|")
        for size in (n for n in SIZES if n < count):
            told = searched(events, Fixed(size), given.seeds, compat).told()
            print(f"| {size} | {nested.split(size).loss:.3e} | {told} |", flush=True)
        print(
            "\n| penalty | size | best nested | best found | found it | worst found | s per search |"
        )
        print("|---|---|---|---|---|---|---|")
        for strength in PENALTIES:
            least = min(nested.split(n).penalized(strength)[0] for n in range(1, count))
            found = searched(events, Penalty(strength), given.seeds, compat)
            size = found.sizes[found.losses.index(found.best)]
            print(f"| {strength} | {size} | {least:.3e} | {found.told()} |", flush=True)
        print()


if __name__ == "__main__":
    main()
