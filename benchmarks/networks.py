"""How long do networks, windows, backbones and polarization take, beside the peer's recorded times?

    python -m benchmarks.networks [DATABASE.dna ...] [--runs 5] [--case WORDS]

The peer's times (DNA 3.0.11.5, Java 17, 2 cores) were recorded on databases of 10,000, 100,000 and
1,000,000 statements; a database of about that many statements is compared with them. Without a
database, 1,000,000 invented statements are measured. "Bytes" are those a case must at least touch: its
columns once, its matrices once; "limit" is how long memory takes to give them up. Each case
runs in a process of its own, whose peak memory is told; the statements are in it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.debates import synthetic
from benchmarks.figures import bandwidth, machine, peak_memory, timed
from dissensus.analysis.affiliation import affiliation
from dissensus.analysis.backbone.finding import backbone
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, Kernel, OneMode, Unit, Windows
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.polarization.measure import polarization
from dissensus.analysis.selection import Duplicates, without_duplicates
from dissensus.events import EventList
from dissensus.exchange.dna import read_dna
from dissensus.model.network import Aggregation, Normalization, Projection

SIZES: Final = {10_000: "10k", 100_000: "100k", 1_000_000: "1M"}
SUBTRACT: Final = OneMode(qualifier="agreement", kind=Projection.SUBTRACT, isolates=True)
AVERAGE: Final = replace(SUBTRACT, normalization=Normalization.AVERAGE, isolates=False)
ONCE: Final = replace(AVERAGE, duplicates=Duplicates.DOCUMENT)
MONTHS: Final = Windows(width=4, unit=Unit.MONTHS)
WEEKS: Final = Windows(width=14, unit=Unit.WEEKS)
DAYS: Final = Windows(width=100, unit=Unit.DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One measurement: what to do, the peer's seconds by size, what it must touch."""

    name: str
    work: Callable[[EventList], object]
    peer: dict[str, float]
    touched: Callable[[EventList], float]
    most: int = 1_000_000  # beyond, it is not run: the output alone would take an hour
    runs: int = 5  # at most
    reading: bool = False  # the database is read in the time


def two_mode(events: EventList) -> object:
    return affiliation(
        events,
        rows="organization",
        columns="concept",
        qualifier="agreement",
        aggregation=Aggregation.SUBTRACT,
    )


def one_mode(events: EventList, actors: str = "organization", *, average: bool = True) -> object:
    return congruence(
        events,
        actors=actors,
        concepts="concept",
        qualifier="agreement",
        kind=Projection.SUBTRACT,
        normalization=Normalization.AVERAGE if average else None,
    )


def each(events: EventList, windows: Windows, kernel: Kernel | None = None) -> int:
    return sum(1 for _ in slices(events, SUBTRACT, replace(windows, kernel=kernel)))


def names(events: EventList, column: str) -> int:
    return int(events.column(column).n_unique())


def columns(events: EventList) -> float:
    return 24.0 * len(events)  # row, column and level of each statement


def cells(events: EventList, actors: str = "organization") -> float:
    return columns(events) + 8.0 * names(events, actors) * (
        names(events, actors) + names(events, "concept")
    )


def sliced(slice_count: int, share: float) -> Callable[[EventList], float]:
    """Bytes of the statements in the windows, and of one dense matrix a slice."""

    def touched(events: EventList) -> float:
        matrix = 8.0 * names(events, "organization") ** 2
        return slice_count * (share * columns(events) + matrix)

    return touched


def nested(events: EventList) -> float:
    """Bytes of one matrix of actors for each candidate of each round."""
    concepts = names(events, "concept")
    return concepts * (concepts + 1) / 2 * 8.0 * names(events, "organization") ** 2


