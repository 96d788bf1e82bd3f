"""How does the time of each measure grow with the statements, from ten thousand to ten million?

python -m benchmarks.growth [--most 10000000] [--runs 3]

Actors and concepts stay the same (100 × 60), so that what grows is the statements alone. The last column is
the slope of log time over log statements between the two largest sizes: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from functools import partial
from statistics import median

from benchmarks.debates import synthetic
from benchmarks.figures import machine, peak_memory, timed
from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.backbone.finding import backbone
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Kernel, OneMode, Unit, Windows
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.polarization.measure import polarization
from dissensus.analysis.selection import Duplicates, without_duplicates
from dissensus.events import EventList
from dissensus.model.network import Aggregation, Normalization, Projection

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
SUBTRACT = OneMode(qualifier="agreement", kind=Projection.SUBTRACT)
AVERAGE = OneMode(
    qualifier="agreement", kind=Projection.SUBTRACT, normalization=Normalization.AVERAGE
)


def every(events: EventList, windows: Windows) -> int:
    return sum(1 for _ in slices(events, SUBTRACT, windows))


CASES: dict[str, Callable[[EventList], object]] = {
    "duplicates per document": lambda e: without_duplicates(
        e, by=["organization", "concept", "agreement"], within=Duplicates.DOCUMENT
    ),
    "two-mode subtract": lambda e: affiliation(
        e,
        rows="organization",
        columns="concept",
        qualifier="agreement",
        aggregation=Aggregation.SUBTRACT,
    ),
    "one-mode subtract, average": lambda e: congruence(
        e,
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        kind=Projection.SUBTRACT,
        normalization=Normalization.AVERAGE,
    ),
    "120 windows of 4 months": lambda e: every(e, Windows(width=4, unit=Unit.MONTHS)),
    "120 slices, uniform": lambda e: every(
        e, Windows(width=4, unit=Unit.MONTHS, kernel=Kernel.UNIFORM)
    ),
    "120 slices, gaussian": lambda e: every(
        e, Windows(width=4, unit=Unit.MONTHS, kernel=Kernel.GAUSSIAN)
    ),
    "nested backbone": lambda e: backbone(e, AVERAGE),
    "polarization, searched": lambda e: polarization(e, AVERAGE, exact=False),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(machine())
    sizes = [size for size in SIZES if size <= options.most]
    found: dict[str, list[float]] = {name: [] for name in CASES}
    for size in sizes:
        events = synthetic(size, persons=300, organizations=100, concepts=60)
        for name, work in CASES.items():
            seconds = timed(partial(work, events), runs=options.runs)
            found[name].append(median(seconds))

    print("| measure | " + " | ".join(f"{size:,}" for size in sizes) + " | slope |")
    print("|---" * (len(sizes) + 2) + "|")
    for name, seconds in found.items():
        slope = math.log10(seconds[-1] / seconds[-2]) if len(seconds) > 1 else math.nan
        print(f"| {name} | " + " | ".join(f"{s:.3f} s" for s in seconds) + f" | {slope:.2f} |")
    print(f"peak memory: {peak_memory():,.0f} MB")


if __name__ == "__main__":
    main()
