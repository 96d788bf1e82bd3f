"""How long do networks over time take, slice by slice, and how much memory?

python -m benchmarks.windows [--statements 10000] [--organizations 100] [--concepts 60] [--most 3700] [--runs 3]

One-mode subtract without normalization, isolates on, windows of 100 days moved daily over ten years. With
``--most``, only the first so many slices are made. The seconds of the peer (DNA 3.0.11.5) are from its own
measurement on another two-core machine. The floor is the time to write the cells of the matrices once,
at the bandwidth of memory measured here.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from itertools import islice

import numpy as np

from benchmarks.debates import synthetic
from benchmarks.figures import machine, peak_memory, timed, told
from dissensus.analysis.design import Cut, Kernel, OneMode, Windows
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.selection import Duplicates
from dissensus.model.network import Normalization, Projection

PEER = {(None, 10_000): 84.0, (Kernel.UNIFORM, 10_000): 182.0}


def bandwidth() -> float:
    """Measure how many bytes a second can be copied in memory."""
    source = np.ones(16_000_000)
    target = np.empty_like(source)
    return 2 * source.nbytes / min(timed(lambda: np.copyto(target, source), runs=5))


def main() -> None:
    asked = argparse.ArgumentParser()
    for name, default in (
        ("statements", 10_000),
        ("organizations", 100),
        ("concepts", 60),
        ("most", 3_700),
        ("runs", 3),
    ):
        asked.add_argument(f"--{name}", type=int, default=default)
    given = asked.parse_args()
    events = synthetic(given.statements, organizations=given.organizations, concepts=given.concepts)
    print(machine())
    print(f"{given.statements:,} statements, {given.organizations:,} × {given.concepts:,}")
    copied = bandwidth()
    subtract = OneMode(qualifier="agreement", kind=Projection.SUBTRACT, isolates=True)
    average = OneMode(
        qualifier="agreement",
        kind=Projection.SUBTRACT,
        normalization=Normalization.AVERAGE,
        isolates=True,
    )
    once = OneMode(
        qualifier="agreement",
        kind=Projection.SUBTRACT,
        isolates=True,
        duplicates=Duplicates.DOCUMENT,
    )
    cases: dict[str, tuple[OneMode, Windows]] = {
        "no kernel": (subtract, Windows()),
        **{str(kernel): (subtract, Windows(kernel=kernel)) for kernel in Kernel},
        "no kernel, average": (average, Windows()),
        "no kernel, once per text": (once, Windows()),
        "no kernel, once per text, before": (once, Windows(cut=Cut.DUPLICATES_FIRST)),
    }
    for name, (design, windows) in cases.items():
        made = cells = 0

        def run(design: OneMode = design, windows: Windows = windows) -> None:
            nonlocal made, cells
            networks = islice(slices(events, design, windows), given.most)
            sizes = deque(n.matrix.nnz for n in networks)
            made, cells = len(sizes), sum(sizes)

        seconds = timed(run, runs=given.runs)
        floor = cells * 12 / copied  # a weight and its column
        peer = PEER.get((windows.kernel, given.statements)) if design is subtract else None
        print(
            f"{name:34} {made:,} slices {told(seconds)}, {min(seconds) / made * 1e6:,.0f} µs each, "
            f"floor {floor:.3f} s"
            + (
                f", peer {peer:.0f} s: {peer / sorted(seconds)[len(seconds) // 2]:.0f} ×"
                if peer
                else ""
            )
        )
    began = time.perf_counter()
    first = next(slices(events, subtract, Windows()))
    print(f"first slice after {time.perf_counter() - began:.3f} s, {first.statements:,} statements")
    print(f"peak memory: {peak_memory():,.0f} MB")


if __name__ == "__main__":
    main()