CASES: Final = (
    Case(
        name="reading, and two-mode subtract",
        work=two_mode,
        peer={"10k": 0.56, "100k": 4.8, "1M": 39},
        touched=cells,
        reading=True,
    ),
    Case(
        name="reading, and one-mode subtract, average",
        work=one_mode,
        peer={"10k": 0.70, "100k": 8.1, "1M": 64},
        touched=cells,
        reading=True,
    ),
    # What the peer takes above loading (0.64, 4.9 and 36 s) can be told at the larger sizes only.
    Case(name="two-mode subtract", work=two_mode, peer={"1M": 39 - 36}, touched=cells),
    Case(
        name="one-mode subtract, average",
        work=one_mode,
        peer={"100k": 8.1 - 4.9, "1M": 64 - 36},
        touched=cells,
    ),
    Case(
        name="one-mode subtract",
        work=lambda e: one_mode(e, average=False),
        peer={},
        touched=cells,
    ),
    Case(
        name="one-mode, person × concept",
        work=lambda e: one_mode(e, "person"),
        peer={"10k": 1.2 - 0.64, "100k": 19.4 - 4.9},
        touched=lambda e: cells(e, "person"),
    ),
    Case(
        name="duplicates per document",
        work=lambda e: without_duplicates(
            e, by=["organization", "concept", "agreement"], within=Duplicates.DOCUMENT
        ),
        peer={"10k": 11.3 - 0.56},
        touched=lambda e: columns(e) + 8.0 * len(e),
    ),
    Case(
        name="4-month windows (117)",
        work=lambda e: each(e, MONTHS),
        peer={"10k": 3.8, "100k": 61},
        touched=sliced(117, 4 / 120),
    ),
    Case(
        name="4-month, uniform (120)",
        work=lambda e: each(e, MONTHS, Kernel.UNIFORM),
        peer={"10k": 9.0, "100k": 260},
        touched=sliced(120, 4 / 120),
    ),
    Case(
        name="4-month, gaussian (120)",
        work=lambda e: each(e, MONTHS, Kernel.GAUSSIAN),
        peer={"10k": 80},
        touched=sliced(120, 1),
    ),
    Case(
        name="14-week, uniform (522)",
        work=lambda e: each(e, WEEKS, Kernel.UNIFORM),
        peer={"10k": 33},
        touched=sliced(522, 14 / 522),
    ),
    Case(
        name="100-day windows, daily (3,553)",
        work=lambda e: each(e, DAYS),
        peer={"10k": 84},
        touched=sliced(3553, 100 / 3652),
        runs=3,
    ),
    Case(
        name="100-day, daily, uniform (3,652)",
        work=lambda e: each(e, DAYS, Kernel.UNIFORM),
        peer={"10k": 182},
        touched=sliced(3652, 100 / 3652),
        runs=3,
    ),
    Case(
        name="100-day, daily, gaussian (3,652)",
        work=lambda e: each(e, DAYS, Kernel.GAUSSIAN),
        peer={},
        touched=sliced(3652, 1),
        runs=3,
    ),
    Case(
        name="nested backbone, compatible",
        work=lambda e: backbone(e, ONCE, compat=Compat.DNA_3_0),
        peer={"10k": 50, "100k": 200},
        touched=nested,
        most=100_000,
        runs=3,
    ),
    Case(
        name="nested backbone, true spectra",
        work=lambda e: backbone(e, ONCE),
        peer={},
        touched=nested,
        most=100_000,
        runs=3,
    ),
    Case(
        name="polarization",
        work=lambda e: polarization(e, AVERAGE),
        peer={"10k": 2.1, "100k": 69},
        touched=cells,
        most=100_000,
        runs=3,
    ),
    Case(
        name="polarization, 100-day windows (3,652)",
        work=lambda e: polarization(e, AVERAGE, windows=replace(DAYS, kernel=Kernel.UNIFORM)),
        peer={"10k": 40},
        touched=sliced(3652, 100 / 3652),
        most=10_000,
        runs=3,
    ),
)


def statements(path: Path | None) -> EventList:
    return synthetic(1_000_000) if path is None else read_dna(path).events("DNA Statement")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("databases", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--case", default="", help="only the cases whose name has these words")
    options = parser.parse_args()
    speed = bandwidth()
    print(f"{machine()}; memory copies {speed / 1e9:.0f} GB/s")
    for path in options.databases or [None]:
        began = time.perf_counter()
        events = statements(path)
        loaded = time.perf_counter() - began
        print(f"\n{len(events):,} statements; read into columns in {loaded:.2f} s")
        print("| case | median (range) | peer | ratio | peak | bytes | limit | × limit |")
        print("|---|---|---|---|---|---|---|---|")
        size = SIZES.get(10 ** (len(str(len(events))) - 1), "")
        for case in CASES:
            if options.case in case.name and len(events) <= case.most:
                print(measured(case, events, path, size, speed, options.runs), flush=True)


def measured(
    case: Case, events: EventList, path: Path | None, size: str, speed: float, runs: int
) -> str:
    """Run a case in a process of its own; returns its row of the table."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=run, args=(case.name, path, min(case.runs, runs), there))
    child.start()
    there.close()
    seconds, memory = here.recv()
    child.join()
    told = f"{median(seconds):.3g} s ({min(seconds):.3g}–{max(seconds):.3g})"
    peer = case.peer.get(size)
    beside = "– | –" if peer is None else f"{peer:g} s | {peer / median(seconds):,.0f}"
    touched = case.touched(events)
    if case.reading and path is not None:
        touched += path.stat().st_size
    limit = touched / speed
    return (
        f"| {case.name} | {told} | {beside} | {memory:,.0f} MB | {touched / 1e6:,.0f} MB | "
        f"{limit:.2g} s | {median(seconds) / limit:,.0f} |"
    )


def run(name: str, path: Path | None, runs: int, there: Connection) -> None:
    case = next(case for case in CASES if case.name == name)
    if case.reading:
        seconds = timed(lambda: case.work(statements(path)), runs=runs)
    else:
        events = statements(path)
        seconds = timed(lambda: case.work(events), runs=runs)
    there.send((seconds, peak_memory()))


if __name__ == "__main__":
    main()
