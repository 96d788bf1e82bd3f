"""How long do two-mode and one-mode networks of 1,000,000 statements in memory take?

python -m benchmarks.networks [statements]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
import polars as pl

from benchmarks.figures import machine, peak_memory, timed, told
from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.congruence import congruence
from dissensus.analysis.selection import Duplicates, without_duplicates
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Aggregation, Network, Normalization, Projection

RUNS = 5


def synthetic(statements: int, *, seed: int = 1000) -> EventList:
    """Make statements whose actors and concepts are Zipf-distributed, over ten years."""
    random = np.random.default_rng(seed)

    def names(stem: str, size: int) -> pl.Series:
        share = 1 / np.arange(1, size + 1)
        drawn = random.choice(size, statements, p=share / share.sum())
        return pl.Series([f"{stem} {n:04}" for n in range(size)]).gather(drawn)

    position = built_in_types()[0]
    document = np.sort(random.integers(0, max(1, statements // 10), statements))
    given = {
        "statement.id": pl.Series(range(statements)).cast(pl.String).str.zfill(8),
        "statement.start": pl.Series(range(statements)),
        "statement.reviewed": pl.repeat(value=True, n=statements, eager=True),
        "document.id": pl.Series(document).cast(pl.String).str.zfill(7),
        "document.date": pl.Series(document // 28 * 86_400_000_000).cast(pl.Datetime("us")),
        "person": names("person", 5000),
        "organization": names("organization", 1000),
        "concept": names("concept", 300),
        "agreement": pl.Series(random.random(statements) < 0.6),
    }
    frame = pl.DataFrame(
        {
            name: given.get(name, pl.repeat(None, statements, dtype=kind, eager=True))
            for name, kind in EventList.schema(position).items()
        }
    )
    return EventList.from_frame(frame, position)


def main() -> None:
    events = synthetic(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    print(machine())
    print(f"{len(events):,} statements, median of {RUNS} runs")

    def two_mode(aggregation: Aggregation) -> Network:
        return affiliation(
            events,
            rows="organization",
            columns="concept",
            qualifier="agreement",
            aggregation=aggregation,
        )

    def one_mode(
        kind: Projection, normalization: Normalization | None = None, actors: str = "organization"
    ) -> Network:
        return congruence(
            events,
            actors=actors,
            concepts="concept",
            qualifier="agreement",
            kind=kind,
            normalization=normalization,
        )

    by = ["organization", "concept", "agreement"]
    cases: dict[str, Callable[[], object]] = {
        "two-mode, ignore": lambda: two_mode(Aggregation.IGNORE),
        "two-mode, subtract": lambda: two_mode(Aggregation.SUBTRACT),
        "two-mode, combine": lambda: two_mode(Aggregation.COMBINE),
        "one-mode, congruence": lambda: one_mode(Projection.CONGRUENCE),
        "one-mode, subtract": lambda: one_mode(Projection.SUBTRACT),
        "one-mode, subtract, average": lambda: one_mode(Projection.SUBTRACT, Normalization.AVERAGE),
        "one-mode, 5,000 persons": lambda: one_mode(Projection.SUBTRACT, actors="person"),
        "duplicates per document": lambda: without_duplicates(
            events, by=by, within=Duplicates.DOCUMENT
        ),
    }
    for name, run in cases.items():
        print(f"{name:32} {told(timed(run, runs=RUNS))}")
    network = one_mode(Projection.CONGRUENCE)
    a, b = network.rows[3], network.rows[700]
    begin = time.perf_counter()
    network.evidence(a, b)
    first = time.perf_counter() - begin
    begin = time.perf_counter()
    found = len(network.evidence(a, b))
    again = time.perf_counter() - begin
    print(
        f"evidence of a tie ({found} statements): first {first:.3f} s, then {again * 1000:.2f} ms"
    )
    print(f"peak memory: {peak_memory():,.0f} MB")


if __name__ == "__main__":
    main()
