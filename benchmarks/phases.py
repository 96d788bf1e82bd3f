"""Are planted states found again, and how long do phases take?

    python -m benchmarks.phases [--sets 10] [--statements 10000] [--slices 100,500,1825,3649]

States: invented debates of 100 days in each of two or three regimes (actors' positions change from one to the next), with
growing noise; told is in how many debates the number of states is right and how many days a change is off on
average. Times: daily slices of a 100-day uniform window over invented statements of 100 organizations on 60 concepts.
"""

from __future__ import annotations

import argparse
import time
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from benchmarks.debates import synthetic
from benchmarks.figures import machine, peak_memory
from dissensus.analysis.clustering.choice import divisions, similarities
from dissensus.analysis.design import Kernel, OneMode, TwoMode, Unit, Windows
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.phases.distances import slice_distances
from dissensus.analysis.phases.embedding import embed
from dissensus.analysis.phases.finding import METHODS, phases
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Aggregation, Projection

BEGIN = datetime(2020, 1, 1)  # noqa: DTZ001  (dates of statements have no zone)
DAYS = 100
TWO = TwoMode(qualifier="agreement", aggregation=Aggregation.SUBTRACT, isolates=True)
ONE = OneMode(qualifier="agreement", kind=Projection.SUBTRACT, isolates=True)


def planted(regimes: int, *, noise: float, seed: int, per_day: int = 6) -> EventList:
    """Invent a debate: 20 actors and 10 concepts, positions drawn anew for each regime."""
    rng = np.random.default_rng(seed)
    count = DAYS * regimes * per_day
    day = np.repeat(np.arange(DAYS * regimes), per_day)
    actor, concept = rng.integers(0, 20, count), rng.integers(0, 10, count)
    positions = rng.random((regimes, 20, 10)) < 0.5
    said = positions[day // DAYS, actor, concept] != (rng.random(count) < noise)
    rows = {
        "document.date": [BEGIN + timedelta(days=int(d), hours=12) for d in day],
        "organization": [f"actor {a:02}" for a in actor],
        "concept": [f"concept {c:02}" for c in concept],
        "agreement": said.tolist(),
    }
    return EventList.from_rows(pl.DataFrame(rows).to_dicts(), built_in_types()[0])


def found_again(sets: int) -> None:
    """Say how many planted states and changes are found."""
    windows = Windows(width=60, step=10, kernel=Kernel.UNIFORM, to_one=True)
    for regimes in (2, 3):
        for noise in (0.0, 0.1, 0.2, 0.3):
            right, off = 0, []
            for seed in range(sets):
                result = phases(planted(regimes, noise=noise, seed=seed), TWO, windows)
                right += result.k == regimes
                if len(result.changes()) == regimes - 1:
                    for number, (moment, _, _) in enumerate(result.changes(), 1):
                        due = BEGIN + timedelta(days=DAYS * number)
                        off.append(abs((moment.start - due).total_seconds()) / 86_400)
            days = f"changes off by {np.mean(off):.1f} days" if off else "no change in its place"
            print(f"{regimes} regimes, noise {noise:.0%}: {right} of {sets} right; {days}")


def how_long(statements: int, numbers: list[int]) -> None:
    """Say how long each part of it takes."""
    events = synthetic(statements, organizations=100, concepts=60)
    for design in (TWO, ONE):
        for number in numbers:
            until = BEGIN.replace(year=1970) + timedelta(days=number + 1)
            part = events.filter(pl.col("document.date") < until)
            windows = Windows(width=100, unit=Unit.DAYS, kernel=Kernel.UNIFORM, to_one=True)
            marks = [("start", time.perf_counter())]
            series = list(slices(part, design, windows))
            marks.append(("slices", time.perf_counter()))
            apart = slice_distances(series)
            marks.append(("distances", time.perf_counter()))
            weights = similarities(apart)
            with one_thread():  # as phases does
                for method in METHODS:
                    divisions(method, apart / apart.max(), weights, range(2, 7))
                    marks.append((str(method), time.perf_counter()))
                embed(apart)
                marks.append(("embedding", time.perf_counter()))
            told = ", ".join(
                f"{name} {end - start:.2f}" for (_, start), (name, end) in pairwise(marks)
            )
            total = marks[-1][1] - marks[0][1]
            kind = "two-mode" if design is TWO else "one-mode"
            print(
                f"{kind}, {len(series):,} slices: {total:.1f} s, {peak_memory():,.0f} MB ({told})"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", type=int, default=10)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--slices", default="100,500,1825,3649")
    given = parser.parse_args()
    print(machine())
    found_again(given.sets)
    how_long(given.statements, [int(n) for n in given.slices.split(",")])


if __name__ == "__main__":
    main()
